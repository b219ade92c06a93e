import { type HoursInterval, WEEKDAYS, type WorkingCalendar } from './calendar'
import type { HolidayNotice } from './holiday-notice'

/** Hours a make-up day is worked with: those of Monday, or of the first weekday that has any. */
export const usualHours = (weekly: WorkingCalendar['weekly']): readonly HoursInterval[] =>
  WEEKDAYS.map((weekday) => weekly[weekday] ?? []).find((hours) => hours.length > 0) ?? []

/**
 * The calendar after a year's notice came in: the days it names are off or worked, named days of that year which it no
 * longer names are ordinary again, and the year counts as announced.
 * @param others notices of other years whose days in this year stay (a holiday across New Year's Eve)
 */
export function applyNotice(
  calendar: WorkingCalendar,
  notice: HolidayNotice,
  others: readonly HolidayNotice[] = [],
): WorkingCalendar {
  const kept = new Set(
    others
      .filter(({ year }) => year !== notice.year)
      .flatMap(({ holidays }) => holidays.flatMap(({ off, work }) => [...off, ...work])),
  )
  const names = calendar.dayNames ?? {}
  const isReplaced = (date: string) => date.startsWith(`${notice.year}-`) && date in names && !kept.has(date)
  const holidays = new Set(calendar.holidays.filter((date) => !isReplaced(date)))
  const workdays = new Map(Object.entries(calendar.workdays).filter(([date]) => !isReplaced(date)))
  const dayNames = new Map(Object.entries(names).filter(([date]) => !isReplaced(date)))
  for (const { name, off, work } of notice.holidays) {
    for (const date of off) {
      holidays.add(date)
      workdays.delete(date)
      dayNames.set(date, name)
    }
    for (const date of work) {
      holidays.delete(date)
      workdays.set(date, usualHours(calendar.weekly))
      dayNames.set(date, name)
    }
  }
  return {
    ...calendar,
    holidays: [...holidays].sort(),
    workdays: Object.fromEntries([...workdays].sort(([a], [b]) => a.localeCompare(b))),
    dayNames: Object.fromEntries([...dayNames].sort(([a], [b]) => a.localeCompare(b))),
    announcedYears: [...new Set([...(calendar.announcedYears ?? []), notice.year])].sort((a, b) => a - b),
  }
}

/** The calendar with other weekly hours; make-up days that were worked with the usual hours follow them. */
export function withWeeklyHours(
  calendar: WorkingCalendar,
  weekly: WorkingCalendar['weekly'],
): WorkingCalendar {
  const before = JSON.stringify(usualHours(calendar.weekly))
  const after = usualHours(weekly)
  const workdays = Object.entries(calendar.workdays).map(
    ([date, hours]) => [date, JSON.stringify(hours) === before ? after : hours] as const,
  )
  return { ...calendar, weekly, workdays: Object.fromEntries(workdays) }
}

export type DayKind = 'off' | 'worked' | 'ordinary'
export type DayChange = {
  /** ISO date. */
  readonly date: string
  readonly before: DayKind
  readonly after: DayKind
  /** Name of the holiday, where one is known. */
  readonly name: string | null
}

const dayKind = (calendar: WorkingCalendar, date: string): DayKind =>
  date in calendar.workdays ? 'worked' : calendar.holidays.includes(date) ? 'off' : 'ordinary'

/** Dates that stop or start being an exception, in order. */
export function dayChanges(before: WorkingCalendar, after: WorkingCalendar): DayChange[] {
  const dates = new Set([
    ...before.holidays,
    ...after.holidays,
    ...Object.keys(before.workdays),
    ...Object.keys(after.workdays),
  ])
  return [...dates]
    .sort()
    .map((date) => ({
      date,
      before: dayKind(before, date),
      after: dayKind(after, date),
      name: after.dayNames?.[date] ?? before.dayNames?.[date] ?? null,
    }))
    .filter((change) => change.before !== change.after)
}
