import type { HoursInterval, WorkingCalendar } from './calendar'
import { CalendarError } from './calendar-error'
import type { Clock, Duration, DurationUnit, InstantRange } from './clocks'
import { type CountedDays, EVERY_DAY, MONTH_ENDS, workingDaysOf } from './counted-days'
import {
  addMonthsClamped,
  civilDateOf,
  DAY_MS,
  type DayNumber,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  WEEK_MS,
} from './days'
import { openTimeOf } from './open-time'
import { addRunning, ELAPSED_TIME, inRange, mergePauses, type RunningTime } from './running-time'
import { localDayOf, startOfLocalDay, type Zone, zoneNamed } from './zones'

/** When something is owed. The deadline itself is still in time. */
export type Deadline = {
  readonly dueMs: number
  /** Whether it rests on years whose holidays are not official yet. */
  readonly provisional: boolean
  readonly provisionalYears: readonly number[]
}

export type DayClock = Extract<Clock, 'calendar_day' | 'working_day' | 'billing_cycle'>

const UNIT_MS: Partial<Record<DurationUnit, number>> = {
  second: SECOND_MS,
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: WEEK_MS,
}

const badDuration = (message: string): CalendarError => new CalendarError('duration_invalid', message)

/**
 * Milliseconds of a duration from second to week (a day is 24 hours).
 * @throws CalendarError `duration_invalid`
 */
export function durationMs({ amount, unit }: Duration): number {
  const unitMs = UNIT_MS[unit]
  if (unitMs === undefined) throw badDuration(`a length in ${unit}s has no fixed number of hours`)
  if (!(amount >= 0) || !Number.isFinite(amount)) throw badDuration('a length of time must not be negative')
  return Math.round(amount * unitMs)
}

/**
 * Due time of a promise.
 *
 * - `elapsed`, `service_hours`: real time, round the clock or within open hours, without the pauses.
 * - Day clocks tick at the end (24:00) of each counted local day: every day, each day with hours in the calendar
 *   (holidays out, make-up days in), or the last day of each month. The day of the trigger is day 0; N days are due at
 *   the end of the N-th counted day after it, so the deadline is the first instant of the next day.
 *   Weeks are 7 days of the calendar, months and years calendar arithmetic clamped to the month's end; on `working_day`
 *   the day so reached moves on to the next working day. 0 working days from a day off is the next working day.
 * - Pauses on a day clock: a tick that falls in a pause, after its beginning up to and including its end, does not count,
 *   so a pause moves the deadline by exactly the counted days it lasts; one that ends on the day it began moves nothing.
 *
 * A pause that still runs is given as `[from, now]`: the result is the deadline if it ended now.
 * @throws CalendarError `duration_invalid` for a unit the clock has not, `no_open_time`, `out_of_range`
 */
export function dueAt(
  clock: Clock,
  calendar: WorkingCalendar,
  startMs: number,
  duration: Duration,
  pauses: readonly InstantRange[] = [],
): Deadline {
  switch (clock) {
    case 'elapsed':
      return official(addRunning(ELAPSED_TIME, startMs, durationMs(duration), pauses))
    case 'service_hours': {
      const dueMs = addRunning(openTimeOf(calendar), startMs, durationMs(duration), pauses)
      return withProvisionalYears(calendar, startMs, dueMs)
    }
    case 'calendar_day':
    case 'billing_cycle':
      return official(dayDue(clock, calendar, startMs, duration, pauses))
    case 'working_day':
      return withProvisionalYears(calendar, startMs, dayDue(clock, calendar, startMs, duration, pauses))
  }
}

const official = (dueMs: number): Deadline => ({ dueMs, provisional: false, provisionalYears: [] })

function withProvisionalYears(calendar: WorkingCalendar, startMs: number, dueMs: number): Deadline {
  const { announcedYears } = calendar
  if (!announcedYears) return official(dueMs)
  const zone = zoneNamed(calendar.timeZone)
  const provisionalYears: number[] = []
  const lastYear = civilDateOf(localDayOf(zone, Math.max(startMs, dueMs - 1))).year
  for (let year = civilDateOf(localDayOf(zone, startMs)).year; year <= lastYear; year++) {
    if (!announcedYears.includes(year)) provisionalYears.push(year)
  }
  return { dueMs, provisional: provisionalYears.length > 0, provisionalYears }
}

/** Which days count on a day clock. */
export function countedDaysOf(clock: DayClock, calendar: WorkingCalendar): CountedDays {
  switch (clock) {
    case 'calendar_day':
      return EVERY_DAY
    case 'working_day':
      return workingDaysOf(calendar)
    case 'billing_cycle':
      return MONTH_ENDS
  }
}

/** Running time that shares and lengths on a clock are measured in; a working day is its 24 local hours. */
export function runningTimeOf(clock: Clock, calendar: WorkingCalendar): RunningTime {
  switch (clock) {
    case 'elapsed':
    case 'calendar_day':
    case 'billing_cycle':
      return ELAPSED_TIME
    case 'service_hours':
      return openTimeOf(calendar)
    case 'working_day':
      return openTimeOf(wholeWorkingDaysOf(calendar))
  }
}

const wholeWorkingDays = new WeakMap<WorkingCalendar, WorkingCalendar>()

function wholeWorkingDaysOf(calendar: WorkingCalendar): WorkingCalendar {
  const known = wholeWorkingDays.get(calendar)
  if (known) return known
  const whole = (days: Readonly<Record<string, readonly HoursInterval[] | undefined>>) => {
    const made: Record<string, readonly HoursInterval[]> = {}
    for (const [day, hours = []] of Object.entries(days))
      made[day] = hours.length > 0 ? [['00:00', '24:00']] : []
    return made
  }
  const made: WorkingCalendar = {
    ...calendar,
    weekly: whole(calendar.weekly),
    workdays: whole(calendar.workdays),
  }
  wholeWorkingDays.set(calendar, made)
  return made
}

function dayDue(
  clock: DayClock,
  calendar: WorkingCalendar,
  startMs: number,
  duration: Duration,
  pauses: readonly InstantRange[],
): number {
  const zone = zoneNamed(calendar.timeZone)
  const days = countedDaysOf(clock, calendar)
  const ticks = ticksOf(clock, days, localDayOf(zone, inRange(startMs)), duration)
  return tickInstant(zone, days, startMs, ticks, pauses)
}

/** How many ticks from day 0 on a limit lasts; the tick that ends day 0 is one of them when day 0 is counted. */
function ticksOf(clock: DayClock, days: CountedDays, dayZero: DayNumber, { amount, unit }: Duration): number {
  if (!Number.isInteger(amount) || amount < 0) throw badDuration(`the ${clock} clock counts whole ${unit}s`)
  if (clock === 'billing_cycle') {
    if (unit !== 'cycle') throw badDuration('the billing_cycle clock counts cycles')
    return amount + 1
  }
  switch (unit) {
    case 'day':
      return Math.max(1, amount + Number(days.isCounted(dayZero)))
    case 'week':
      return days.count(dayZero, dayZero + 7 * amount) + 1
    case 'month':
    case 'year':
      return days.count(dayZero, addMonthsClamped(dayZero, unit === 'year' ? 12 * amount : amount)) + 1
    default:
      throw badDuration(`the ${clock} clock does not count ${unit}s`)
  }
}

/** Days whose ends a pause holds, as `[first, afterLast)`. */
export const pausedDays = (zone: Zone, [fromMs, toMs]: InstantRange): readonly [DayNumber, DayNumber] => [
  localDayOf(zone, fromMs),
  localDayOf(zone, toMs),
]

/** Instant of the n-th tick from the start on that no pause holds. */
export function tickInstant(
  zone: Zone,
  days: CountedDays,
  startMs: number,
  ticks: number,
  pauses: readonly InstantRange[],
): number {
  let day = localDayOf(zone, startMs)
  let remaining = ticks
  for (const [fromMs, toMs] of mergePauses(pauses)) {
    if (toMs <= startMs) continue
    const [firstPaused, afterPaused] = pausedDays(zone, [Math.max(fromMs, startMs), toMs])
    const before = days.count(day, firstPaused)
    if (remaining <= before) break
    remaining -= before
    day = Math.max(day, afterPaused)
  }
  return inRange(startOfLocalDay(zone, days.nth(day, remaining) + 1))
}

/** Ticks that no pause holds, from the start up to and including the end of a day. */
export function ticksThrough(
  zone: Zone,
  days: CountedDays,
  startMs: number,
  lastDay: DayNumber,
  pauses: readonly InstantRange[],
): number {
  let day = localDayOf(zone, startMs)
  let ticks = 0
  for (const [fromMs, toMs] of mergePauses(pauses)) {
    if (toMs <= startMs) continue
    const [firstPaused, afterPaused] = pausedDays(zone, [Math.max(fromMs, startMs), toMs])
    ticks += days.count(day, Math.min(firstPaused, lastDay + 1))
    day = Math.max(day, afterPaused)
  }
  return ticks + days.count(day, lastDay + 1)
}
