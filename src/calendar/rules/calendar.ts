import { CalendarError } from './calendar-error'
import { type DayNumber, parseIsoDate } from './days'
import { zoneNamed } from './zones'

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** Local times `HH:MM`, from inclusive, to exclusive; `24:00` ends a day. A `to` not after `from` is on the next day. */
export type HoursInterval = readonly [from: string, to: string]

/**
 * When work is done: weekly hours in a time zone, with exceptions by date. Immutable: what is computed from it is kept
 * per object, so change a calendar by making a new one.
 *
 * An interval belongs to the day it starts on: a holiday removes the overnight shift that would start on it, but not the
 * tail of the shift that started the day before. Overlapping intervals count once.
 */
export type WorkingCalendar = {
  readonly timeZone: string
  /** A weekday that is absent is closed. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly HoursInterval[]>>>
  /** ISO dates without any hours. */
  readonly holidays: readonly string[]
  /** Hours by ISO date instead of the weekly ones, also when the date is a holiday. */
  readonly workdays: Readonly<Record<string, readonly HoursInterval[]>>
  /** Years whose holidays are official. Absent: nothing is ever provisional. */
  readonly announcedYears?: readonly number[]
  /** Names of holidays and make-up days by ISO date, for explanations. */
  readonly dayNames?: Readonly<Record<string, string>>
}

/** Minutes after local midnight; `to` is above 1440 when the interval runs into the next day. */
export type MinuteInterval = { readonly from: number; readonly to: number }

const MINUTES_PER_DAY = 1440
const CLOCK_TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/
const CALENDAR_KEYS = new Set(['timeZone', 'weekly', 'holidays', 'workdays', 'announcedYears', 'dayNames'])

const invalid = (message: string): CalendarError => new CalendarError('calendar_invalid', message)

function minutesOfClockTime(text: unknown, field: string): number {
  const match = typeof text === 'string' ? CLOCK_TIME.exec(text) : null
  if (!match) throw invalid(`${field}: ${JSON.stringify(text)} is not a time like 09:00 (00:00 to 24:00)`)
  return match[1] === undefined ? MINUTES_PER_DAY : Number(match[1]) * 60 + Number(match[2])
}

/**
 * Hours of one day in minutes after midnight.
 * @throws CalendarError `calendar_invalid`
 */
export function parseHours(hours: unknown, field: string): readonly MinuteInterval[] {
  if (!Array.isArray(hours)) throw invalid(`${field}: expected a list of ["HH:MM","HH:MM"]`)
  return hours.map((interval: unknown, index) => {
    if (!Array.isArray(interval) || interval.length !== 2) {
      throw invalid(`${field}[${index}]: expected ["HH:MM","HH:MM"]`)
    }
    const from = minutesOfClockTime(interval[0], `${field}[${index}][0]`)
    const to = minutesOfClockTime(interval[1], `${field}[${index}][1]`)
    if (from === MINUTES_PER_DAY) {
      throw invalid(`${field}[${index}][0]: an interval cannot start at 24:00; write 00:00 on the next day`)
    }
    return { from, to: to > from ? to : to + MINUTES_PER_DAY }
  })
}

/** Weekly hours in minutes, Monday first. */
export const parseWeekly = (weekly: WorkingCalendar['weekly']): readonly (readonly MinuteInterval[])[] =>
  WEEKDAYS.map((weekday) => parseHours(weekly[weekday] ?? [], `weekly.${weekday}`))

/** Exceptions by day: no hours for a holiday, own hours for a workday. */
export function parseExceptions(
  calendar: Pick<WorkingCalendar, 'holidays' | 'workdays'>,
): Map<DayNumber, readonly MinuteInterval[]> {
  const exceptions = new Map<DayNumber, readonly MinuteInterval[]>()
  calendar.holidays.forEach((date, index) => {
    exceptions.set(parseIsoDate(date, `holidays[${index}]`), [])
  })
  for (const [date, hours] of Object.entries(calendar.workdays)) {
    exceptions.set(parseIsoDate(date, 'workdays'), parseHours(hours, `workdays.${date}`))
  }
  return exceptions
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function checkedHours(hours: unknown, field: string): readonly HoursInterval[] {
  parseHours(hours, field)
  return hours as readonly HoursInterval[]
}

function checkedWeekly(json: unknown): WorkingCalendar['weekly'] {
  if (!isRecord(json)) throw invalid('weekly: expected an object of hours by weekday')
  const weekly: Partial<Record<Weekday, readonly HoursInterval[]>> = {}
  for (const [key, hours] of Object.entries(json)) {
    const weekday = WEEKDAYS.find((known) => known === key)
    if (!weekday) throw invalid(`weekly: unknown weekday "${key}" (use ${WEEKDAYS.join(', ')})`)
    weekly[weekday] = checkedHours(hours, `weekly.${key}`)
  }
  return weekly
}

function checkedHolidays(json: unknown): readonly string[] {
  if (!Array.isArray(json)) throw invalid('holidays: expected a list of dates')
  json.forEach((date: unknown, index) => {
    parseIsoDate(date, `holidays[${index}]`)
  })
  return json as readonly string[]
}

function checkedWorkdays(json: unknown): WorkingCalendar['workdays'] {
  if (!isRecord(json)) throw invalid('workdays: expected an object of hours by date')
  for (const [date, hours] of Object.entries(json)) {
    parseIsoDate(date, 'workdays')
    checkedHours(hours, `workdays.${date}`)
  }
  return json as WorkingCalendar['workdays']
}

function checkedYears(json: unknown): readonly number[] {
  if (Array.isArray(json) && json.every(Number.isInteger)) return json as readonly number[]
  throw invalid('announcedYears: expected a list of years')
}

function checkedNames(json: unknown): Readonly<Record<string, string>> {
  if (isRecord(json) && Object.values(json).every((name) => typeof name === 'string')) {
    return json as Readonly<Record<string, string>>
  }
  throw invalid('dayNames: expected an object of names by date')
}

/**
 * A calendar from untrusted JSON, completely checked: zone, weekdays, times, dates. `weekly`, `holidays` and `workdays`
 * may be absent; a key that does not exist is refused, so a misspelt `holiday` is never silently ignored.
 * @throws CalendarError `calendar_invalid` naming the field
 */
export function parseWorkingCalendar(json: unknown): WorkingCalendar {
  if (!isRecord(json)) throw invalid('calendar: expected an object')
  for (const key of Object.keys(json)) {
    if (!CALENDAR_KEYS.has(key)) throw invalid(`calendar: unknown key "${key}"`)
  }
  if (typeof json.timeZone !== 'string') throw invalid('timeZone: expected the name of a time zone')
  zoneNamed(json.timeZone)
  return {
    timeZone: json.timeZone,
    weekly: checkedWeekly(json.weekly ?? {}),
    holidays: checkedHolidays(json.holidays ?? []),
    workdays: checkedWorkdays(json.workdays ?? {}),
    ...(json.announcedYears === undefined ? {} : { announcedYears: checkedYears(json.announcedYears) }),
    ...(json.dayNames === undefined ? {} : { dayNames: checkedNames(json.dayNames) }),
  }
}
