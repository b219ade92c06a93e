import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { StateBadge } from '@/ui/state-badge'
import { type OrderAddress, orderListHref } from '../queries/list-address'
import type { ListedOrder, OrderListPage } from '../queries/orders'
import { OrderStateBadge } from './order-state'
import { priceLabel } from './order-words'

/** Orders: what for, whose, how it stands, until when an answer counts. */
export function OrderTable({ page, address }: { page: OrderListPage; address: OrderAddress }) {
  const t = useTranslations('orders')
  const locale = useAppLocale()
  const two = (first: ReactNode, second: ReactNode) => (
    <span className="whitespace-nowrap">
      {first}
      <span className="block text-muted text-xs">{second}</span>
    </span>
  )
  const columns: Column<ListedOrder>[] = [
    { key: 'number', header: t('column.number'), primary: true, cell: (row) => row.number },
    {
      key: 'state',
      header: t('column.state'),
      sortKey: 'window',
      width: '13rem',
      cell: (row) => (
        <OrderStateBadge
          state={row.state}
          windowEndsAt={row.windowEndsAt}
          now={page.now}
          timeZone={row.timeZone}
        />
      ),
    },
    {
      key: 'service',
      header: t('column.service'),
      cell: (row) => two(`${row.service[locale]} (${row.code})`, priceLabel(row, locale)),
    },
    { key: 'type', hideOnTablet: true, header: t('column.type'), cell: (row) => t(`type.${row.type}`) },
    {
      key: 'customer',
      header: t('column.customer'),
      cell: (row) => two(row.customer?.phone ?? '', row.customer?.name ?? ''),
    },
    {
      key: 'channel',
      hideOnTablet: true,
      header: t('column.channel'),
      cell: (row) => two(t(`channel.${row.channel}`), row.unitName),
    },
    {
      key: 'requested',
      header: t('column.requested'),
      sortKey: 'requested',
      cell: (row) =>
        two(
          <LocalTime instant={row.requestedAt} timeZone={row.timeZone} style="short" />,
          row.ownerName ?? '',
        ),
    },
    {
      key: 'charges',
      header: t('column.charges'),
      cell: (row) =>
        row.withoutConsent > 0 ? (
          <StateBadge kind="error" label={t('chargedWithoutConsent', { count: row.withoutConsent })} plain />
        ) : row.wrongCharges > 0 ? (
          <StateBadge kind="warning" label={t('wrongCharges', { count: row.wrongCharges })} plain />
        ) : null,
    },
  ]
  const sort = address.sort ?? '-requested'
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={page.rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/orders/${id}`}
      sort={{ key: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
      sortHref={(key, direction) =>
        orderListHref(address, {
          sort: key === 'window' ? 'window' : direction === 'asc' ? 'requested' : '-requested',
        })
      }
      empty={<EmptyState title={t('emptyTitle')}>{t('emptyBody')}</EmptyState>}
      sticky="page"
    />
  )
}
