import { civilDateOf, DAY_MS, parseIsoDate, weekdayOf } from '@/calendar/rules/days'
import { offsetAt, zoneNamed } from '@/calendar/rules/zones'

/** A moment as a clock on the wall shows it. Weekday 0 is Monday. */
export type WallTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  /** `09:15`, with seconds where there are any; the end of a day may be `24:00`. */
  readonly time: string
}

const two = (n: number): string => String(n).padStart(2, '0')

function wallTime(dayNumber: number, time: string): WallTime {
  return { ...civilDateOf(dayNumber), weekday: weekdayOf(dayNumber), time }
}

/** The wall time at an instant in a zone. */
export function wallTimeAt(instantMs: number, timeZone: string): WallTime {
  const localMs = Math.floor((instantMs + offsetAt(zoneNamed(timeZone), instantMs)) / 1000) * 1000
  const day = Math.floor(localMs / DAY_MS)
  const seconds = (localMs - day * DAY_MS) / 1000
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return wallTime(day, s === 0 ? `${two(h)}:${two(m)}` : `${two(h)}:${two(m)}:${two(s)}`)
}

/** The same as the end of something: midnight is 24:00 of the day before. */
export function wallTimeUntil(instantMs: number, timeZone: string): WallTime {
  const wall = wallTimeAt(instantMs, timeZone)
  return wall.time === '00:00' ? { ...wallTimeAt(instantMs - 1000, timeZone), time: '24:00' } : wall
}

/** A calendar day from its ISO form; its time is empty. */
export const wallDay = (isoDate: string): WallTime => wallTime(parseIsoDate(isoDate, 'date'), '')

export const isSameDay = (a: WallTime, b: WallTime): boolean =>
  a.year === b.year && a.month === b.month && a.day === b.day

/** Whole hours, minutes and seconds of a length of time; parts of a second are left out. */
export function hoursMinutesSeconds(ms: number): { hours: number; minutes: number; seconds: number } {
  const seconds = Math.floor(ms / 1000)
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 }
}
