import { useTranslations } from 'next-intl'
import type { Locale } from '@/kernel/text'
import { WaiveDialog } from '@/matters/components/waive-dialog'
import type { ObligationView } from '@/obligations/queries'
import { outcomeOf } from '@/obligations/rules/outcome'
import type { GatePreview } from '@/obligations/service/record'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDue, formatInstant } from '@/ui/format'
import { StateBadge } from '@/ui/state-badge'
import { TimeLeft } from '@/ui/time-left'
import { waive } from '../list-actions'
import type { Translate } from './case-labels'
import { promiseWords } from './promise-words'
import { WhyDialog } from './why-dialog'

type Props = {
  readonly number: string
  readonly obligations: readonly ObligationView[]
  /** Gates that would refuse their action now. */
  readonly closedGates: readonly GatePreview[]
  readonly now: Date
  readonly timeZone: string
  readonly canWaive: boolean
}

/** Every promise owed on the case: what it is, how it stands, until when, and why then. */
export function ClockList({ number, obligations, closedGates, now, timeZone, canWaive }: Props) {
  const t = useTranslations('cases.case')
  const shown = obligations.filter(({ state }) => state !== 'VOID')
  // What may never happen stands among the clocks: it has no time, but a state, a waiver and a reason.
  const clocks = shown.filter(({ ruleKind }) => ruleKind === 'deadline' || ruleKind === 'never_event')
  const gates = shown.filter(isGateOfHandling)
  if (shown.length === 0) return <p className="text-muted">{t('noClocks')}</p>
  return (
    <>
      <ul className="-my-1 divide-y divide-separator">
        {clocks.map((obligation) => (
          <li key={obligation.id} className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
            <ClockState obligation={obligation} now={now} timeZone={timeZone} />
            <ClockWords obligation={obligation} timeZone={timeZone} />
            <span className="no-print ml-auto flex gap-1">
              {canWaive && WAIVABLE.includes(obligation.state) ? (
                <WaiveDialog
                  obligationId={obligation.id}
                  code={obligation.commitmentCode}
                  waive={waive}
                  texts="cases.waive"
                />
              ) : null}
              <WhyDialog number={number} obligationId={obligation.id} code={obligation.commitmentCode} />
            </span>
          </li>
        ))}
      </ul>
      {gates.length > 0 ? <GateList gates={gates} closedGates={closedGates} canWaive={canWaive} /> : null}
    </>
  )
}

/** What must come before what: checked when the action happens, not by the clock. */
function GateList({
  gates,
  closedGates,
  canWaive,
}: Pick<Props, 'closedGates' | 'canWaive'> & { gates: readonly ObligationView[] }) {
  const t = useTranslations('cases') as unknown as Translate
  const locale = useAppLocale()
  return (
    <>
      <h3 className="mt-3 mb-1 font-semibold text-muted text-xs">{t('case.gates')}</h3>
      <ul className="flex flex-col gap-1">
        {gates.map((gate) => (
          <li key={gate.id} className="flex flex-wrap items-baseline gap-x-4">
            <span className="w-40 flex-none">
              <GateState
                state={gate.state}
                isClosed={closedGates.some((closed) => isSameRule(closed, gate))}
              />
            </span>
            <span className="min-w-48 flex-1 max-sm:basis-full">
              <span className="mr-2 text-muted">{gate.commitmentCode}</span>
              {promiseWords(gate, t, locale)}
            </span>
            {canWaive && gate.state === 'BROKEN' ? (
              <WaiveDialog
                obligationId={gate.id}
                code={gate.commitmentCode}
                waive={waive}
                texts="cases.waive"
              />
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

const isSameRule = (closed: GatePreview, gate: ObligationView): boolean =>
  closed.versionId === gate.versionId && closed.ruleIndex === gate.ruleIndex

function GateState({ state, isClosed }: { state: ObligationView['state']; isClosed: boolean }) {
  const t = useTranslations('cases.case')
  if (state === 'KEPT' || (state === 'OPEN' && !isClosed))
    return <StateBadge kind="kept" label={t('gateMet')} plain />
  if (state === 'BROKEN') return <StateBadge kind="broken_open" plain />
  if (state === 'WAIVED') return <StateBadge kind="waived" plain />
  return <StateBadge kind="not_measured" label={t('gatePending')} plain />
}

/** Gates on what is done to the case here; one on an appeal or a suspension says nothing to who handles it. */
const HANDLING = [
  'complaint.closed',
  'complaint.replied',
  'complaint.planned',
  'complaint.solved',
  'complaint.called_back',
]

function isGateOfHandling({ ruleKind, version, ruleIndex, state }: ObligationView): boolean {
  if (ruleKind !== 'gate') return false
  const rule = version?.rules[ruleIndex]
  return state === 'BROKEN' || (rule?.kind === 'gate' && HANDLING.includes(rule.action))
}

const WAIVABLE: readonly string[] = ['OPEN', 'PAUSED', 'BROKEN']

function ClockState({
  obligation,
  now,
  timeZone,
}: {
  obligation: ObligationView
  now: Date
  timeZone: string
}) {
  const { dueAt, state } = obligation
  const outcome = outcomeOf(obligation, now)
  const isTicking =
    dueAt !== null && (outcome === 'broken_open' || (outcome === 'running' && state === 'OPEN'))
  return (
    <span className="flex w-40 flex-none flex-col items-start gap-0.5">
      {state === 'PAUSED' ? <StateBadge kind="paused" /> : outcome ? <StateBadge kind={outcome} /> : null}
      {isTicking ? <TimeLeft dueAt={dueAt} now={now} timeZone={timeZone} /> : null}
    </span>
  )
}

function ClockWords({ obligation, timeZone }: { obligation: ObligationView; timeZone: string }) {
  const t = useTranslations('cases.case')
  const locale = useAppLocale()
  const cases = useTranslations('cases') as unknown as Translate
  const { commitmentCode, programmeKind, cycle, provisional } = obligation
  return (
    <span className="min-w-48 flex-1 max-sm:basis-full">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{commitmentCode}</span>
        <span className="text-muted text-xs">
          {[t(programmeKind), cycle > 1 ? t('cycle', { cycle }) : null].filter(Boolean).join(' · ')}
        </span>
        {provisional ? <StateBadge kind="provisional" plain /> : null}
      </span>
      <span className="block">{promiseWords(obligation, cases, locale)}</span>
      <span className="block text-muted text-xs">{timesOf(obligation, t, locale, timeZone)}</span>
    </span>
  )
}

type CaseWords = ReturnType<typeof useTranslations<'cases.case'>>

function timesOf(obligation: ObligationView, t: CaseWords, locale: Locale, timeZone: string): string {
  const { state, dueAt, fulfilledAt, waivedAt, provisional } = obligation
  const at = (instant: Date) => formatInstant(instant, { locale, timeZone, style: 'long' })
  const parts: (string | null)[] = []
  if (state === 'PAUSED') parts.push(t('clockStopped'))
  if (dueAt) {
    const time = formatDue(dueAt, { locale, timeZone, style: 'long' })
    parts.push(t(state === 'OPEN' ? 'dueAt' : 'wasDueAt', { time }))
  }
  if (fulfilledAt) parts.push(t('doneAt', { time: at(fulfilledAt) }))
  if (waivedAt) parts.push(t('waivedAt', { time: at(waivedAt) }))
  if (provisional) parts.push(t('provisional'))
  return parts.filter(Boolean).join(' · ')
}
