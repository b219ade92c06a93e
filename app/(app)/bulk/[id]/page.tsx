import { getTranslations } from 'next-intl/server'
import { page } from '@/identity/guard'
import { SubjectClocks } from '@/matters/components/subject-clocks'
import { subjectClocks } from '@/matters/queries/clocks'
import { DecideBulk, SendBulk } from '@/messaging/components/bulk-forms'
import { bulkView } from '@/messaging/queries/bulk'
import { MESSAGE_STATES } from '@/messaging/rules/message'
import { smsLength } from '@/messaging/rules/sms-parts'
import { fillTemplate } from '@/messaging/rules/template'
import { orgTree } from '@/organisation/tree'
import { may } from '@/platform/context'
import { DescriptionList } from '@/ui/description-list'
import { formatCount } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StatTile } from '@/ui/stat-tile'
import { StateBadge } from '@/ui/state-badge'
import { Timeline } from '@/ui/timeline'
import { BULK_LOOKS } from '../looks'

export async function generateMetadata() {
  return { title: (await getTranslations('bulk'))('title') }
}

export default page<'template.view', { id: string }>('template.view', async ({ ctx, params }) => {
  const { bulk, timeZone, outcome, maySend, mayDecide } = await bulkView(ctx, params.id)
  const [t, messages, clocks, tree] = await Promise.all([
    getTranslations('bulk'),
    getTranslations('messages'),
    subjectClocks(ctx, bulk.id),
    orgTree(ctx),
  ])
  const filled = fillTemplate(bulk.text, { carrier: tree.root?.name[bulk.locale] ?? '' }, bulk.locale)
  const words = 'text' in filled ? filled.text : bulk.text
  const { parts } = smsLength(words)
  return (
    <>
      <PageHeader
        title={bulk.name}
        crumbs={[{ label: t('title'), href: '/bulk' }, { label: bulk.number }]}
        badges={<StateBadge kind={BULK_LOOKS[bulk.state]} label={t(`states.${bulk.state}`)} />}
        actions={
          <>
            {bulk.state === 'sent' ? <LiveRefresh url="/api/live" /> : null}
            {mayDecide ? <DecideBulk bulkId={bulk.id} count={bulk.audienceSize} /> : null}
            {maySend ? <SendBulk bulkId={bulk.id} count={bulk.audienceSize} /> : null}
          </>
        }
      />
      {bulk.state === 'requested' && !mayDecide ? <Notice kind="info">{t('waitsForOther')}</Notice> : null}
      {bulk.state === 'sent' ? (
        <div className="my-4 grid grid-cols-2 gap-3 lg:grid-cols-5">
          <StatTile label={t('recipients')} value={formatCount(bulk.audienceSize, ctx.locale)} />
          {MESSAGE_STATES.filter((state) => outcome[state] !== undefined).map((state) => (
            <StatTile
              key={state}
              label={messages(`state.${state}`)}
              kind={`msg_${state}`}
              value={formatCount(outcome[state] ?? 0, ctx.locale)}
              href={`/messages?state=${state}&template=${bulk.templateCode}`}
            />
          ))}
        </div>
      ) : null}
      <div className="mt-4 grid grid-cols-1 gap-4 lg:grid-cols-2">
        <Panel title={t('words')}>
          <p
            lang={bulk.locale}
            className="rounded-2xl rounded-bl-sm bg-surface-tertiary px-3.5 py-2 whitespace-pre-wrap"
          >
            {words}
          </p>
          <div className="mt-3">
            <DescriptionList
              items={[
                { term: t('recipients'), value: formatCount(bulk.audienceSize, ctx.locale) },
                {
                  term: t('length'),
                  value: t('smsCount', { parts, total: formatCount(parts * bulk.audienceSize, ctx.locale) }),
                },
                { term: t('unit'), value: tree.unitById(bulk.unitId).name[ctx.locale] },
                { term: t('template'), value: bulk.templateCode },
                { term: t('reason'), value: bulk.reason },
              ]}
            />
          </div>
        </Panel>
        <Panel title={t('promises')}>
          <SubjectClocks
            subjectId={bulk.id}
            clocks={clocks}
            now={ctx.clock()}
            timeZone={timeZone}
            canWaive={may(ctx, 'obligation.waive', tree.pathOf(bulk.unitId))}
          />
        </Panel>
        <Panel title={t('course')}>
          <Timeline
            label={t('course')}
            timeZone={timeZone}
            entries={[
              {
                id: 'requested',
                at: bulk.requestedAt,
                title: t('happened.requested'),
                by: bulk.requestedBy,
                kind: 'in_review',
              },
              ...(bulk.decidedAt
                ? [
                    {
                      id: 'decided',
                      at: bulk.decidedAt,
                      title: t(bulk.state === 'rejected' ? 'happened.rejected' : 'happened.approved'),
                      by: bulk.decidedBy,
                      ...(bulk.decisionNote ? { body: bulk.decisionNote } : {}),
                      kind: bulk.state === 'rejected' ? ('retired' as const) : ('published' as const),
                    },
                  ]
                : []),
              ...(bulk.sentAt
                ? [{ id: 'sent', at: bulk.sentAt, title: t('happened.sent'), kind: 'done' as const }]
                : []),
            ]}
          />
        </Panel>
      </div>
    </>
  )
})
