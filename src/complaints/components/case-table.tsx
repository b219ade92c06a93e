import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, LongTable, type SortDirection } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { StateBadge } from '@/ui/state-badge'
import type { CaseListPage, ListedRow } from '../queries/lists'
import { codeLabel, type Translate } from './case-labels'
import { CaseMarks } from './case-marks'
import { CaseState } from './case-state'
import { classLabel } from './class-label'
import { nextStepLabel } from './next-step-label'

export const SELECTION = { name: 'case', form: 'bulk' } as const

/** What matters, and what belongs to it in small print below. */
function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      {first}
      {second ? <span className="block text-muted text-xs">{second}</span> : null}
    </span>
  )
}

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
  const t = useTranslations('cases')
  const locale = useAppLocale()
  const isFigure = page.rows.some((row) => row.figure)
  const direction: SortDirection = page.sort.startsWith('-') ? 'desc' : 'asc'
  const key = page.sort.replace('-', '')
  return (
    <LongTable
      caption={t('caption', { sort: t(`sortBy.${key}`) })}
      columns={columnsOf(t as Translate, page.now, locale, isFigure)}
      rows={page.rows}
      rowKey={(row) => row.figure?.obligationId ?? row.id}
      rowHref={(row) => `/complaints/${encodeURIComponent(row.number)}`}
      sort={sortHref ? { key, direction } : undefined}
      sortHref={sortHref}
      selection={selectable ? { ...SELECTION, label: (row) => row.number, data: dataOf } : undefined}
      empty={<EmptyState title={t('emptyTitle')}>{t('emptyBody')}</EmptyState>}
      sticky="page"
    />
  )
}

/** `BulkActions` reads it from the boxes. */
const dataOf = ({ id, number, revision }: ListedRow) => ({
  'data-case': id,
  'data-number': number,
  'data-revision': revision,
})

function columnsOf(
  t: Translate,
  now: Date,
  locale: Parameters<typeof classLabel>[1],
  isFigure: boolean,
): Column<ListedRow>[] {
  return [
    ...(isFigure ? [outcomeColumn(t, now)] : []),
    {
      key: 'number',
      header: t('column.number'),
      sortKey: 'number',
      primary: true,
      cell: (row) => row.number,
    },
    {
      key: 'due',
      header: t('column.due'),
      sortKey: 'due',
      width: '9.5rem',
      cell: (row) => <CaseState status={row.status} dueAt={row.dueAt} now={now} timeZone={row.timeZone} />,
    },
    {
      key: 'words',
      header: t('column.words'),
      clip: true,
      cell: (row) => (
        <>
          <span className="mr-2 text-muted">
            {[
              row.kind === 'complaint' ? null : codeLabel(t, 'kind', row.kind),
              classLabel(row.classCode, locale),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <CaseMarks {...row} /> {row.words}
        </>
      ),
    },
    {
      key: 'customer',
      header: t('column.customer'),
      cell: (row) =>
        row.customer ? (
          <TwoLines
            first={row.customer.name ?? row.customer.phone}
            second={row.customer.name ? row.customer.phone : null}
          />
        ) : (
          <span className="text-muted">{t('anonymous')}</span>
        ),
    },
    {
      key: 'owner',
      header: t('column.ownerUnit'),
      cell: (row) => (
        <TwoLines
          first={
            <>
              {row.owner.name}
              {row.firstOwner ? (
                <span className="ml-1.5 text-muted text-xs">{t('firstAsked', { name: row.firstOwner })}</span>
              ) : null}
            </>
          }
          second={row.unitName}
        />
      ),
    },
    {
      key: 'received',
      header: t('column.receivedChannel'),
      sortKey: 'received',
      cell: (row) => (
        <TwoLines
          first={<LocalTime instant={row.receivedAt} timeZone={row.timeZone} style="short" />}
          second={codeLabel(t, 'channel', row.channel)}
        />
      ),
    },
    {
      key: 'nextStep',
      header: t('column.nextStep'),
      cell: (row) => <span className="whitespace-nowrap">{nextStepLabel(t, row)}</span>,
    },
  ]
}

function outcomeColumn(t: Translate, now: Date): Column<ListedRow> {
  return {
    key: 'outcome',
    header: t('column.outcome'),
    width: '8rem',
    cell: ({ figure, timeZone }) =>
      figure?.outcome ? (
        <>
          <StateBadge kind={figure.outcome} />
          {figure.dueAt && figure.outcome !== 'running' ? (
            <span className="block text-muted text-xs">
              <LocalTime
                instant={figure.fulfilledAt ?? figure.dueAt ?? now}
                timeZone={timeZone}
                style="short"
              />
            </span>
          ) : null}
        </>
      ) : null,
  }
}
