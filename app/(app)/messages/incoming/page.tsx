import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { MessageTabs } from '@/messaging/components/message-tabs'
import { inboundPage, inboundSearchOf } from '@/messaging/queries/messages'
import { INBOUND_STATES } from '@/messaging/rules/message'
import { ownTimeZone } from '@/organisation/queries/units'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterBar } from '@/ui/filter-bar'
import { LocalTime } from '@/ui/local-time'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StateBadge } from '@/ui/state-badge'

export async function generateMetadata() {
  return { title: (await getTranslations('messages'))('incoming') }
}

const KINDS = {
  received: 'msg_waiting',
  handled: 'msg_delivered',
  unhandled: 'msg_withdrawn',
  failed: 'msg_dead',
} as const

export default page('message.view', async ({ ctx, searchParams }) => {
  const search = inboundSearchOf(searchParams)
  const [t, list, timeZone] = await Promise.all([
    getTranslations('messages'),
    inboundPage(ctx, search),
    ownTimeZone(ctx),
  ])
  const address = (pageNumber: number) => {
    const query = new URLSearchParams({
      ...(search.state ? { state: search.state } : {}),
      ...(pageNumber > 1 ? { page: String(pageNumber) } : {}),
    })
    return `/messages/incoming?${query}`
  }
  return (
    <>
      <PageHeader title={t('title')} description={t('incomingText')} />
      <MessageTabs current="in" />
      <FilterBar
        action="/messages/incoming"
        chips={
          search.state ? [{ label: t(`inboundState.${search.state}`), removeHref: '/messages/incoming' }] : []
        }
      >
        <Select
          key={`s${search.state}`}
          name="state"
          label={t('stateLabel')}
          blank={t('anyState')}
          options={INBOUND_STATES.map((state) => ({ value: state, label: t(`inboundState.${state}`) }))}
          defaultValue={search.state ?? ''}
          hideLabel
        />
      </FilterBar>
      <Panel
        flush
        footer={
          <Pagination
            previousHref={search.page > 1 ? address(search.page - 1) : null}
            nextHref={list.hasMore ? address(search.page + 1) : null}
          />
        }
      >
        <DataTable
          caption={t('incoming')}
          rows={list.rows}
          rowKey={(row) => row.id}
          sticky="page"
          empty={<EmptyState title={t('noneIncoming')} />}
          columns={[
            {
              key: 'received',
              header: t('received'),
              cell: (row) => (
                <span className="whitespace-nowrap">
                  <LocalTime instant={row.receivedAt} timeZone={timeZone} />
                </span>
              ),
            },
            {
              key: 'number',
              header: t('number'),
              primary: true,
              cell: (row) => (row.isKnown ? row.number : `${row.number} · ${t('unknownNumber')}`),
            },
            { key: 'text', header: t('words'), clip: true, cell: (row) => row.text },
            {
              key: 'state',
              header: t('stateLabel'),
              cell: (row) => <StateBadge kind={KINDS[row.state]} label={t(`inboundState.${row.state}`)} />,
            },
          ]}
        />
      </Panel>
    </>
  )
})
