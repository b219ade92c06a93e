import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SubjectClocks } from '@/matters/components/subject-clocks'
import { SubjectTimeline } from '@/matters/components/subject-timeline'
import { errorWords } from '@/messaging/components/error-words'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { DescriptionList } from '@/ui/description-list'
import { formatInstant } from '@/ui/format'
import { LiveRefresh } from '@/ui/live-refresh'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import { TimeLeft } from '@/ui/time-left'
import type { EventPage } from '../queries/event'
import { isOver } from '../rules/lists'
import { Answers, Holds, Reports } from './event-records'
import { aboutEvent, PROOF_LOOK, STATE_LOOK, type Translate } from './event-words'
import { HoldRow } from './hold-row'
import { NoticeCards } from './notice-cards'

/** One planned event: what is owed before it, what was sent with its proof, what holds it, who asked. */
export function EventScreen({ view }: { view: EventPage }) {
  const t = useTranslations('notices') as unknown as Translate
  const messages = useTranslations('messages')
  const locale = useAppLocale()
  const { event, now, timeZone, can } = view
  const action = { id: event.id, number: event.number, size: 'md' as const }
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        crumbs={[{ label: t('title'), href: '/notices' }, { label: event.number }]}
        title={event.number}
        badges={
          <span className="flex flex-wrap gap-2 font-normal text-sm">
            <StateBadge kind={STATE_LOOK[event.state]} label={t(`state.${event.state}`)} />
            {isOver(event.state) ? null : (
              <StateBadge kind={PROOF_LOOK[event.proof]} label={t(`proof.${event.proof}`)} />
            )}
          </span>
        }
        description={`${t(`kind.${event.kind}`)} · ${aboutEvent(event, locale, t)} · ${view.customer?.phone ?? ''}`}
        actions={
          <>
            {can.lift ? <HoldRow {...action} action="lift" look="primary" /> : null}
            {can.hold ? <HoldRow {...action} action="hold" look={can.lift ? 'default' : 'primary'} /> : null}
            {can.callOff ? <HoldRow {...action} action="callOff" look="quiet" /> : null}
          </>
        }
      />
      <Standing view={view} t={t} />
      <div className="grid gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-3">
          <Panel title={t('page.notices')}>
            <NoticeCards view={view} />
          </Panel>
          <Panel title={t('page.clocks')} id="clocks">
            <SubjectClocks
              subjectId={event.id}
              clocks={view.clocks}
              now={now}
              timeZone={timeZone}
              canWaive={can.waive}
            />
          </Panel>
          <Panel title={t('page.timeline')}>
            <SubjectTimeline
              facts={view.facts}
              history={view.history}
              clocks={view.clocks}
              timeZone={timeZone}
              bodyOf={(fact) => factBody(fact, t, (code) => errorWords(messages, code))}
              kindOf={(fact) => (fact.attrs.undelivered === true ? 'failed' : undefined)}
            />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <Details view={view} t={t} />
          {view.holds.length > 0 ? <Holds view={view} /> : null}
          {view.answers.length > 0 ? <Answers view={view} /> : null}
          {view.reports.length > 0 ? <Reports view={view} /> : null}
        </div>
      </div>
    </>
  )
}

type Part = { readonly view: EventPage; readonly t: Translate }

/** Whether it may happen as planned, and when it could at the earliest. */
function Standing({ view, t }: Part) {
  const locale = useAppLocale()
  const { event, missing, provenFrom, possibleFrom, now, timeZone } = view
  const words = (instant: Date) => formatInstant(instant, { locale, timeZone, style: 'long' })
  if (event.breachReason !== null)
    return <Box kind="error" title={t('standing.breach', { reason: event.breachReason })} />
  if (isOver(event.state) || event.kind === 'low_balance') return null
  const open = view.holds.filter(({ liftedAt }) => liftedAt === null)
  if (open.some(({ kind }) => kind === 'dispute'))
    return (
      <Box
        kind="warning"
        title={t('standing.disputed', { errors: open.map(({ reason }) => reason).join(', ') })}
      />
    )
  if (missing.length > 0) {
    const earliest = provenFrom ?? possibleFrom
    const isLate = event.proof === 'too_late'
    return (
      <Box
        kind={isLate ? 'error' : 'warning'}
        title={t(isLate ? 'standing.tooLate' : 'standing.missing', {
          missing: [...new Set(missing.map(({ commitmentCode }) => commitmentCode))].join(', '),
        })}
      >
        {event.latestNoticeAt ? (
          <p>
            {t('standing.latest', { time: words(event.latestNoticeAt) })}{' '}
            <TimeLeft dueAt={event.latestNoticeAt} now={now} timeZone={timeZone} />
          </p>
        ) : null}
        {earliest && isLate ? <p>{t('standing.earliest', { time: words(earliest) })}</p> : null}
      </Box>
    )
  }
  if (open.length > 0) return <Box kind="info" title={t('standing.held')} />
  return <Box kind="success" title={t(event.proof === 'proven' ? 'standing.proven' : 'standing.none_owed')} />
}

function Box({
  kind,
  title,
  children,
}: {
  kind: 'error' | 'warning' | 'info' | 'success'
  title: string
  children?: ReactNode
}) {
  return (
    <div className="mb-3">
      <Notice kind={kind} title={title}>
        {children}
      </Notice>
    </div>
  )
}

/** What a fact said beside its name. */
function factBody(
  fact: EventPage['facts'][number],
  t: Translate,
  errorOf: (code: string) => string,
): ReactNode {
  const { attrs } = fact
  const channel =
    typeof attrs.channel === 'string' && t.has(`channel.${attrs.channel}`) ? attrs.channel : null
  if (attrs.undelivered === true)
    return t('fact.undelivered', {
      channel: channel ? t(`channel.${channel}`) : '',
      code: errorOf(String(attrs.errorCode ?? 'undelivered')),
    })
  if (typeof attrs.deliveredAt === 'string')
    return typeof attrs.takenFrom === 'string'
      ? t('fact.takenFrom', { number: attrs.takenFrom })
      : t('fact.delivered', { channel: channel ? t(`channel.${channel}`) : '' })
  if (attrs.toldAfterwards === true) return t('fact.toldAfterwards', { reason: String(attrs.reason ?? '') })
  if (attrs.by === 'dispute') return t('hold.disputeOf', { number: String(attrs.number ?? '') })
  if (attrs.by === 'decision') return t('hold.decided', { number: String(attrs.numbers ?? '') })
  if (typeof attrs.reason === 'string')
    return t.has(`reason.${attrs.reason}`) ? t(`reason.${attrs.reason}`) : attrs.reason
  return null
}

function Details({ view, t }: Part) {
  const locale = useAppLocale()
  const { event, timeZone } = view
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone, style: 'long' }) : null
  const reason = event.callOffReason
  const items: readonly (readonly [string, ReactNode])[] = [
    [`eventAt_${event.kind}`, at(event.eventAt)],
    ['about', aboutEvent(event, locale, t)],
    ['customer', [view.customer?.phone, view.customer?.name].filter(Boolean).join(' ')],
    ['account', view.account],
    ['customerClass', t(`customerClass.${event.customerClass}`)],
    ['unit', view.unitName],
    ['ref', event.externalRef],
    ['plannedAt', at(event.plannedAt)],
    ['doneAt', at(event.doneAt)],
    ['calledOffAt', at(event.calledOffAt)],
    ['calledOffBy', event.calledOffBy],
    ['callOffReason', reason && (t.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason)],
  ]
  return (
    <Panel title={t('page.details')}>
      <DescriptionList
        items={items.flatMap(([key, value]) => (value ? [{ term: t(`page.${key}`), value }] : []))}
      />
    </Panel>
  )
}
