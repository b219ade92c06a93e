import { useTranslations } from 'next-intl'
import { plainAmount } from '@/kernel/money'
import { SubjectClocks } from '@/matters/components/subject-clocks'
import { SubjectTimeline } from '@/matters/components/subject-timeline'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { LiveRefresh } from '@/ui/live-refresh'
import { LocalTime } from '@/ui/local-time'
import { Notice } from '@/ui/notice'
import { PageHeader } from '@/ui/page-header'
import { Panel } from '@/ui/panel'
import { StateBadge } from '@/ui/state-badge'
import type { ErrorView } from '../queries/one'
import { CLOSED_STATES } from '../rules/states'
import { Corrections } from './corrections'
import { ErrorActions } from './error-actions'
import { ErrorAside } from './error-aside'
import { ErrorStateBadge } from './error-state'
import { factKind, factWords } from './fact-words'
import { Money } from './money'

/** One billing error: how it stands, what is due and why, what is promised until when, what happened, who and what. */
export function ErrorScreen({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  const locale = useAppLocale()
  const { error, timeZone, now, clocks } = view
  return (
    <>
      <LiveRefresh url="/api/live" />
      <PageHeader
        crumbs={[{ label: t('title'), href: '/refunds' }, { label: error.number }]}
        title={error.number}
        badges={
          <span className="flex flex-wrap items-center gap-2 font-normal text-sm">
            <ErrorStateBadge state={error.state} />
            {view.isLate ? <StateBadge kind="overdue" label={t('late')} /> : null}
          </span>
        }
        description={`${view.className} · ${error.service} · ${error.period}`}
      />
      <StateNotice view={view} />
      <div className="case-grid">
        <div className="flex min-w-0 flex-col gap-3">
          {CLOSED_STATES.includes(error.state) &&
          view.actions.every(({ action }) => action === 'attach_file') ? null : (
            <section className="panel case-next" aria-label={t('one.next')}>
              <div className="min-w-0">
                <p className="text-muted text-xs">{t('one.next')}</p>
                <p className="font-semibold">{nextWords(t, view)}</p>
              </div>
              <div className="case-next-buttons">
                <ErrorActions
                  offered={view.actions}
                  target={{
                    errorId: error.id,
                    revision: error.revision,
                    currency: error.currency,
                    charged: plainAmount(error.verifiedChargedMinor ?? error.chargedMinor, error.currency),
                    correct: plainAmount(error.verifiedCorrectMinor ?? error.correctMinor, error.currency),
                    classCode: error.classCode,
                    classes: view.classChoices,
                    promised: plainAmount(error.promisedMinor ?? 0n, error.currency),
                    standing:
                      view.approvals.length > 0 ? plainAmount(error.refundMinor ?? 0n, error.currency) : null,
                  }}
                />
              </div>
            </section>
          )}
          <Amounts view={view} />
          <Panel title={t('one.clocks')} id="clocks">
            <SubjectClocks
              subjectId={error.id}
              clocks={clocks}
              now={now}
              timeZone={timeZone}
              canWaive={view.canWaive}
            />
          </Panel>
          <Panel title={t('one.timeline')}>
            <SubjectTimeline
              facts={view.facts}
              history={view.history}
              clocks={clocks}
              timeZone={timeZone}
              bodyOf={(fact) => factWords(t, fact, error, locale)}
              kindOf={(fact) => factKind(fact.type)}
            />
          </Panel>
        </div>
        <ErrorAside view={view} />
      </div>
    </>
  )
}

function nextWords(t: ReturnType<typeof useTranslations<'refunds'>>, view: ErrorView): string {
  const { state } = view.error
  if (state === 'verified' && view.approvalsNeeded === 2)
    return t(view.approvals.length === 0 ? 'nextStep.two' : 'nextStep.second')
  return t(`nextStep.${state}`)
}

function StateNotice({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  const { error } = view
  if (error.state === 'rejected')
    return (
      <Notice kind="info" title={t('one.rejected', { reason: error.rejectReason ?? '' })}>
        {error.rejectNext ? t(`nextFor.${error.rejectNext}`) : null}
      </Notice>
    )
  if (error.state === 'failed')
    return <Notice kind="error" title={t('one.failed', { reason: error.failReason ?? '' })} />
  if (error.state === 'reversed')
    return <Notice kind="warning" title={t('one.reversed', { reason: error.reverseReason ?? '' })} />
  return null
}

/** What was charged, what is right, what is due and how that was worked out. */
function Amounts({ view }: { view: ErrorView }) {
  const t = useTranslations('refunds')
  const { error, approvals } = view
  const { currency } = error
  const charged = error.verifiedChargedMinor ?? error.chargedMinor
  const correct = error.verifiedCorrectMinor ?? error.correctMinor
  const working = view.expected?.steps ?? view.working
  return (
    <Panel title={t('one.amounts')}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
        {(
          [
            ['charged', charged],
            ['correct', correct],
            ['difference', charged - correct],
            view.expected
              ? (['expected', view.expected.refundMinor] as const)
              : (['refund', error.refundMinor] as const),
          ] as const
        ).map(([name, minor]) => (
          <div key={name}>
            <dt className="text-muted text-xs">{t(`one.${name}`)}</dt>
            <dd className="text-lg">
              <Money minor={minor} currency={currency} strong={name === 'refund'} />
            </dd>
          </div>
        ))}
      </dl>
      {working.length > 0 ? (
        <>
          <h3 className="mt-3 mb-1 font-semibold text-sm">
            {t(view.expected ? 'one.expectedWorking' : 'one.working')}
          </h3>
          <ol className="list-decimal space-y-1 pl-6">
            {working.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      ) : (
        <p className="mt-2 text-muted">
          {t(error.state === 'rejected' ? 'one.nothingDue' : 'one.notVerified')}
        </p>
      )}
      <Corrections view={view} />
      {error.excessReason ? <p className="mt-2">{t('one.excess', { reason: error.excessReason })}</p> : null}
      {approvals.length > 0 ? (
        <>
          <h3 className="mt-3 mb-1 font-semibold text-sm">{t('one.approvals')}</h3>
          <ul className="space-y-1">
            {approvals.map((approval) => (
              <li key={approval.place} className="flex flex-wrap gap-x-3">
                <span>{approval.approver}</span>
                <Money minor={approval.amountMinor} currency={currency} />
                <LocalTime instant={approval.at} timeZone={view.timeZone} style="short" />
                {approval.note ? <span className="text-muted">{approval.note}</span> : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Panel>
  )
}
