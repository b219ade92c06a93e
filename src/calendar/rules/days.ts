import { CalendarError } from './calendar-error'

export const SECOND_MS = 1000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
export const WEEK_MS = 7 * DAY_MS
/** Furthest instant an ECMAScript date can hold (year 275760). */
export const MAX_INSTANT_MS = 8.64e15
/** Start of the year before year 0: nothing earlier is ever asked for, and backward searches need an end. */
export const MIN_INSTANT_MS = -62_198_755_200_000

/** A proleptic Gregorian date as the number of days since 1970-01-01; has no time zone. */
export type DayNumber = number
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number }

const DAYS_BEFORE_EPOCH = 719_468
const DAYS_PER_ERA = 146_097

/** Day number of a civil date (month 1-12); works for every year, with March-based years to keep leap days last. */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_EPOCH
}

/** Inverse of `dayNumberOf`. */
export function civilDateOf(dayNumber: DayNumber): CivilDate {
  const shifted = dayNumber + DAYS_BEFORE_EPOCH
  const era = Math.floor(shifted / DAYS_PER_ERA)
  const dayOfEra = shifted - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (dayNumber: DayNumber): number => (((dayNumber + 3) % 7) + 7) % 7

/** Same day of the month, or the last one when that month is shorter (31 January + 1 month = 28 or 29 February). */
export function addMonthsClamped(dayNumber: DayNumber, months: number): DayNumber {
  const { year, month, day } = civilDateOf(dayNumber)
  const monthIndex = year * 12 + (month - 1) + months
  const targetYear = Math.floor(monthIndex / 12)
  const targetMonth = monthIndex - targetYear * 12 + 1
  return dayNumberOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)))
}

/** ISO text of a day, e.g. `2026-02-14`. */
export function isoDate(dayNumber: DayNumber): string {
  const { year, month, day } = civilDateOf(dayNumber)
  const paddedYear =
    year >= 0 && year <= 9999
      ? String(year).padStart(4, '0')
      : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`
  return `${paddedYear}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/**
 * Day number of an ISO date.
 * @param field what the text is, for the message
 * @throws CalendarError `calendar_invalid` when the text is no date or the day does not exist (2026-02-30)
 */
export function parseIsoDate(text: unknown, field: string): DayNumber {
  const match = typeof text === 'string' ? ISO_DATE.exec(text) : null
  if (!match) {
    throw new CalendarError(
      'calendar_invalid',
      `${field}: ${JSON.stringify(text)} is not a date like 2026-02-14`,
    )
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new CalendarError('calendar_invalid', `${field}: there is no day ${text}`)
  }
  return dayNumberOf(year, month, day)
}
