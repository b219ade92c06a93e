import { CalendarError } from './calendar-error'
import { civilDateOf, DAY_MS, type DayNumber, dayNumberOf, HOUR_MS, MINUTE_MS, SECOND_MS } from './days'

/**
 * UTC offsets of time zones as plain integers. `Intl` is asked once per zone and year; after that a lookup costs
 * nanoseconds, which is what lets clock arithmetic run hundreds of thousands of times a second.
 */
export type Transition = { readonly atMs: number; readonly beforeMs: number; readonly afterMs: number }
type YearOfOffsets = { readonly startMs: number; readonly transitions: readonly Transition[] }
export type Zone = {
  readonly name: string
  /** Set for zones given as an offset (`+08:00`). */
  readonly fixedOffsetMs: number | null
  readonly years: Map<number, YearOfOffsets>
  readonly offsetByInquiry: (instantMs: number) => number
}

/** Before this year every zone kept local mean time. */
const FIRST_YEAR = 1800
/** From this year on every zone follows rules that repeat with the Gregorian cycle (the last tables end in 2087). */
export const PERIODIC_YEAR = 2100
export const CYCLE_YEARS = 400
const CYCLE_MS = 146_097 * DAY_MS
/** The shortest time any zone since 1900 kept an offset is 7 days (Brazil in 2000, Gaza in 2040). */
const PROBE_STEP_MS = 5 * DAY_MS

const zonesByName = new Map<string, Zone>()
const FIXED_OFFSET = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/
const OFFSET_NAME = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/

/**
 * The zone of an IANA name or a fixed offset.
 * @throws CalendarError `calendar_invalid` when there is no such zone
 */
export function zoneNamed(name: string): Zone {
  const known = zonesByName.get(name)
  if (known) return known
  const fixed = FIXED_OFFSET.exec(name)
  const zone: Zone = {
    name,
    fixedOffsetMs: fixed ? signedOffset(fixed[1], fixed[2], fixed[3], '0') : null,
    years: new Map(),
    offsetByInquiry: fixed ? () => 0 : offsetInquiry(name),
  }
  zonesByName.set(name, zone)
  return zone
}

function offsetInquiry(name: string): (instantMs: number) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset', year: 'numeric' })
  } catch {
    throw new CalendarError('calendar_invalid', `timeZone: there is no time zone "${name}"`)
  }
  return (instantMs) => {
    const match = OFFSET_NAME.exec(format.format(instantMs))
    return match?.[1] ? signedOffset(match[1], match[2], match[3], match[4]) : 0
  }
}

function signedOffset(sign?: string, hours?: string, minutes?: string, seconds?: string): number {
  const size = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds ?? 0) * SECOND_MS
  return sign === '-' ? -size : size
}

const startOfUtcYear = (year: number): number => dayNumberOf(year, 1, 1) * DAY_MS
const utcYearOf = (instantMs: number): number => civilDateOf(Math.floor(instantMs / DAY_MS)).year

function offsetsOfYear(zone: Zone, year: number): YearOfOffsets {
  const known = zone.years.get(year)
  if (known) return known
  const found =
    year < FIRST_YEAR
      ? constantYear(zone)
      : year >= PERIODIC_YEAR + CYCLE_YEARS
        ? repeatedYear(zone, year)
        : inquiredYear(zone, year)
  zone.years.set(year, found)
  return found
}

const constantYear = (zone: Zone): YearOfOffsets => ({
  startMs: zone.offsetByInquiry(startOfUtcYear(FIRST_YEAR) - SECOND_MS),
  transitions: [],
})

function repeatedYear(zone: Zone, year: number): YearOfOffsets {
  const cycles = Math.floor((year - PERIODIC_YEAR) / CYCLE_YEARS)
  const model = offsetsOfYear(zone, year - cycles * CYCLE_YEARS)
  const transitions = model.transitions.map((t) => ({ ...t, atMs: t.atMs + cycles * CYCLE_MS }))
  return { startMs: model.startMs, transitions }
}

/** Samples the year, then halves each step in which the offset changed down to the second. */
function inquiredYear(zone: Zone, year: number): YearOfOffsets {
  const transitions: Transition[] = []
  const endMs = startOfUtcYear(year + 1) - SECOND_MS
  let previousMs = startOfUtcYear(year) - SECOND_MS
  const startMs = zone.offsetByInquiry(previousMs)
  let offset = startMs
  while (previousMs < endMs) {
    const probeMs = Math.min(previousMs + PROBE_STEP_MS, endMs)
    const probed = zone.offsetByInquiry(probeMs)
    if (probed !== offset) {
      let [low, high] = [previousMs / SECOND_MS, probeMs / SECOND_MS]
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (zone.offsetByInquiry(middle * SECOND_MS) === offset) low = middle
        else high = middle
      }
      transitions.push({ atMs: high * SECOND_MS, beforeMs: offset, afterMs: probed })
      offset = probed
    }
    previousMs = probeMs
  }
  return { startMs, transitions }
}

/** Milliseconds to add to UTC to get local time at an instant. */
export function offsetAt(zone: Zone, instantMs: number): number {
  if (zone.fixedOffsetMs !== null) return zone.fixedOffsetMs
  const year = offsetsOfYear(zone, utcYearOf(instantMs))
  let offset = year.startMs
  for (const transition of year.transitions) {
    if (transition.atMs > instantMs) break
    offset = transition.afterMs
  }
  return offset
}

/** Changes of offset in `[fromMs, toMs)`, in order. */
export function transitionsBetween(zone: Zone, fromMs: number, toMs: number): readonly Transition[] {
  if (zone.fixedOffsetMs !== null) return []
  const [firstYear, lastYear] = [utcYearOf(fromMs), utcYearOf(toMs)]
  const found: Transition[] = []
  for (let year = firstYear; year <= lastYear; year++) {
    for (const transition of offsetsOfYear(zone, year).transitions) {
      if (transition.atMs >= fromMs && transition.atMs < toMs) found.push(transition)
    }
  }
  return found
}

/**
 * Instant of a local time given as if it were UTC. A time that happens twice is the first of the two; one that is
 * skipped is read with the offset before the change ('compatible', RFC 5545), or, for `first_after`, is the change itself.
 */
export function instantOfLocal(
  zone: Zone,
  localMs: number,
  skipped: 'compatible' | 'first_after' = 'compatible',
): number {
  if (zone.fixedOffsetMs !== null) return localMs - zone.fixedOffsetMs
  const transitions = transitionsBetween(zone, localMs - 2 * DAY_MS, localMs + 2 * DAY_MS)
  const last = transitions.at(-1)
  if (!last) return localMs - offsetAt(zone, localMs)
  for (const { atMs, beforeMs, afterMs } of transitions) {
    const instantMs = localMs - beforeMs
    if (instantMs < atMs) return instantMs
    if (localMs < atMs + afterMs) return skipped === 'compatible' ? instantMs : atMs
  }
  return localMs - last.afterMs
}

/** Local calendar day at an instant. */
export const localDayOf = (zone: Zone, instantMs: number): DayNumber =>
  Math.floor((instantMs + offsetAt(zone, instantMs)) / DAY_MS)

/** First instant of a local day; the change itself when midnight is skipped. */
export const startOfLocalDay = (zone: Zone, day: DayNumber): number =>
  instantOfLocal(zone, day * DAY_MS, 'first_after')
