import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDue, formatInstant } from '@/ui/format'
import { StateBadge } from '@/ui/state-badge'
import { TimeLeft } from '@/ui/time-left'
import { waiveMatter } from '../actions'
import type { SubjectClock } from '../queries/clocks'
import { WaiveDialog } from './waive-dialog'
import { WhyDialog } from './why-dialog'

type Props = {
  /** Id of the matter the promises are owed on. */
  readonly subjectId: string
  readonly clocks: readonly SubjectClock[]
  readonly now: Date
  /** Zone of the matter's unit. */
  readonly timeZone: string
  readonly canWaive: boolean
}

const WAIVABLE: readonly string[] = ['OPEN', 'PAUSED', 'BROKEN']

/** Every promise owed on a matter: what it is, how it stands, until when, and why. What does not apply is left out. */
export function SubjectClocks({ subjectId, clocks, now, timeZone, canWaive }: Props) {
  const t = useTranslations('matters.clocks')
  const shown = clocks.filter(({ outcome }) => outcome !== null)
  if (shown.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <ul className="-my-1 divide-y divide-separator">
      {shown.map((clock) => (
        <li key={clock.id} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
          <span className="flex w-40 flex-none flex-col items-start gap-0.5">
            <ClockState clock={clock} now={now} timeZone={timeZone} />
          </span>
          <ClockWords clock={clock} now={now} timeZone={timeZone} />
          <span className="no-print ml-auto flex gap-1">
            {canWaive && WAIVABLE.includes(clock.state) ? (
              <WaiveDialog
                obligationId={clock.id}
                code={clock.commitmentCode}
                waive={waiveMatter}
                texts="matters.waive"
              />
            ) : null}
            <WhyDialog subjectId={subjectId} obligationId={clock.id} code={clock.commitmentCode} />
          </span>
        </li>
      ))}
    </ul>
  )
}

type Shown = { readonly clock: SubjectClock; readonly now: Date; readonly timeZone: string }

function ClockState({ clock, now, timeZone }: Shown) {
  const t = useTranslations('matters.clocks')
  const { ruleKind, state, outcome, dueAt, notices, stepsMissing } = clock
  if (ruleKind === 'gate' && state === 'KEPT') return <StateBadge kind="kept" label={t('gateMet')} />
  if (ruleKind === 'gate' && state === 'OPEN')
    return stepsMissing === 0 ? (
      <StateBadge kind="running" label={t('gateReady')} plain />
    ) : (
      <StateBadge kind="not_measured" label={t('gatePending')} plain />
    )
  if (notices && state === 'OPEN')
    return notices.missing.length === 0 ? (
      <StateBadge kind="running" label={t('noticesDone')} />
    ) : (
      <>
        <StateBadge kind="warning" label={t('noticesOwed', { count: notices.missing.length })} />
        {notices.latestAt ? <TimeLeft dueAt={notices.latestAt} now={now} timeZone={timeZone} /> : null}
      </>
    )
  const isTicking =
    dueAt !== null && (outcome === 'broken_open' || (outcome === 'running' && state === 'OPEN'))
  return (
    <>
      {state === 'PAUSED' ? <StateBadge kind="paused" /> : outcome ? <StateBadge kind={outcome} /> : null}
      {isTicking ? <TimeLeft dueAt={dueAt} now={now} timeZone={timeZone} /> : null}
    </>
  )
}

function ClockWords({ clock, now, timeZone }: Shown) {
  const t = useTranslations('matters.clocks')
  const { commitmentCode, programmeKind, cycle, provisional, promise, rule } = clock
  return (
    <span className="min-w-48 flex-1 max-sm:basis-full">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{commitmentCode}</span>
        <span className="text-muted text-xs">
          {[t(programmeKind), cycle > 1 ? t('cycle', { cycle }) : null].filter(Boolean).join(' · ')}
        </span>
        {provisional ? <StateBadge kind="provisional" plain /> : null}
      </span>
      <span className="block">{promise}</span>
      {rule === promise ? null : <span className="block text-muted text-xs">{rule}</span>}
      <span className="block text-muted text-xs">
        <Times clock={clock} now={now} timeZone={timeZone} />
      </span>
    </span>
  )
}

/** What happened to it when, in one line. */
function Times({ clock, now, timeZone }: Shown) {
  const t = useTranslations('matters.clocks')
  const locale = useAppLocale()
  const { ruleKind, state, dueAt, brokenAt, fulfilledAt, waivedAt, provisional, notices } = clock
  const time = (instant: Date) => formatInstant(instant, { locale, timeZone, style: 'long' })
  const parts: (string | null)[] = [
    state === 'PAUSED' ? t('stopped') : null,
    dueAt
      ? t(state === 'OPEN' ? 'dueAt' : 'wasDueAt', {
          time: formatDue(dueAt, { locale, timeZone, style: 'long' }),
        })
      : null,
    notices?.plannedAt ? t('plannedFor', { time: time(notices.plannedAt) }) : null,
    notices?.latestAt
      ? notices.latestAt < now
        ? t('tooLate')
        : t('noticeBy', { time: time(notices.latestAt) })
      : null,
    brokenAt && ruleKind !== 'deadline' ? t('brokenAt', { time: time(brokenAt) }) : null,
    fulfilledAt
      ? t(brokenAt && ruleKind !== 'deadline' ? 'madeGoodAt' : 'doneAt', { time: time(fulfilledAt) })
      : null,
    waivedAt ? t('waivedAt', { time: time(waivedAt) }) : null,
    provisional ? t('provisional') : null,
  ]
  return <>{parts.filter(Boolean).join(' · ')}</>
}
