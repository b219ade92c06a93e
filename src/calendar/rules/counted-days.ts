import type { WorkingCalendar } from './calendar'
import { CalendarError } from './calendar-error'
import {
  addMonthsClamped,
  civilDateOf,
  DAY_MS,
  type DayNumber,
  dayNumberOf,
  MAX_INSTANT_MS,
  weekdayOf,
} from './days'
import { compiled } from './open-weeks'
import { lastBelow } from './week-pattern'

/** Days whose end counts on a day clock. */
export type CountedDays = {
  readonly isCounted: (day: DayNumber) => boolean
  /** Counted days in `[from, to)`. */
  readonly count: (from: DayNumber, to: DayNumber) => number
  /** The `n`-th (1 or more) counted day at or after `from`. @throws CalendarError `no_open_time`, `out_of_range` */
  readonly nth: (from: DayNumber, n: number) => DayNumber
}

const LAST_DAY = Math.floor(MAX_INSTANT_MS / DAY_MS) - 2

function dayInRange(day: DayNumber): DayNumber {
  if (day <= LAST_DAY) return day
  throw new CalendarError('out_of_range', 'the result is outside the years that can be represented')
}

export const EVERY_DAY: CountedDays = {
  isCounted: () => true,
  count: (from, to) => Math.max(0, to - from),
  nth: (from, n) => dayInRange(from + n - 1),
}

const monthIndexOf = (day: DayNumber): number => {
  const { year, month } = civilDateOf(day)
  return year * 12 + month - 1
}

/** The last day of each month, where billing cycles end. */
export const MONTH_ENDS: CountedDays = {
  isCounted: (day) => civilDateOf(day + 1).day === 1,
  count: (from, to) => Math.max(0, monthIndexOf(to) - monthIndexOf(from)),
  nth: (from, n) => {
    const { year, month } = civilDateOf(from)
    return dayInRange(addMonthsClamped(dayNumberOf(year, month, 1), n) - 1)
  },
}

const workingDaysByCalendar = new WeakMap<WorkingCalendar, CountedDays>()

/** Days on which the calendar's own schedule has any hours (a tail of the night shift before does not count). */
export function workingDaysOf(calendar: WorkingCalendar): CountedDays {
  const known = workingDaysByCalendar.get(calendar)
  if (known) return known
  const made = workingDays(calendar)
  workingDaysByCalendar.set(calendar, made)
  return made
}

function workingDays(calendar: WorkingCalendar): CountedDays {
  const { weekly, exceptions, exceptionDays } = compiled(calendar)
  const isWeeklyOpen = weekly.map((hours) => hours.length > 0)
  const openPerWeek = isWeeklyOpen.filter(Boolean).length
  const isExceptionOpen = (day: DayNumber): boolean => (exceptions.get(day) ?? []).length > 0
  /** How many days more (or fewer) than the weekly pattern are worked up to each exception. */
  const surplusThrough: number[] = []
  let surplus = 0
  for (const day of exceptionDays) {
    surplus += Number(isExceptionOpen(day)) - Number(isWeeklyOpen[weekdayOf(day)])
    surplusThrough.push(surplus)
  }
  const surplusBefore = (day: DayNumber): number => surplusThrough[lastBelow(exceptionDays, day)] ?? 0

  const count = (from: DayNumber, to: DayNumber): number => {
    if (to <= from) return 0
    const wholeWeeks = Math.floor((to - from) / 7)
    let counted = wholeWeeks * openPerWeek
    for (let day = from + wholeWeeks * 7; day < to; day++) counted += Number(isWeeklyOpen[weekdayOf(day)])
    return counted + surplusBefore(to) - surplusBefore(from)
  }

  /** A day by which `n` days are counted. */
  const enough = (from: DayNumber, n: number): DayNumber => {
    if (openPerWeek === 0) {
      const afterLast = (exceptionDays.at(-1) ?? from) + 1
      if (count(from, afterLast) >= n) return afterLast
      throw new CalendarError('no_open_time', 'the calendar has not enough working days after this day')
    }
    let span = Math.ceil(n / openPerWeek) * 7 + 7
    while (count(from, from + span) < n) {
      span *= 2
      dayInRange(from + span)
    }
    return dayInRange(from + span)
  }

  return {
    isCounted: (day) => (exceptions.has(day) ? isExceptionOpen(day) : isWeeklyOpen[weekdayOf(day)] === true),
    count,
    nth: (from, n) => {
      let low = from
      let high = enough(from, n)
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (count(from, middle) >= n) high = middle
        else low = middle
      }
      return high - 1
    },
  }
}
