import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { errorWords } from '@/messaging/components/error-words'
import { MessageTabs } from '@/messaging/components/message-tabs'
import { messagePage, messageSearchOf } from '@/messaging/queries/messages'
import { templateCodes } from '@/messaging/queries/templates'
import { MESSAGE_STATES } from '@/messaging/rules/message'
import { MESSAGE_CHANNELS } from '@/messaging/rules/template'
import { isSimulator, smppSettings, smsGatewaySettings } from '@/platform/env'
import { DataTable } from '@/ui/data-table'
import { EmptyState } from '@/ui/empty-state'
import { FilterBar } from '@/ui/filter-bar'
import { formatCount } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Pagination } from '@/ui/pagination'
import { Panel } from '@/ui/panel'
import { Select } from '@/ui/select'
import { StatTile } from '@/ui/stat-tile'
import { StateBadge } from '@/ui/state-badge'
import { TextInput } from '@/ui/text-input'
import { messageAddress } from './address'

export async function generateMetadata() {
  return { title: (await getTranslations('messages'))('title') }
}

/** Whether text messages can leave at all. */
const hasWayOut = () => isSimulator() || smppSettings() !== null || smsGatewaySettings() !== null

const WATCHED = ['waiting', 'unknown', 'undelivered', 'dead'] as const

export default page('message.view', async ({ ctx, searchParams }) => {
  const search = messageSearchOf(searchParams)
  const [t, list, templates] = await Promise.all([
    getTranslations('messages'),
    messagePage(ctx, search),
    templateCodes(ctx),
  ])
  const nameOf = new Map(templates.map(({ code, name }) => [code, name[ctx.locale]]))
  const chips = [
    ...(search.state
      ? [{ label: t(`state.${search.state}`), removeHref: messageAddress(search, { state: null }) }]
      : []),
    ...(search.channel
      ? [{ label: t(`channel.${search.channel}`), removeHref: messageAddress(search, { channel: null }) }]
      : []),
    ...(search.template
      ? [
          {
            label: nameOf.get(search.template) ?? search.template,
            removeHref: messageAddress(search, { template: null }),
          },
        ]
      : []),
    ...(search.tail
      ? [
          {
            label: t('tailChip', { tail: search.tail }),
            removeHref: messageAddress(search, { tail: '' }),
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={<LiveRefresh url="/api/live" indicator />}
      />
      <MessageTabs current="out" />
      {hasWayOut() ? null : (
        <div className="mb-4">
          <Notice kind="warning">{t('noWayOut')}</Notice>
        </div>
      )}
      <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
        {WATCHED.map((state) => {
          const count = list.counts[state] ?? 0
          return (
            <StatTile
              key={state}
              label={t(`state.${state}`)}
              value={formatCount(count, ctx.locale)}
              href={`/messages?state=${state}`}
              {...(count > 0 && state !== 'waiting' ? { kind: `msg_${state}` as const } : {})}
              note={t(`stateNote.${state}`)}
            />
          )
        })}
      </div>
      <FilterBar action="/messages" chips={chips} clearHref={chips.length > 0 ? '/messages' : undefined}>
        <TextInput
          key={`t${search.tail}`}
          name="tail"
          label={t('tail')}
          placeholder={t('tail')}
          inputMode="numeric"
          maxLength={4}
          defaultValue={search.tail}
          hideLabel
        />
        <Select
          key={`s${search.state}`}
          name="state"
          label={t('stateLabel')}
          blank={t('anyState')}
          options={MESSAGE_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          defaultValue={search.state ?? ''}
          hideLabel
        />
        <Select
          key={`c${search.channel}`}
          name="channel"
          label={t('channelLabel')}
          blank={t('anyChannel')}
          options={MESSAGE_CHANNELS.map((channel) => ({ value: channel, label: t(`channel.${channel}`) }))}
          defaultValue={search.channel ?? ''}
          hideLabel
        />
        <Select
          key={`m${search.template}`}
          name="template"
          label={t('template')}
          blank={t('anyTemplate')}
          options={templates.map(({ code, name }) => ({ value: code, label: name[ctx.locale] }))}
          defaultValue={search.template ?? ''}
          hideLabel
        />
      </FilterBar>
      <Panel
        flush
        footer={
          <Pagination
            previousHref={search.page > 1 ? messageAddress(search, { page: search.page - 1 }) : null}
            nextHref={list.hasMore ? messageAddress(search, { page: search.page + 1 }) : null}
          />
        }
      >
        <DataTable
          caption={t('title')}
          rows={list.rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/messages/${row.id}`}
          sticky="page"
          empty={<EmptyState title={t('none')} />}
          columns={[
            {
              key: 'created',
              header: t('created'),
              cell: (row) => (
                <span className="whitespace-nowrap">
                  <LocalTime instant={row.createdAt} timeZone={row.timeZone} />
                </span>
              ),
            },
            { key: 'number', header: t('number'), primary: true, cell: (row) => row.number },
            {
              key: 'template',
              header: t('template'),
              cell: (row) => nameOf.get(row.templateCode) ?? row.title,
            },
            { key: 'text', header: t('words'), clip: true, hideOnPhone: true, cell: (row) => row.text },
            { key: 'channel', header: t('channelLabel'), cell: (row) => t(`channel.${row.channel}`) },
            {
              key: 'parts',
              hideOnTablet: true,
              header: t('partsLabel'),
              align: 'end',
              hideOnPhone: true,
              cell: (row) => row.parts,
            },
            {
              key: 'state',
              header: t('stateLabel'),
              cell: (row) => <StateBadge kind={`msg_${row.state}`} label={t(`state.${row.state}`)} />,
            },
            {
              key: 'attempts',
              hideOnTablet: true,
              header: t('attempts'),
              align: 'end',
              hideOnPhone: true,
              cell: (row) => row.attempts,
            },
            {
              key: 'error',
              header: t('error'),
              hideOnPhone: true,
              cell: (row) => errorWords(t, row.errorCode),
            },
          ]}
        />
      </Panel>
    </>
  )
})
