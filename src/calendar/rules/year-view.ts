import type { HoursInterval, WorkingCalendar } from './calendar'
import { WEEKDAYS } from './calendar'
import { dayNumberOf, daysInMonth, isoDate, weekdayOf } from './days'

export type DayView = {
  /** ISO date. */
  readonly date: string
  readonly day: number
  /** `off`: holiday; `worked`: make-up day; `open`/`closed`: by the weekly hours. */
  readonly kind: 'off' | 'worked' | 'open' | 'closed'
  readonly name: string | null
  readonly hours: readonly HoursInterval[]
}
export type MonthView = {
  readonly month: number
  /** Empty places before the first day, Monday first. */
  readonly blanks: number
  readonly days: readonly DayView[]
}

/** A year of a calendar, day by day, as a page shows it. */
export function yearView(calendar: WorkingCalendar, year: number): MonthView[] {
  const holidays = new Set(calendar.holidays)
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 1
    const first = dayNumberOf(year, month, 1)
    const days = Array.from({ length: daysInMonth(year, month) }, (_, offset): DayView => {
      const date = isoDate(first + offset)
      const own = calendar.workdays[date]
      const weekday = WEEKDAYS[weekdayOf(first + offset)]
      const usual = (weekday && calendar.weekly[weekday]) ?? []
      const isOff = own === undefined && holidays.has(date)
      return {
        date,
        day: offset + 1,
        kind: own ? 'worked' : isOff ? 'off' : usual.length > 0 ? 'open' : 'closed',
        name: calendar.dayNames?.[date] ?? null,
        hours: own ?? (isOff ? [] : usual),
      }
    })
    return { month, blanks: weekdayOf(first), days }
  })
}

export type HolidaySpan = {
  readonly name: string
  /** ISO dates of the days off, in order. */
  readonly off: readonly string[]
  readonly worked: readonly string[]
}

/** The named holidays of a year with their days off and make-up days, in order of their first day. */
export function holidaysOf(calendar: WorkingCalendar, year: number): HolidaySpan[] {
  const spans = new Map<string, { name: string; off: string[]; worked: string[] }>()
  const dates = Object.entries(calendar.dayNames ?? {}).filter(([date]) => date.startsWith(`${year}-`))
  for (const [date, name] of dates.sort(([a], [b]) => a.localeCompare(b))) {
    const span = spans.get(name) ?? { name, off: [], worked: [] }
    spans.set(name, span)
    if (date in calendar.workdays) span.worked.push(date)
    else span.off.push(date)
  }
  return [...spans.values()]
}

/** Whether due times in that year rest on a notice that is not in yet. */
export const isProvisional = (calendar: WorkingCalendar, year: number): boolean =>
  calendar.announcedYears !== undefined && !calendar.announcedYears.includes(year)
