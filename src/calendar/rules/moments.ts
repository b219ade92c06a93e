import type { WorkingCalendar } from './calendar'
import type { Clock, Duration, InstantRange } from './clocks'
import { EVERY_DAY } from './counted-days'
import { addMonthsClamped, type DayNumber } from './days'
import {
  countedDaysOf,
  type DayClock,
  dueAt,
  durationMs,
  pausedDays,
  runningTimeOf,
  tickInstant,
  ticksThrough,
} from './deadlines'
import { openTimeOf } from './open-time'
import {
  addRunning,
  ELAPSED_TIME,
  mergePauses,
  type RunningTime,
  runningBetween,
  subtractRunning,
} from './running-time'
import { localDayOf, startOfLocalDay, zoneNamed } from './zones'

/** A running limit: what is needed to place any moment on its clock. */
export type RunningLimit = {
  readonly clock: Clock
  readonly calendar: WorkingCalendar
  readonly startMs: number
  readonly limit: Duration
  readonly pauses: readonly InstantRange[]
}

/** Same shape as a ladder step's moment. */
export type LimitMoment =
  | { readonly at: 'share'; readonly percent: number }
  | { readonly at: 'deadline' }
  | { readonly at: 'before'; readonly duration: Duration }
  | { readonly at: 'after'; readonly duration: Duration }

/** Time used on the limit's own clock; on a day clock measured in the running time of its counted days. */
export type Consumed = { readonly usedMs: number; readonly totalMs: number; readonly share: number }

const dueOf = ({ clock, calendar, startMs, limit, pauses }: RunningLimit): number =>
  dueAt(clock, calendar, startMs, limit, pauses).dueMs

const isDayClock = (clock: Clock): clock is DayClock => clock !== 'elapsed' && clock !== 'service_hours'
const isShorterThanDays = ({ unit }: Duration): boolean =>
  unit === 'second' || unit === 'minute' || unit === 'hour'

/**
 * How much of a limit is used at an instant. `share` is 0 at the start, 1 at the deadline and grows past it.
 * @throws CalendarError as `dueAt`
 */
export function consumed(running: RunningLimit, nowMs: number): Consumed {
  const { clock, calendar, startMs, limit, pauses } = running
  const time = runningTimeOf(clock, calendar)
  const usedMs = runningBetween(time, startMs, nowMs, pauses)
  const totalMs = isDayClock(clock)
    ? runningBetween(time, startMs, dueOf(running), pauses)
    : durationMs(limit)
  if (totalMs > 0) return { usedMs, totalMs, share: usedMs / totalMs }
  return { usedMs, totalMs, share: nowMs >= dueOf(running) ? 1 : 0 }
}

/** Instant at which a share of the limit is used; 100 is the deadline, more lies after it. @throws CalendarError as `dueAt` */
export function momentAtShare(running: RunningLimit, percent: number): number {
  const dueMs = dueOf(running)
  if (percent === 100) return dueMs
  const { clock, calendar, startMs, pauses } = running
  const time = runningTimeOf(clock, calendar)
  const totalMs = runningBetween(time, startMs, dueMs, pauses)
  return percent < 100
    ? Math.min(dueMs, addRunning(time, startMs, Math.round((totalMs * percent) / 100), pauses))
    : addRunning(time, dueMs, Math.round((totalMs * (percent - 100)) / 100), pauses)
}

/**
 * Clock that a length before or after a deadline is measured on: the deadline's own; hours on the working-day clock are
 * open hours, so a reminder "1 hour before" comes while somebody works; on the other day clocks hours are plain hours,
 * and days around the end of a billing cycle are calendar days.
 */
function timeOfLength(clock: Clock, calendar: WorkingCalendar, length: Duration): RunningTime | null {
  if (!isDayClock(clock)) return runningTimeOf(clock, calendar)
  if (!isShorterThanDays(length)) return null
  return clock === 'working_day' ? openTimeOf(calendar) : ELAPSED_TIME
}

const dayClockOfLength = (clock: DayClock, { unit }: Duration): DayClock =>
  clock === 'billing_cycle' && unit !== 'cycle' ? 'calendar_day' : clock

/** Instant a length before the deadline on its clock; the start when the limit is not that long. @throws CalendarError as `dueAt` */
export function momentBefore(running: RunningLimit, length: Duration): number {
  const { clock, calendar, startMs, pauses } = running
  const dueMs = dueOf(running)
  if (length.amount === 0) return dueMs
  const time = timeOfLength(clock, calendar, length)
  if (time) {
    const lengthMs = durationMs(length)
    if (lengthMs >= runningBetween(time, startMs, dueMs, pauses)) return startMs
    return subtractRunning(time, dueMs, lengthMs, pauses)
  }
  if (!isDayClock(clock)) return dueMs
  const zone = zoneNamed(calendar.timeZone)
  const days = countedDaysOf(dayClockOfLength(clock, length), calendar)
  const dueDay = localDayOf(zone, dueMs - 1)
  const ticks = ticksThrough(zone, days, startMs, dueDay, pauses) - ticksBack(days.count, dueDay, length)
  return ticks < 1 ? startMs : tickInstant(zone, days, startMs, ticks, pauses)
}

function ticksBack(
  count: (from: DayNumber, to: DayNumber) => number,
  dueDay: DayNumber,
  { amount, unit }: Duration,
): number {
  switch (unit) {
    case 'week':
      return count(dueDay - 7 * amount + 1, dueDay + 1)
    case 'month':
    case 'year':
      return count(addMonthsClamped(dueDay, unit === 'year' ? -12 * amount : -amount) + 1, dueDay + 1)
    default:
      return amount
  }
}

/** Instant a length after the deadline on its clock. @throws CalendarError as `dueAt` */
export function momentAfter(running: RunningLimit, length: Duration): number {
  const { clock, calendar, pauses } = running
  const dueMs = dueOf(running)
  if (length.amount === 0) return dueMs
  const time = timeOfLength(clock, calendar, length)
  if (time) return addRunning(time, dueMs, durationMs(length), pauses)
  if (!isDayClock(clock)) return dueMs
  return dueAt(dayClockOfLength(clock, length), calendar, dueMs - 1, length, pauses).dueMs
}

/** Instant at which a step of an escalation ladder fires. @throws CalendarError as `dueAt` */
export function momentOf(running: RunningLimit, moment: LimitMoment): number {
  switch (moment.at) {
    case 'share':
      return momentAtShare(running, moment.percent)
    case 'deadline':
      return dueOf(running)
    case 'before':
      return momentBefore(running, moment.duration)
    case 'after':
      return momentAfter(running, moment.duration)
  }
}

/**
 * Pauses from the start on, cut off where together they reach the most the rule allows, measured on the limit's own clock
 * (hours of pause on a day clock are plain hours).
 * @throws CalendarError as `dueAt`
 */
export function capPauses(running: RunningLimit, maxTotal: Duration): readonly InstantRange[] {
  const { clock, calendar, startMs } = running
  const pauses = mergePauses(
    running.pauses.map(([fromMs, toMs]) => [Math.max(fromMs, startMs), toMs] as const),
  )
  return isDayClock(clock) && !isShorterThanDays(maxTotal)
    ? capDays(clock, calendar, pauses, maxTotal)
    : capTime(isDayClock(clock) ? ELAPSED_TIME : runningTimeOf(clock, calendar), pauses, durationMs(maxTotal))
}

function capTime(time: RunningTime, pauses: readonly InstantRange[], maxMs: number): readonly InstantRange[] {
  const kept: InstantRange[] = []
  let leftMs = maxMs
  for (const [fromMs, toMs] of pauses) {
    if (leftMs <= 0) break
    const lengthMs = time.between(fromMs, toMs)
    kept.push(lengthMs > leftMs ? [fromMs, time.add(fromMs, leftMs)] : [fromMs, toMs])
    leftMs -= lengthMs
  }
  return kept
}

function capDays(
  clock: DayClock,
  calendar: WorkingCalendar,
  pauses: readonly InstantRange[],
  maxTotal: Duration,
): readonly InstantRange[] {
  const zone = zoneNamed(calendar.timeZone)
  const dayClock = dayClockOfLength(clock, maxTotal)
  const days = dayClock === 'calendar_day' ? EVERY_DAY : countedDaysOf(dayClock, calendar)
  const kept: InstantRange[] = []
  const firstPause = pauses[0]
  if (!firstPause) return kept
  const firstDay = localDayOf(zone, firstPause[0])
  let left = ticksForward(days.count, firstDay, maxTotal)
  for (const pause of pauses) {
    const [first, after] = pausedDays(zone, pause)
    const ticks = days.count(first, after)
    // A tick at the end of a pause is part of it, so the cut comes just before the tick that is too much.
    kept.push(ticks > left ? [pause[0], startOfLocalDay(zone, days.nth(first, left + 1) + 1) - 1] : pause)
    left -= ticks
    if (left < 0) break
  }
  return kept
}

function ticksForward(
  count: (from: DayNumber, to: DayNumber) => number,
  firstDay: DayNumber,
  { amount, unit }: Duration,
): number {
  switch (unit) {
    case 'week':
      return count(firstDay, firstDay + 7 * amount)
    case 'month':
    case 'year':
      return count(firstDay, addMonthsClamped(firstDay, unit === 'year' ? 12 * amount : amount))
    default:
      return amount
  }
}
