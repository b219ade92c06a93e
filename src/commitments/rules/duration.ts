import type { Clock, Duration } from './rule'

/** A limit as a promise states it: a length and the clock that measures it. */
export type TimedLimit = { readonly duration: Duration; readonly clock: Clock }

/** Shortest and longest real time, in seconds, a limit can come to, wherever on the clock it starts. */
export type Bounds = { readonly minSeconds: number; readonly maxSeconds: number }

export const CLOCK_UNITS: Readonly<Record<Clock, readonly Duration['unit'][]>> = {
  elapsed: ['second', 'minute', 'hour', 'day', 'week'],
  service_hours: ['second', 'minute', 'hour', 'day', 'week'],
  calendar_day: ['day', 'week', 'month', 'year'],
  working_day: ['day', 'week', 'month', 'year'],
  billing_cycle: ['cycle'],
}

const DAY = 86_400
const FIXED_SECONDS = { second: 1, minute: 60, hour: 3_600, day: DAY, week: 7 * DAY } as const
const MONTHS = { month: 1, year: 12 } as const
/** Least hours a unit is assumed to be open on a working day when its calendar is not known. */
const ASSUMED_OPEN_SECONDS_PER_DAY = 8 * 3_600

function amountIn(unitSizes: Readonly<Record<string, number>>, { amount, unit }: Duration): number | null {
  const size = unitSizes[unit]
  return size === undefined ? null : amount * size
}

/** Whole days a length in days, weeks, months or years comes to, at least and at most. */
function daysOf(duration: Duration): { min: number; max: number } {
  const seconds = amountIn(FIXED_SECONDS, duration)
  if (seconds !== null) return { min: seconds / DAY, max: seconds / DAY }
  const months = amountIn(MONTHS, duration) ?? duration.amount
  return { min: Math.floor(months * 30.4) - 2, max: Math.ceil(months * 30.5) + 2 }
}

/** Weekends, and one long holiday of eight days in every twenty working days. */
const longestSpanOfWorkingDays = (days: number) => days + 2 * Math.ceil(days / 5) + 8 * Math.ceil(days / 20)

/**
 * Shortest and longest real time of a limit. Used to compare promises on different clocks without
 * knowing the case or the calendar, so it errs on the wide side.
 */
export function boundsOf({ duration, clock }: TimedLimit): Bounds {
  const days = daysOf(duration)
  switch (clock) {
    case 'elapsed':
      return { minSeconds: days.min * DAY, maxSeconds: days.max * DAY }
    case 'calendar_day':
      // Day 0 is the day of the start, and the limit ends with its last day.
      return { minSeconds: days.min * DAY, maxSeconds: (days.max + 1) * DAY }
    case 'working_day': {
      const perWeek = duration.unit === 'week' ? 5 / 7 : 1
      return {
        minSeconds: days.min * perWeek * DAY,
        maxSeconds: (longestSpanOfWorkingDays(days.max * perWeek) + 1) * DAY,
      }
    }
    case 'service_hours': {
      const workingDays = Math.ceil((days.max * DAY) / ASSUMED_OPEN_SECONDS_PER_DAY)
      return {
        minSeconds: days.min * DAY,
        maxSeconds: (longestSpanOfWorkingDays(workingDays) + 1) * DAY,
      }
    }
    case 'billing_cycle':
      return {
        minSeconds: Math.max(0, duration.amount - 1) * 28 * DAY,
        maxSeconds: (duration.amount + 1) * 31 * DAY,
      }
  }
}

export type Ordering = 'shorter' | 'equal' | 'longer' | 'unclear'

const order = (a: number, b: number): Ordering => (a < b ? 'shorter' : a > b ? 'longer' : 'equal')

/** Exact comparison, possible on one clock within units of fixed size, months, or cycles; else null. */
function compareExactly(a: TimedLimit, b: TimedLimit): Ordering | null {
  if (a.clock !== b.clock) return null
  for (const sizes of [FIXED_SECONDS, MONTHS, { cycle: 1 }]) {
    const left = amountIn(sizes, a.duration)
    const right = amountIn(sizes, b.duration)
    if (left !== null && right !== null) return order(left, right)
  }
  return null
}

/**
 * How `a` compares with `b`: exact where both are on one clock, otherwise by their bounds.
 * `unclear` when it depends on the day the case starts or on the calendar.
 */
export function compareLimits(a: TimedLimit, b: TimedLimit): Ordering {
  const exact = compareExactly(a, b)
  if (exact !== null) return exact
  const left = boundsOf(a)
  const right = boundsOf(b)
  if (left.maxSeconds <= right.minSeconds) return 'shorter'
  return left.minSeconds > right.maxSeconds ? 'longer' : 'unclear'
}

/** Length in seconds for units of fixed size (second to week); null for months, years and cycles. */
export function fixedSeconds(duration: Duration): number | null {
  return amountIn(FIXED_SECONDS, duration)
}

/** The sum of two lengths on the same clock, in the finer unit; null when their units do not add up. */
export function addDurations(a: Duration, b: Duration): Duration | null {
  if (a.unit === b.unit) return { amount: a.amount + b.amount, unit: a.unit }
  const left = fixedSeconds(a)
  const right = fixedSeconds(b)
  return left === null || right === null ? null : { amount: left + right, unit: 'second' }
}
