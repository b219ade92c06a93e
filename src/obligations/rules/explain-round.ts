import { explainDueAt } from '@/calendar/rules/explain'
import type { CasePause } from './clock'
import { type Cycle, calendarOf, deadlineFor } from './cycle'
import { preconditionsOf } from './gate'
import { notCounted, plannedAtMs, standingOfNotices } from './notice'
import type { Measured } from './transitions'
import type { ExplainedPause, Explanation } from './wording/explanation'

type ExplainedRound = Pick<
  Explanation,
  | 'state'
  | 'cycle'
  | 'timeZone'
  | 'dueMs'
  | 'brokenAtMs'
  | 'fulfilledAtMs'
  | 'waivedAtMs'
  | 'settledAtMs'
  | 'settledBy'
  | 'computation'
  | 'pauses'
  | 'preconditions'
  | 'notices'
>

/** How one round stands and how its deadline came about, as data. */
export function explainRound(rule: Measured, round: Cycle, nowMs: number): ExplainedRound {
  const { state, brokenAtMs, fulfilledAtMs, waivedAtMs, settledAtMs, settledBy } = round
  const common = {
    state,
    cycle: round.number,
    timeZone: round.timeZone,
    brokenAtMs,
    fulfilledAtMs,
    waivedAtMs,
    settledAtMs,
    settledBy,
    notices: null,
  }
  const timeless = { dueMs: null, computation: null, pauses: [], preconditions: [] }
  if (rule.kind === 'never_event') return { ...common, ...timeless }
  if (rule.kind === 'advance_notice') {
    const plannedMs = plannedAtMs(rule, round)
    const eventMs = round.eventAtMs ?? plannedMs ?? nowMs
    const { checks } = standingOfNotices(rule, round, eventMs)
    return {
      ...common,
      ...timeless,
      notices: { plannedMs, checks, notCounted: notCounted(rule, round, eventMs) },
    }
  }
  if (rule.kind === 'gate') {
    const preconditions = preconditionsOf(rule, round, state === 'KEPT' ? fulfilledAtMs! : nowMs)
    return { ...common, ...timeless, preconditions }
  }
  if (rule.limit === null) throw new Error('a deadline without a limit is not measured')
  const deadline = deadlineFor(rule, round)
  return {
    ...common,
    dueMs: brokenAtMs ?? (state === 'PAUSED' ? null : deadline.dueMs),
    computation: explainDueAt(rule.clock, calendarOf(round), round.startMs, rule.limit, deadline.pauses),
    pauses: round.pauses.map((pause, index) => explainedPause(pause, deadline.pauses[index]![1])),
    preconditions: [],
  }
}

const explainedPause = (
  { fromMs, toMs, reason, isCut = false }: CasePause,
  countedToMs: number,
): ExplainedPause => ({
  fromMs,
  toMs: countedToMs,
  reason,
  isCut: isCut || (reason !== null && toMs !== null && countedToMs < toMs),
  isRunning: toMs === null,
})
