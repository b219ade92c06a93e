/** Wall-clock reading of an instant in a time zone. */
export type LocalParts = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** 0 is Sunday. */
  readonly weekday: number
  /** Days since 1970-01-01 of the local date; differences count calendar days. */
  readonly dayNumber: number
}

const DAY_MS = 86_400_000
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}

/** Reads the clock on the wall of `timeZone` (IANA name) at `instant`. Throws a RangeError for an unknown zone. */
export function localParts(instant: Date, timeZone: string): LocalParts {
  const found: Record<string, number> = {}
  for (const part of formatterOf(timeZone).formatToParts(instant)) found[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found
  return { year, month, day, hour, minute, second, ...weekdayOf(year, month, day) }
}

/** Reading of an ISO day (`2025-11-22`), at midnight. */
export function dayParts(isoDay: string): LocalParts {
  const [year = 0, month = 1, day = 1] = isoDay.split('-').map(Number)
  return { year, month, day, hour: 0, minute: 0, second: 0, ...weekdayOf(year, month, day) }
}

/** The day before, at 24:00: how people say a deadline that falls on midnight. */
export function endOfPreviousDay(parts: LocalParts): LocalParts {
  const before = new Date(Date.UTC(parts.year, parts.month - 1, parts.day) - DAY_MS)
  const [year, month, day] = [before.getUTCFullYear(), before.getUTCMonth() + 1, before.getUTCDate()]
  return { year, month, day, hour: 24, minute: 0, second: 0, ...weekdayOf(year, month, day) }
}

function weekdayOf(year: number, month: number, day: number) {
  const midnightMs = Date.UTC(year, month - 1, day)
  return { weekday: new Date(midnightMs).getUTCDay(), dayNumber: Math.floor(midnightMs / DAY_MS) }
}
