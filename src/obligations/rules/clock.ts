import type { HoursInterval, WorkingCalendar } from '@/calendar/rules/calendar'
import type { Duration, InstantRange } from '@/calendar/rules/clocks'
import { DAY_MS } from '@/calendar/rules/days'
import { dueAt, durationMs, runningTimeOf } from '@/calendar/rules/deadlines'
import type { DeadlineRule } from '@/commitments/rules/rule'

/** A stretch in which a round's clock may stand still; `toMs` null while it lasts. */
export type CasePause = {
  readonly fromMs: number
  readonly toMs: number | null
  /** null: the time between closing and reopening. What has a reason counts towards the rule's maximum. */
  readonly reason: string | null
  /** Ended by the rule's maximum, not by anybody. */
  readonly isCut?: boolean
}

export type RoundDeadline = {
  /** While a pause is running: the deadline if that pause lasts as long as the rule allows. */
  readonly dueMs: number
  readonly provisional: boolean
  /** Real milliseconds the pauses last, as far as they count. */
  readonly pausedMs: number
  /** When the running pause reaches the rule's maximum; null: none is running. */
  readonly resumesAtMs: number | null
  /** The pauses as far as they count, one for each of the case's, in their order; the open one is cut at the maximum. */
  readonly pauses: readonly InstantRange[]
}

const alwaysOpen = new Map<string, WorkingCalendar>()
const ALL_DAY: readonly HoursInterval[] = [['00:00', '24:00']]

/** The calendar of a unit that has none: every hour of every day. */
export function roundTheClock(timeZone: string): WorkingCalendar {
  let calendar = alwaysOpen.get(timeZone)
  if (!calendar) {
    const weekly = {
      mon: ALL_DAY,
      tue: ALL_DAY,
      wed: ALL_DAY,
      thu: ALL_DAY,
      fri: ALL_DAY,
      sat: ALL_DAY,
      sun: ALL_DAY,
    }
    calendar = { timeZone, weekly, holidays: [], workdays: {} }
    alwaysOpen.set(timeZone, calendar)
  }
  return calendar
}

/** Longest a duration can be in real time; used where a limit on age is meant, not a deadline. */
export function durationUpperBoundMs(duration: Duration): number {
  if (duration.unit === 'month' || duration.unit === 'cycle') return duration.amount * 31 * DAY_MS
  if (duration.unit === 'year') return duration.amount * 366 * DAY_MS
  return durationMs(duration)
}

/**
 * Deadline of a round. Pauses are measured with the limit's own clock; all of them together may not last longer than the
 * rule's maximum, after which the clock runs again by itself.
 */
export function roundDeadline(
  rule: DeadlineRule,
  calendar: WorkingCalendar,
  startMs: number,
  casePauses: readonly CasePause[],
): RoundDeadline {
  if (rule.limit === null) throw new Error('a deadline without a limit is not measured')
  const { pauses, resumesAtMs } = countedPauses(rule, calendar, casePauses)
  const { dueMs, provisional } = dueAt(rule.clock, calendar, startMs, rule.limit, pauses)
  return {
    // Nothing falls due while the case was closed, not even when the time was used up to the last moment before.
    dueMs: Math.max(dueMs, lastReopening(casePauses)),
    provisional,
    pausedMs: pauses.reduce((sum, [fromMs, toMs]) => sum + Math.max(0, toMs - fromMs), 0),
    resumesAtMs,
    pauses,
  }
}

const lastReopening = (casePauses: readonly CasePause[]): number =>
  casePauses.reduce(
    (latest, { reason, toMs }) => (reason !== null || toMs === null ? latest : Math.max(latest, toMs)),
    Number.NEGATIVE_INFINITY,
  )

function countedPauses(
  rule: DeadlineRule,
  calendar: WorkingCalendar,
  casePauses: readonly CasePause[],
): Pick<RoundDeadline, 'pauses' | 'resumesAtMs'> {
  if (casePauses.length === 0) return { pauses: [], resumesAtMs: null }
  const time = runningTimeOf(rule.clock, calendar)
  let leftMs = rule.pause ? durationUpperBoundMs(rule.pause.maxTotal) : 0
  let resumesAtMs: number | null = null
  const pauses: InstantRange[] = []
  for (const { fromMs, toMs, reason } of casePauses) {
    if (reason === null) {
      pauses.push([fromMs, toMs ?? fromMs])
      continue
    }
    const maximumMs = leftMs > 0 ? time.add(fromMs, leftMs) : fromMs
    if (toMs === null) resumesAtMs = maximumMs
    const untilMs = Math.min(toMs ?? maximumMs, maximumMs)
    pauses.push([fromMs, untilMs])
    leftMs = Math.max(0, leftMs - time.between(fromMs, untilMs))
  }
  return { pauses, resumesAtMs }
}
