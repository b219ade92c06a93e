import type { HoursInterval, WorkingCalendar } from '@/calendar/rules/calendar'
import type { Duration, InstantRange } from '@/calendar/rules/clocks'
import { DAY_MS } from '@/calendar/rules/days'
import { dueAt, durationMs, runningTimeOf } from '@/calendar/rules/deadlines'
import type { DeadlineRule } from '@/commitments/rules/rule'

/** A stretch in which a round's clock may stand still; `toMs` null while it lasts. */
export type CasePause = {
  readonly fromMs: number
  readonly toMs: number | null
  /** Counts towards the rule's maximum (a pause by reason does; the time between closing and reopening does not). */
  readonly capped: boolean
}

export type RoundDeadline = {
  /** null: a pause without an end in sight is running. */
  readonly dueMs: number | null
  /** The deadline if no pause were running now; for ladder steps of a paused round. */
  readonly dueIfNotPausedMs: number
  readonly provisional: boolean
  /** Real milliseconds the pauses last, as far as they count; an open pause without a maximum counts nothing yet. */
  readonly pausedMs: number
  /** When the running pause reaches the rule's maximum; null: none is running or it has none. */
  readonly resumesAtMs: number | null
  /** The pauses that count, closed ones and the open one cut at the maximum. */
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
  if (casePauses.length === 0) {
    const { dueMs, provisional } = dueAt(rule.clock, calendar, startMs, rule.limit)
    return { dueMs, dueIfNotPausedMs: dueMs, provisional, pausedMs: 0, resumesAtMs: null, pauses: [] }
  }
  const { ended, running } = countedPauses(rule, calendar, casePauses)
  const withoutRunning = dueAt(rule.clock, calendar, startMs, rule.limit, ended)
  const pauses: readonly InstantRange[] =
    running && running.untilMs !== null ? [...ended, [running.fromMs, running.untilMs]] : ended
  const endless = running !== null && running.untilMs === null
  const due = pauses === ended ? withoutRunning : dueAt(rule.clock, calendar, startMs, rule.limit, pauses)
  const passedBefore = endless && withoutRunning.dueMs <= running.fromMs
  return {
    dueMs: endless && !passedBefore ? null : due.dueMs,
    dueIfNotPausedMs: withoutRunning.dueMs,
    provisional: due.provisional,
    pausedMs: pauses.reduce((sum, [fromMs, toMs]) => sum + (toMs - fromMs), 0),
    resumesAtMs: running?.untilMs ?? null,
    pauses,
  }
}

type Counted = {
  readonly ended: InstantRange[]
  readonly running: { fromMs: number; untilMs: number | null } | null
}

function countedPauses(
  rule: DeadlineRule,
  calendar: WorkingCalendar,
  casePauses: readonly CasePause[],
): Counted {
  const time = runningTimeOf(rule.clock, calendar)
  let leftMs = rule.pause ? durationUpperBoundMs(rule.pause.maxTotal) : 0
  const ended: InstantRange[] = []
  let running: Counted['running'] = null
  for (const pause of casePauses) {
    if (!pause.capped) {
      if (pause.toMs !== null) ended.push([pause.fromMs, pause.toMs])
      continue
    }
    const maximumMs = leftMs > 0 ? time.add(pause.fromMs, leftMs) : pause.fromMs
    if (pause.toMs === null) running = { fromMs: pause.fromMs, untilMs: maximumMs }
    else {
      const toMs = Math.min(pause.toMs, maximumMs)
      ended.push([pause.fromMs, toMs])
      leftMs = Math.max(0, leftMs - time.between(pause.fromMs, toMs))
    }
  }
  return { ended, running }
}
