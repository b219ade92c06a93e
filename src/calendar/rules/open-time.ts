import type { WorkingCalendar } from './calendar'
import { CalendarError } from './calendar-error'
import type { InstantRange } from './clocks'
import { WEEK_MS } from './days'
import {
  BLOCK_MS,
  BLOCK_WEEKS,
  BLOCKS_PER_CYCLE,
  blockAt,
  type CompiledCalendar,
  compiled,
  cycleTotalMs,
  MAX_BLOCK,
  MIN_BLOCK,
  type OpenBlock,
} from './open-weeks'
import { addRunning, inRange, type RunningTime, runningBetween, subtractRunning } from './running-time'
import { lastAtMost, lastBelow, openBefore, type WeekPattern } from './week-pattern'

/**
 * Earliest instant at which `ms` milliseconds of open time after `startMs`, outside the pauses, are used up; the closing
 * time when they are used up exactly then. 0 gives `startMs` if open and not paused, else the next such instant
 * (the instant of closing is closed). Real time: a day of 23 or 25 hours counts as such.
 * @throws CalendarError `no_open_time` when the calendar has no open time left, `out_of_range`, `duration_invalid`
 */
export const addOpenTime = (
  calendar: WorkingCalendar,
  startMs: number,
  ms: number,
  pauses: readonly InstantRange[] = [],
): number => addRunning(openTimeOf(calendar), startMs, ms, pauses)

/**
 * Latest instant from which `ms` milliseconds of open time outside the pauses pass until `endMs`; an opening time when
 * it is exactly then. 0 gives `endMs`.
 * @throws CalendarError as `addOpenTime`
 */
export const subtractOpenTime = (
  calendar: WorkingCalendar,
  endMs: number,
  ms: number,
  pauses: readonly InstantRange[] = [],
): number => subtractRunning(openTimeOf(calendar), endMs, ms, pauses)

/** Milliseconds of open time in `[startMs, endMs)` outside the pauses; 0 when the range is reversed. */
export const openTimeBetween = (
  calendar: WorkingCalendar,
  startMs: number,
  endMs: number,
  pauses: readonly InstantRange[] = [],
): number => runningBetween(openTimeOf(calendar), startMs, endMs, pauses)

/** `instantMs` if open then, else the next opening. @throws CalendarError `no_open_time` */
export const nextOpenInstant = (calendar: WorkingCalendar, instantMs: number): number =>
  openTimeOf(calendar).firstRunning(instantMs)

/** Whether an instant is within open hours; the instant of closing is not. */
export function isOpenAt(calendar: WorkingCalendar, instantMs: number): boolean {
  return openTimeBetween(calendar, instantMs, instantMs + 1) > 0
}

const openTimes = new WeakMap<WorkingCalendar, RunningTime>()

/** Time that runs while a calendar is open. */
export function openTimeOf(calendar: WorkingCalendar): RunningTime {
  const known = openTimes.get(calendar)
  if (known) return known
  const weeks = compiled(calendar)
  const made: RunningTime = {
    add: (fromMs, ms) => add(weeks, fromMs, ms),
    firstRunning: (fromMs) => firstOpen(weeks, fromMs),
    subtract: (toMs, ms) => subtract(weeks, toMs, ms),
    between: (fromMs, toMs) => between(weeks, fromMs, toMs),
  }
  openTimes.set(calendar, made)
  return made
}

const blockIndexOf = (instantMs: number): number => Math.floor(instantMs / BLOCK_MS)

function openBeforeInBlock(block: OpenBlock, relativeMs: number): number {
  const week = Math.floor(relativeMs / WEEK_MS)
  return (
    (block.prefixMs[week] as number) +
    openBefore(block.weeks[week] as WeekPattern, relativeMs - week * WEEK_MS)
  )
}

function add(calendar: CompiledCalendar, startMs: number, ms: number): number {
  let index = blockIndexOf(inRange(startMs))
  let block = blockAt(calendar, index)
  let targetMs = openBeforeInBlock(block, startMs - index * BLOCK_MS) + ms
  while (targetMs > block.totalMs) {
    targetMs -= block.totalMs
    index++
    const mayRepeat = calendar.hasWeeklyHours && index >= calendar.periodicFromBlock
    if (mayRepeat && targetMs > block.totalMs * BLOCKS_PER_CYCLE) {
      const cycleMs = cycleTotalMs(calendar)
      const cycles = Math.floor((targetMs - 1) / cycleMs)
      targetMs -= cycles * cycleMs
      index += cycles * BLOCKS_PER_CYCLE
    }
    if (index < calendar.firstOpenBlock) index = calendar.firstOpenBlock
    if (index > calendar.lastOpenBlock) throw nothingOpen(calendar, 'after')
    block = blockAt(calendar, index)
  }
  const week = Math.min(lastBelow(block.prefixMs, targetMs), BLOCK_WEEKS - 1)
  const pattern = block.weeks[week] as WeekPattern
  const withinWeekMs = targetMs - (block.prefixMs[week] as number)
  const interval = lastBelow(pattern.openBeforeMs, withinWeekMs)
  const relativeMs =
    (pattern.startsMs[interval] as number) + withinWeekMs - (pattern.openBeforeMs[interval] as number)
  return inRange(index * BLOCK_MS + week * WEEK_MS + relativeMs)
}

function subtract(calendar: CompiledCalendar, endMs: number, ms: number): number {
  let index = blockIndexOf(inRange(endMs))
  let block = blockAt(calendar, index)
  let targetMs = openBeforeInBlock(block, endMs - index * BLOCK_MS) - ms
  while (targetMs < 0) {
    index--
    if (index > calendar.lastOpenBlock) index = calendar.lastOpenBlock
    if (index < calendar.firstOpenBlock) throw nothingOpen(calendar, 'before')
    block = blockAt(calendar, index)
    targetMs += block.totalMs
  }
  const week = lastAtMost(block.prefixMs, targetMs)
  const pattern = block.weeks[week] as WeekPattern
  const withinWeekMs = targetMs - (block.prefixMs[week] as number)
  const interval = lastAtMost(pattern.openBeforeMs, withinWeekMs)
  const relativeMs =
    (pattern.startsMs[interval] as number) + withinWeekMs - (pattern.openBeforeMs[interval] as number)
  return inRange(index * BLOCK_MS + week * WEEK_MS + relativeMs)
}

/** The start of the first millisecond of open time at or after an instant. */
function firstOpen(calendar: CompiledCalendar, startMs: number): number {
  return add(calendar, startMs, 1) - 1
}

function between(calendar: CompiledCalendar, startMs: number, endMs: number): number {
  if (!(endMs > startMs)) return 0
  const first = blockIndexOf(inRange(startMs))
  const last = blockIndexOf(inRange(endMs))
  let openMs =
    openBeforeInBlock(blockAt(calendar, last), endMs - last * BLOCK_MS) -
    openBeforeInBlock(blockAt(calendar, first), startMs - first * BLOCK_MS)
  const stop = Math.min(last, calendar.lastOpenBlock + 1)
  let index = Math.max(first, calendar.firstOpenBlock)
  while (index < stop) {
    if (index >= calendar.periodicFromBlock && stop - index >= BLOCKS_PER_CYCLE) {
      const cycles = Math.floor((stop - index) / BLOCKS_PER_CYCLE)
      openMs += cycles * cycleTotalMs(calendar)
      index += cycles * BLOCKS_PER_CYCLE
      continue
    }
    openMs += blockAt(calendar, index).totalMs
    index++
  }
  return openMs
}

function nothingOpen(calendar: CompiledCalendar, side: 'after' | 'before'): CalendarError {
  const limit = side === 'after' ? calendar.lastOpenBlock : calendar.firstOpenBlock
  return limit === MAX_BLOCK || limit === MIN_BLOCK
    ? new CalendarError('out_of_range', 'the result is outside the years that can be represented')
    : new CalendarError('no_open_time', `the calendar has not enough open time ${side} this instant`)
}
