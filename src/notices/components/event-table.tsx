import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { type Column, DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { LocalTime } from '@/ui/local-time'
import { RowSelection } from '@/ui/row-selection'
import { StateBadge } from '@/ui/state-badge'
import { TimeLeft } from '@/ui/time-left'
import type { EventListPage, ListedEvent } from '../queries/list'
import { type EventAddress, eventListHref } from '../queries/list-address'
import { isOver } from '../rules/lists'
import { aboutEvent, NOTICE_LOOK, PROOF_LOOK, STATE_LOOK, type Translate } from './event-words'
import { HoldRow } from './hold-row'

export const SELECTION = { name: 'event', form: 'hold-many' } as const

/** Planned events: how their notices stand, how long one can still be in time, and what is in the way. */
export function EventTable({
  page,
  address,
  canHold,
}: {
  page: EventListPage
  address: EventAddress
  canHold: boolean
}) {
  const t = useTranslations('notices') as unknown as Translate
  const locale = useAppLocale()
  const two = (first: ReactNode, second: ReactNode) => (
    <span>
      <span className="block whitespace-nowrap">{first}</span>
      <span className="block min-w-24 break-normal text-muted text-xs xl:whitespace-nowrap">{second}</span>
    </span>
  )
  const kind = address.kind ?? 'suspension'
  const isSuspension = kind === 'suspension'
  const columns: Column<ListedEvent>[] = [
    {
      key: 'number',
      header: t('column.number'),
      primary: true,
      cell: (row) => two(row.number, row.externalRef),
    },
    {
      key: 'proof',
      header: t('column.proof'),
      sortKey: 'risk',
      cell: (row) => <ProofCell row={row} now={page.now} t={t} />,
    },
    ...(kind === 'low_balance'
      ? []
      : [
          {
            key: 'eventAt',
            header: t(`column.eventAt_${kind}`),
            sortKey: 'time',
            cell: (row: ListedEvent) =>
              row.eventAt
                ? two(<LocalTime instant={row.eventAt} timeZone={row.timeZone} style="short" />, row.unitName)
                : null,
          },
        ]),
    {
      key: 'state',
      header: t('column.state'),
      cell: (row) => (
        <span>
          <StateBadge kind={STATE_LOOK[row.state]} label={t(`state.${row.state}`)} plain />
          {row.holdReason ? (
            <span
              className="line-clamp-2 max-w-28 break-normal text-muted text-xs lg:max-w-40"
              title={row.holdReason}
            >
              {row.holdKind === 'dispute' ? t('hold.disputeOf', { number: row.holdReason }) : row.holdReason}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'about',
      hideOnTablet: isSuspension,
      header: t(`column.about_${kind}`),
      cell: (row) => two(aboutEvent(row, locale, t), t(`customerClass.${row.customerClass}`)),
    },
    {
      key: 'customer',
      header: t('column.customer'),
      cell: (row) => two(row.customer?.phone ?? '', row.account),
    },
    ...(kind === 'low_balance'
      ? [{ key: 'unit', header: t('column.unit'), cell: (row: ListedEvent) => row.unitName }]
      : []),
    {
      key: 'last',
      hideOnTablet: isSuspension,
      header: t('column.last'),
      cell: (row) =>
        row.lastState ? (
          two(
            <StateBadge
              kind={NOTICE_LOOK[row.lastState as keyof typeof NOTICE_LOOK]}
              label={t(`notice.${row.lastState}`)}
              plain
            />,
            t(`channel.${row.lastChannel}`),
          )
        ) : (
          <span className="text-muted">{t('column.nothingYet')}</span>
        ),
    },
    ...(isSuspension && canHold
      ? [
          {
            key: 'hold',
            header: t('column.action'),
            cell: (row: ListedEvent) =>
              isOver(row.state) ? null : (
                <HoldRow id={row.id} number={row.number} action={row.state === 'held' ? 'lift' : 'hold'} />
              ),
          },
        ]
      : []),
  ]
  const sort = address.sort ?? 'risk'
  return (
    <>
      <DataTable
        caption={t('caption')}
        columns={columns}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/notices/${id}`}
        sort={{ key: sort.replace('-', ''), direction: sort.startsWith('-') ? 'desc' : 'asc' }}
        sortHref={(key, direction) =>
          eventListHref(address, { sort: key === 'risk' ? 'risk' : direction === 'asc' ? 'time' : '-time' })
        }
        empty={<EmptyState title={t(`empty.${kind}`)}>{t('empty.body')}</EmptyState>}
        sticky="page"
        selection={
          isSuspension && canHold
            ? { ...SELECTION, labelOf: (row) => (row.state === 'planned' ? row.number : null) }
            : undefined
        }
      />
      {isSuspension && canHold ? <RowSelection name={SELECTION.name} /> : null}
    </>
  )
}

/** How the notices stand, and the time left for the next one that is missing. */
function ProofCell({ row, now, t }: { row: ListedEvent; now: Date; t: Translate }) {
  return (
    <span className="whitespace-nowrap">
      <StateBadge kind={PROOF_LOOK[row.proof]} label={t(`proof.${row.proof}`)} />
      {row.latestNoticeAt && !isOver(row.state) ? (
        <span className="block text-xs">
          <TimeLeft dueAt={row.latestNoticeAt} now={now} timeZone={row.timeZone} />
        </span>
      ) : null}
    </span>
  )
}
