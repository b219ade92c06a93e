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

const MOST_DAYS = 5000
/** Per zone and UTC day: what the zone is ahead of UTC all through that day; null: it changes on it. */
const offsets = new Map<string, Map<number, number | null>>()

/** Milliseconds the zone is ahead of UTC on that day, asked of the slow formatter twice a day and kept. */
function offsetOnDay(timeZone: string, day: number): number | null {
  let days = offsets.get(timeZone)
  if (!days) {
    days = new Map()
    offsets.set(timeZone, days)
  }
  const known = days.get(day)
  if (known !== undefined) return known
  const begin = offsetAt(day * DAY_MS, timeZone)
  const offset = begin === offsetAt((day + 1) * DAY_MS - 1000, timeZone) ? begin : null
  if (days.size >= MOST_DAYS) days.clear()
  days.set(day, offset)
  return offset
}

function offsetAt(secondMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = askedParts(new Date(secondMs), timeZone)
  return Date.UTC(year, month - 1, day, hour, minute, second) - secondMs
}

/** Reads the clock on the wall of `timeZone` (IANA name) at `instant`. Throws a RangeError for an unknown zone. */
export function localParts(instant: Date, timeZone: string): LocalParts {
  const ms = instant.getTime()
  // Far back zones had odd offsets; nobody shows such days by the hundred.
  const offset = ms >= FIRST_KEPT_MS ? offsetOnDay(timeZone, Math.floor(ms / DAY_MS)) : null
  if (offset === null) return askedParts(instant, timeZone)
  const wall = new Date(ms + offset)
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay(),
    dayNumber: Math.floor(wall.getTime() / DAY_MS),
  }
}

const FIRST_KEPT_MS = Date.UTC(1970, 0, 1)

/** The same asked of `Intl` every time: a hundred times slower, right on any day. */
export function askedParts(instant: Date, timeZone: string): LocalParts {
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
