import { useTranslations } from 'next-intl'
import { type Column, DataTable, type SortDirection } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { StateBadge } from '@/ui/state-badge'
import type { ErrorRowView } from '../queries/list'
import type { ErrorListAddress, Sort } from '../queries/list-address'
import { errorHref } from '../queries/list-address'
import { ErrorStateBadge } from './error-state'
import { Money } from './money'

/** Every error with what was verified, what is due, approved and paid, and how long it has been waiting. */
export function ErrorTable({ rows, address }: { rows: readonly ErrorRowView[]; address: ErrorListAddress }) {
  const t = useTranslations('refunds')
  const sort = address.sort ?? '-reported'
  const direction: SortDirection = sort.startsWith('-') ? 'desc' : 'asc'
  const columns: Column<ErrorRowView>[] = [
    {
      key: 'number',
      header: t('column.number'),
      primary: true,
      sortKey: 'number',
      cell: (row) => row.number,
    },
    {
      key: 'state',
      header: t('column.state'),
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-1">
          <ErrorStateBadge state={row.state} />
          {row.isLate ? <StateBadge kind="overdue" label={t('late')} /> : null}
        </span>
      ),
    },
    {
      key: 'what',
      header: t('column.what'),
      cell: (row) => (
        <span className="block min-w-36">
          {row.className}
          <span className="block text-muted text-xs">
            {row.service} · {row.period}
          </span>
        </span>
      ),
    },
    {
      key: 'customer',
      header: t('column.customer'),
      cell: (row) => (
        <span className="whitespace-nowrap">
          {row.customer ? (row.customer.name ?? row.customer.phone) : t('noCustomer')}
          <span className="block text-muted text-xs">{row.account}</span>
        </span>
      ),
    },
    {
      key: 'overcharge',
      hideOnTablet: true,
      header: t('column.overcharge'),
      align: 'end',
      cell: (row) => <Money minor={row.overchargeMinor} currency={row.currency} />,
    },
    {
      key: 'due',
      header: t('column.due'),
      align: 'end',
      sortKey: 'amount',
      cell: (row) => <Money minor={row.dueMinor} currency={row.currency} strong />,
    },
    {
      key: 'approved',
      hideOnTablet: true,
      header: t('column.approved'),
      align: 'end',
      hideOnPhone: true,
      cell: (row) => <Money minor={row.isApproved ? row.dueMinor : null} currency={row.currency} />,
    },
    {
      key: 'paid',
      hideOnTablet: true,
      header: t('column.paid'),
      align: 'end',
      cell: (row) => <Money minor={row.isPaid ? row.dueMinor : null} currency={row.currency} />,
    },
    {
      key: 'days',
      header: t('column.days'),
      align: 'end',
      sortKey: 'verified',
      cell: (row) => (row.daysSinceVerified === null ? '—' : t('days', { count: row.daysSinceVerified })),
    },
    {
      key: 'unit',
      hideOnTablet: true,
      header: t('column.unit'),
      hideOnPhone: true,
      cell: (row) => <span className="block min-w-24 text-xs">{row.unitName}</span>,
    },
    {
      key: 'reported',
      header: t('column.reported'),
      sortKey: 'reported',
      cell: (row) => (
        <span className="whitespace-nowrap">
          <LocalTime instant={row.reportedAt} timeZone={row.timeZone} style="short" />
        </span>
      ),
    },
  ]
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/refunds/${encodeURIComponent(row.number)}`}
      sort={{ key: sort.replace('-', ''), direction }}
      sortHref={(key, to) => errorHref(address, { sort: sortOf(key, to) })}
      empty={<EmptyState title={t('emptyTitle')}>{t('emptyBody')}</EmptyState>}
      sticky="page"
    />
  )
}

const sortOf = (key: string, direction: SortDirection): Sort =>
  (key === 'number' || key === 'due' ? key : `${direction === 'desc' ? '-' : ''}${key}`) as Sort
