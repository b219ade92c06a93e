import { useTranslations } from 'next-intl'
import type { Locale } from '@/kernel/text'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type HeadColumn, type SortDirection, TableHead } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { htmlOf } from '@/ui/html-of'
import { RowSelection } from '@/ui/row-selection'
import type { CaseListPage, ListedRow } from '../queries/lists'
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
        rows={page.rows.map((row) => caseRow(row, t, ui, locale))}
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

const MARK_KINDS = {
  appealed: 'appealed',
  escalated: 'escalated',
  upgraded: 'upgraded',
  repeat: 'repeat',
  legacy: 'legacy',
} as const

/** A case in the reader's words. */
function caseRow(row: ListedRow, t: Translate, ui: Translate, locale: Locale): CaseRow {
  const { customer, figure } = row
  return {
    key: figure?.obligationId ?? row.id,
    id: row.id,
    number: row.number,
    revision: row.revision,
    due: dueOf(row, ui),
    about: [
      row.kind === 'complaint' ? null : codeLabel(t, 'kind', row.kind),
      classLabel(row.classCode, locale),
    ]
      .filter(Boolean)
      .join(' · '),
    marks: marksOf(row, t, ui),
    words: row.words,
    customer: customer ? (customer.name ? [customer.name, customer.phone] : [customer.phone]) : null,
    owner: row.owner.name,
    ...(row.firstOwner ? { first: t('firstAsked', { name: row.firstOwner }) } : {}),
    unit: row.unitName,
    zone: row.timeZone,
    received: row.receivedAt.getTime(),
    channel: codeLabel(t, 'channel', row.channel),
    next: nextStepLabel(t, row),
    ...(figure
      ? {
          outcome: {
            badge: figure.outcome ? ([figure.outcome, ui(`state.${figure.outcome}`)] as const) : null,
            at:
              figure.dueAt && figure.outcome !== 'running'
                ? (figure.fulfilledAt ?? figure.dueAt).getTime()
                : null,
          },
        }
      : {}),
  }
}

/** Where a case stands: time left while a clock runs, else its state. */
function dueOf({ status, dueAt }: ListedRow, ui: Translate): CaseRow['due'] {
  if (status === 'paused') return ['paused', ui('state.paused')]
  if (dueAt) return dueAt.getTime()
  const kind = status === 'closed' ? 'closed' : 'open'
  return [kind, ui(`state.${kind}`)]
}

/** What is special about a case, in its usual order. */
function marksOf({ urgency, isReopened, marks }: ListedRow, t: Translate, ui: Translate): Badge[] {
  return [
    ...(urgency === 'urgent' ? [['warning', t('mark.urgent')] as const] : []),
    ...(isReopened ? [['reopened', ui('state.reopened')] as const] : []),
    ...marks.map((mark): Badge => {
      if (mark === 'group') return ['group', t('mark.group')]
      return [MARK_KINDS[mark], ui(`state.${MARK_KINDS[mark]}`)]
    }),
  ]
}
