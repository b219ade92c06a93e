import { useMessages, useTranslations } from 'next-intl'
import type { Locale } from '@/kernel/text'
import { keptWords } from '@/platform/i18n/kept-words'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type HeadColumn, type SortDirection, TableHead } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { htmlOf } from '@/ui/html-of'
import { RowSelection } from '@/ui/row-selection'
import type { StateKind } from '@/ui/state-kinds'
import type { CaseListPage, FigureDetail, ListedRow } from '../queries/lists'
import { codeLabel, type Translate } from './case-labels'
import type { Badge, CaseColumn, CaseRow, CaseRowWords } from './case-row'
import { CaseRows } from './case-rows'
import { classLabel } from './class-label'
import { nextStepLabel } from './next-step-label'

export const SELECTION = { name: 'case', form: 'bulk' } as const

const COLUMNS: readonly CaseColumn[] = [
  'number',
  'due',
  'words',
  'customer',
  'ownerUnit',
  'receivedChannel',
  'nextStep',
]
const SORT_KEYS: Partial<Readonly<Record<CaseColumn, string>>> = {
  number: 'number',
  due: 'due',
  receivedChannel: 'received',
}
const WIDTHS: Partial<Readonly<Record<CaseColumn, string>>> = { outcome: '8rem', due: '9.5rem' }

/** The work list: what runs out first, what to do next, whose it is. */
export function CaseTable({
  page,
  sortHref,
  selectable,
}: {
  page: Pick<CaseListPage, 'rows' | 'sort' | 'now'>
  /** Absent where the order is fixed (cases behind a figure). */
  sortHref?: (key: string, direction: SortDirection) => string
  selectable: boolean
}) {
  const t = useTranslations('cases') as unknown as Translate
  const ui = useTranslations('ui') as unknown as Translate
  const locale = useAppLocale()
  const words = keptWords(useMessages())
  if (page.rows.length === 0) return <EmptyState title={t('emptyTitle')}>{t('emptyBody')}</EmptyState>
  const shown: readonly CaseColumn[] = page.rows.some((row) => row.figure) ? ['outcome', ...COLUMNS] : COLUMNS
  const key = page.sort.replace('-', '')
  const head = (
    <TableHead
      caption={t('caption', { sort: t(`sortBy.${key}`) })}
      columns={shown.map((column): HeadColumn => {
        return {
          key: column,
          header: t(`column.${column}`),
          sortKey: SORT_KEYS[column],
          width: WIDTHS[column],
        }
      })}
      sort={sortHref ? { key, direction: page.sort.startsWith('-') ? 'desc' : 'asc' } : undefined}
      sortHref={sortHref}
      selectionName={selectable ? SELECTION.name : undefined}
    />
  )
  return (
    <>
      <CaseRows
        head={htmlOf(head)}
        rows={JSON.stringify(page.rows.map((row) => caseRow(row, { t, ui, words, locale })))}
        words={rowWords({ shown, selectable, nowMs: page.now.getTime(), locale, t, ui })}
      />
      {selectable ? <RowSelection name={SELECTION.name} /> : null}
    </>
  )
}

function rowWords({
  shown,
  selectable,
  nowMs,
  locale,
  t,
  ui,
}: {
  shown: readonly CaseColumn[]
  selectable: boolean
  nowMs: number
  locale: Locale
  t: Translate
  ui: Translate
}): CaseRowWords {
  const [before = '', after = ''] = ui('selectRow', { label: '\u0000' }).split('\u0000')
  return {
    nowMs,
    locale,
    anonymous: t('anonymous'),
    heads: Object.fromEntries(
      shown.map((column) => [column, t(`column.${column}`)]),
    ) as CaseRowWords['heads'],
    check: selectable ? { ...SELECTION, before, after } : null,
  }
}

type Speech = {
  readonly t: Translate
  readonly ui: Translate
  readonly words: ReturnType<typeof keptWords>
  readonly locale: Locale
}

/** A case in the reader's words. */
function caseRow(row: ListedRow, speech: Speech): CaseRow {
  const { t, words, locale } = speech
  const { customer, figure } = row
  const code = (list: string, value: string) => words(`${list} ${value}`, () => codeLabel(t, list, value))
  return {
    key: figure?.obligationId ?? row.id,
    id: row.id,
    number: row.number,
    revision: row.revision,
    due: dueOf(row, speech),
    about: [row.kind === 'complaint' ? null : code('kind', row.kind), classLabel(row.classCode, locale)]
      .filter(Boolean)
      .join(' · '),
    marks: marksOf(row, speech),
    words: row.words,
    customer: customer ? (customer.name ? [customer.name, customer.phone] : [customer.phone]) : null,
    owner: row.owner.name,
    ...(row.firstOwner ? { first: t('firstAsked', { name: row.firstOwner }) } : {}),
    unit: row.unitName,
    zone: row.timeZone,
    received: row.receivedAt.getTime(),
    channel: code('channel', row.channel),
    next: words(`next ${row.nextStep} ${row.pauseReason}`, () => nextStepLabel(t, row)),
    ...(figure ? { outcome: outcomeOf(figure, speech) } : {}),
  }
}

/** A state with its usual word. */
const badge = (kind: StateKind, { ui, words }: Speech): Badge => [
  kind,
  words(`state ${kind}`, () => ui(`state.${kind}`)),
]

function outcomeOf(
  { outcome, dueAt, fulfilledAt }: FigureDetail,
  speech: Speech,
): NonNullable<CaseRow['outcome']> {
  const isOver = dueAt !== null && outcome !== 'running'
  return {
    badge: outcome ? badge(outcome, speech) : null,
    at: isOver ? (fulfilledAt ?? dueAt).getTime() : null,
  }
}

/** Where a case stands: time left while a clock runs, else its state. */
function dueOf({ status, dueAt }: ListedRow, speech: Speech): CaseRow['due'] {
  if (status === 'paused') return badge('paused', speech)
  if (dueAt) return dueAt.getTime()
  return badge(status === 'closed' ? 'closed' : 'open', speech)
}

/** What is special about a case, in its usual order. */
function marksOf({ urgency, isReopened, marks }: ListedRow, speech: Speech): Badge[] {
  const { t, words } = speech
  const named = (kind: 'warning' | 'group', mark: string): Badge => [
    kind,
    words(`mark ${mark}`, () => t(`mark.${mark}`)),
  ]
  return [
    ...(urgency === 'urgent' ? [named('warning', 'urgent')] : []),
    ...(isReopened ? [badge('reopened', speech)] : []),
    ...marks.map((mark) => (mark === 'group' ? named('group', 'group') : badge(mark, speech))),
  ]
}
