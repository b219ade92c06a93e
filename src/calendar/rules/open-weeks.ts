import { type MinuteInterval, parseExceptions, parseWeekly, type WorkingCalendar } from './calendar'
import {
  DAY_MS,
  type DayNumber,
  dayNumberOf,
  HOUR_MS,
  MAX_INSTANT_MS,
  MIN_INSTANT_MS,
  MINUTE_MS,
  WEEK_MS,
  weekdayOf,
} from './days'
import { CLOSED_WEEK, mergeIntoPattern, type WeekPattern } from './week-pattern'
import { instantOfLocal, offsetAt, PERIODIC_YEAR, transitionsBetween, type Zone, zoneNamed } from './zones'

/**
 * A calendar as open intervals of UTC weeks, in blocks of 27 weeks with prefix sums, built when first needed.
 * Nearly all weeks of a calendar are one of two patterns (one for each UTC offset); only weeks near an exception or a
 * change of offset are worked out by themselves. Any length of time is then a walk over block totals and two binary
 * searches. 773 blocks of 27 weeks are exactly the 400 years after which the Gregorian calendar repeats, so from
 * 2100 on, past the last exception, whole cycles are skipped at once.
 */
export const BLOCK_WEEKS = 27
export const BLOCK_MS = BLOCK_WEEKS * WEEK_MS
export const BLOCKS_PER_CYCLE = 773
export const MAX_BLOCK = Math.floor(MAX_INSTANT_MS / BLOCK_MS)
export const MIN_BLOCK = Math.ceil(MIN_INSTANT_MS / BLOCK_MS)

export type OpenBlock = {
  readonly weeks: readonly WeekPattern[]
  /** Open time before each week of the block, and after the last. */
  readonly prefixMs: Float64Array
  readonly totalMs: number
}

export type CompiledCalendar = {
  readonly zone: Zone
  readonly weekly: readonly (readonly MinuteInterval[])[]
  readonly exceptions: ReadonlyMap<DayNumber, readonly MinuteInterval[]>
  /** Days with an exception, ascending. */
  readonly exceptionDays: readonly DayNumber[]
  readonly exceptionWeeks: ReadonlySet<number>
  readonly hasWeeklyHours: boolean
  /** Blocks outside these have no open time. */
  readonly firstOpenBlock: number
  readonly lastOpenBlock: number
  /** From here on the pattern repeats every `BLOCKS_PER_CYCLE` blocks. */
  readonly periodicFromBlock: number
  readonly regularWeeks: Map<number, WeekPattern>
  readonly blocks: Map<number, OpenBlock>
  /** Open time of 400 years from `periodicFromBlock` on; null until needed. */
  readonly cycle: { totalMs: number | null }
  /** Work done, so that tests can bound it by counting instead of timing. */
  readonly work: { blocksBuilt: number; weeksWorkedOut: number; blocksWalked: number }
}

/** Furthest UTC offset of any zone in history, with room to spare. */
const MAX_OFFSET_MS = 16 * HOUR_MS
/** An interval starts and ends within two local days. */
const REACH_MS = 2 * DAY_MS

const compiledCalendars = new WeakMap<WorkingCalendar, CompiledCalendar>()

/**
 * The compiled form of a calendar, made once per object.
 * @throws CalendarError `calendar_invalid`
 */
export function compiled(calendar: WorkingCalendar): CompiledCalendar {
  const known = compiledCalendars.get(calendar)
  if (known) return known
  const made = compile(calendar)
  compiledCalendars.set(calendar, made)
  return made
}

function compile(calendar: WorkingCalendar): CompiledCalendar {
  const weekly = parseWeekly(calendar.weekly)
  const exceptions = parseExceptions(calendar)
  const exceptionDays = [...exceptions.keys()].sort((a, b) => a - b)
  const exceptionWeeks = new Set<number>()
  for (const day of exceptionDays) {
    const firstWeek = Math.floor((day * DAY_MS - MAX_OFFSET_MS) / WEEK_MS)
    const lastWeek = Math.floor((day * DAY_MS + REACH_MS + MAX_OFFSET_MS) / WEEK_MS)
    for (let week = firstWeek; week <= lastWeek; week++) exceptionWeeks.add(week)
  }
  const hasWeeklyHours = weekly.some((hours) => hours.length > 0)
  const openExceptions = exceptionDays.filter((day) => (exceptions.get(day) ?? []).length > 0)
  const blockOfDay = (day: DayNumber | undefined, marginMs: number): number | null =>
    day === undefined ? null : Math.floor((day * DAY_MS + marginMs) / BLOCK_MS)
  const margin = REACH_MS + MAX_OFFSET_MS
  const periodicYearBlock = Math.floor((dayNumberOf(PERIODIC_YEAR, 1, 1) * DAY_MS) / BLOCK_MS) + 1
  return {
    zone: zoneNamed(calendar.timeZone),
    weekly,
    exceptions,
    exceptionDays,
    exceptionWeeks,
    hasWeeklyHours,
    firstOpenBlock: hasWeeklyHours ? MIN_BLOCK : (blockOfDay(openExceptions[0], -margin) ?? 1),
    lastOpenBlock: hasWeeklyHours ? MAX_BLOCK : (blockOfDay(openExceptions.at(-1), margin) ?? 0),
    periodicFromBlock: Math.max(periodicYearBlock, (blockOfDay(exceptionDays.at(-1), margin) ?? 0) + 2),
    regularWeeks: new Map(),
    blocks: new Map(),
    cycle: { totalMs: null },
    work: { blocksBuilt: 0, weeksWorkedOut: 0, blocksWalked: 0 },
  }
}

/** Hours that start on a day. */
export const hoursOfDay = (calendar: CompiledCalendar, day: DayNumber): readonly MinuteInterval[] =>
  calendar.exceptions.get(day) ?? (calendar.weekly[weekdayOf(day)] as readonly MinuteInterval[])

/** The block of an index; far-future blocks share the object of the same block of an earlier cycle. */
export function blockAt(calendar: CompiledCalendar, index: number): OpenBlock {
  const past = index - calendar.periodicFromBlock
  const key = past < BLOCKS_PER_CYCLE ? index : calendar.periodicFromBlock + (past % BLOCKS_PER_CYCLE)
  calendar.work.blocksWalked++
  const known = calendar.blocks.get(key)
  if (known) return known
  const made = buildBlock(calendar, key)
  calendar.blocks.set(key, made)
  return made
}

/** Open time of a whole 400-year cycle from `periodicFromBlock` on. */
export function cycleTotalMs(calendar: CompiledCalendar): number {
  let total = 0
  for (let i = 0; i < BLOCKS_PER_CYCLE; i++)
    total += blockAt(calendar, calendar.periodicFromBlock + i).totalMs
  return total
}

const CLOSED_BLOCK: OpenBlock = {
  weeks: new Array<WeekPattern>(BLOCK_WEEKS).fill(CLOSED_WEEK),
  prefixMs: new Float64Array(BLOCK_WEEKS + 1),
  totalMs: 0,
}

function buildBlock(calendar: CompiledCalendar, index: number): OpenBlock {
  calendar.work.blocksBuilt++
  const firstWeek = index * BLOCK_WEEKS
  const irregular = irregularWeeks(calendar, firstWeek)
  if (!calendar.hasWeeklyHours && irregular.size === 0) return CLOSED_BLOCK
  const weeks: WeekPattern[] = []
  const prefixMs = new Float64Array(BLOCK_WEEKS + 1)
  let totalMs = 0
  for (let i = 0; i < BLOCK_WEEKS; i++) {
    const week = firstWeek + i
    const pattern = irregular.has(week) ? irregularWeek(calendar, week) : regularWeek(calendar, week)
    weeks.push(pattern)
    totalMs += pattern.totalMs
    prefixMs[i + 1] = totalMs
  }
  return { weeks, prefixMs, totalMs }
}

function irregularWeeks(calendar: CompiledCalendar, firstWeek: number): ReadonlySet<number> {
  const irregular = new Set<number>()
  for (let week = firstWeek; week < firstWeek + BLOCK_WEEKS; week++) {
    if (calendar.exceptionWeeks.has(week)) irregular.add(week)
  }
  if (!calendar.hasWeeklyHours) return irregular
  const reach = REACH_MS + MAX_OFFSET_MS
  const fromMs = firstWeek * WEEK_MS
  for (const { atMs } of transitionsBetween(calendar.zone, fromMs - reach, fromMs + BLOCK_MS + reach)) {
    const lastWeek = Math.floor((atMs + reach) / WEEK_MS)
    for (let week = Math.floor((atMs - reach) / WEEK_MS); week <= lastWeek; week++) irregular.add(week)
  }
  return irregular
}

/** A week without exceptions or changes of offset nearby: depends on nothing but the offset. */
function regularWeek(calendar: CompiledCalendar, week: number): WeekPattern {
  if (!calendar.hasWeeklyHours) return CLOSED_WEEK
  const offsetMs = offsetAt(calendar.zone, week * WEEK_MS)
  const known = calendar.regularWeeks.get(offsetMs)
  if (known) return known
  const made = workOutWeek(
    week,
    (day) => calendar.weekly[weekdayOf(day)] as readonly MinuteInterval[],
    (localMs) => localMs - offsetMs,
  )
  calendar.regularWeeks.set(offsetMs, made)
  return made
}

function irregularWeek(calendar: CompiledCalendar, week: number): WeekPattern {
  calendar.work.weeksWorkedOut++
  return workOutWeek(
    week,
    (day) => hoursOfDay(calendar, day),
    (localMs) => instantOfLocal(calendar.zone, localMs),
  )
}

function workOutWeek(
  week: number,
  hoursOn: (day: DayNumber) => readonly MinuteInterval[],
  toInstant: (localMs: number) => number,
): WeekPattern {
  const weekStartMs = week * WEEK_MS
  const firstDay = Math.floor((weekStartMs - REACH_MS - MAX_OFFSET_MS) / DAY_MS)
  const lastDay = Math.floor((weekStartMs + WEEK_MS + MAX_OFFSET_MS) / DAY_MS)
  const intervals: [number, number][] = []
  for (let day = firstDay; day <= lastDay; day++) {
    for (const { from, to } of hoursOn(day)) {
      intervals.push([
        toInstant(day * DAY_MS + from * MINUTE_MS) - weekStartMs,
        toInstant(day * DAY_MS + to * MINUTE_MS) - weekStartMs,
      ])
    }
  }
  return mergeIntoPattern(intervals, WEEK_MS)
}
