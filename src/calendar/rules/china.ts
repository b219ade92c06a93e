import { CHINA_NOTICES } from '../holidays/cn/notices'
import { usualHours } from './apply-notice'
import type { HoursInterval, WorkingCalendar } from './calendar'
import type { HolidayNotice } from './holiday-notice'

export type ChinaCalendarInput = {
  readonly weekly: WorkingCalendar['weekly']
  readonly timeZone?: string
  /** Notices imported later; one for a year that is built in replaces it. */
  readonly notices?: readonly HolidayNotice[]
}

/**
 * China's working calendar: days off of the official notices 2007-2026 are holidays, make-up days (调休) are worked with
 * the hours of that calendar's Monday (or its first weekday with hours). A year without a notice counts plain weekends and
 * is missing from `announcedYears`, which makes due times in it provisional.
 */
export function chinaCalendar({
  weekly,
  timeZone = 'Asia/Shanghai',
  notices = [],
}: ChinaCalendarInput): WorkingCalendar {
  const noticeByYear = new Map<number, HolidayNotice>()
  for (const notice of [...CHINA_NOTICES, ...notices]) noticeByYear.set(notice.year, notice)
  const announcedYears = [...noticeByYear.keys()].sort((a, b) => a - b)
  const makeUpHours = usualHours(weekly)
  const holidays = new Set<string>()
  const workdays: Record<string, readonly HoursInterval[]> = {}
  const dayNames: Record<string, string> = {}
  for (const year of announcedYears) {
    for (const { name, off, work } of noticeByYear.get(year)?.holidays ?? []) {
      for (const date of off) {
        holidays.add(date)
        delete workdays[date]
        dayNames[date] = name
      }
      for (const date of work) {
        holidays.delete(date)
        workdays[date] = makeUpHours
        dayNames[date] = name
      }
    }
  }
  return { timeZone, weekly, holidays: [...holidays].sort(), workdays, announcedYears, dayNames }
}
