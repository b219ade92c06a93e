import { CalendarError } from './calendar-error'
import type { InstantRange } from './clocks'
import { MAX_INSTANT_MS, MIN_INSTANT_MS } from './days'

/** Time that runs at some instants and stands still at others, without pauses. */
export type RunningTime = {
  /** Earliest instant at which `ms` (above 0) of running time after `fromMs` is used up. */
  readonly add: (fromMs: number, ms: number) => number
  /** `fromMs` if time runs then, else the next instant at which it does. */
  readonly firstRunning: (fromMs: number) => number
  /** Latest instant from which `ms` (above 0) of running time pass until `toMs`. */
  readonly subtract: (toMs: number, ms: number) => number
  /** Running time in `[fromMs, toMs)`; 0 when reversed. */
  readonly between: (fromMs: number, toMs: number) => number
}

/** Time round the clock. */
export const ELAPSED_TIME: RunningTime = {
  add: (fromMs, ms) => inRange(fromMs + ms),
  firstRunning: (fromMs) => fromMs,
  subtract: (toMs, ms) => inRange(toMs - ms),
  between: (fromMs, toMs) => Math.max(0, toMs - fromMs),
}

/** @throws CalendarError `out_of_range` when no date can hold the instant */
export function inRange(instantMs: number): number {
  if (instantMs >= MIN_INSTANT_MS && instantMs <= MAX_INSTANT_MS) return instantMs
  throw new CalendarError('out_of_range', 'the result is outside the years that can be represented')
}

/** Union of pauses, in order; reversed and empty ones are dropped. */
export function mergePauses(pauses: readonly InstantRange[]): readonly InstantRange[] {
  if (pauses.length === 0) return pauses
  const merged: [number, number][] = []
  for (const [fromMs, toMs] of [...pauses].sort((a, b) => a[0] - b[0])) {
    if (Number.isNaN(fromMs) || Number.isNaN(toMs))
      throw new CalendarError('time_invalid', 'pauses: not a time')
    if (toMs <= fromMs) continue
    const last = merged.at(-1)
    if (last && fromMs <= last[1]) last[1] = Math.max(last[1], toMs)
    else merged.push([fromMs, toMs])
  }
  return merged
}

function checkAmount(ms: number): void {
  if (!(ms >= 0) || ms === Number.POSITIVE_INFINITY) {
    throw new CalendarError('duration_invalid', 'the length of time must be a number that is not negative')
  }
}

/** `RunningTime.add` with pauses in which the time stands still; `ms` of 0 gives the first instant at which it runs. */
export function addRunning(
  time: RunningTime,
  startMs: number,
  ms: number,
  pauses: readonly InstantRange[],
): number {
  checkAmount(ms)
  if (pauses.length === 0) return ms === 0 ? time.firstRunning(startMs) : time.add(startMs, ms)
  let remainingMs = ms
  let cursorMs = startMs
  for (const [fromMs, toMs] of mergePauses(pauses)) {
    if (toMs <= cursorMs) continue
    if (ms === 0) {
      const runningMs = time.firstRunning(cursorMs)
      if (runningMs < fromMs) return runningMs
    } else {
      const availableMs = time.between(cursorMs, fromMs)
      if (remainingMs <= availableMs) return time.add(cursorMs, remainingMs)
      remainingMs -= availableMs
    }
    cursorMs = toMs
  }
  return ms === 0 ? time.firstRunning(cursorMs) : time.add(cursorMs, remainingMs)
}

/** `RunningTime.subtract` with pauses; `ms` of 0 gives `endMs`. */
export function subtractRunning(
  time: RunningTime,
  endMs: number,
  ms: number,
  pauses: readonly InstantRange[],
): number {
  checkAmount(ms)
  if (ms === 0) return endMs
  let remainingMs = ms
  let cursorMs = endMs
  for (const [fromMs, toMs] of mergePauses(pauses).toReversed()) {
    if (fromMs >= cursorMs) continue
    const availableMs = time.between(toMs, cursorMs)
    if (remainingMs <= availableMs) return time.subtract(cursorMs, remainingMs)
    remainingMs -= availableMs
    cursorMs = fromMs
  }
  return time.subtract(cursorMs, remainingMs)
}

/** Running time in `[fromMs, toMs)` outside the pauses. */
export function runningBetween(
  time: RunningTime,
  fromMs: number,
  toMs: number,
  pauses: readonly InstantRange[],
): number {
  let runningMs = time.between(fromMs, toMs)
  if (pauses.length === 0) return runningMs
  for (const [pauseFromMs, pauseToMs] of mergePauses(pauses)) {
    runningMs -= time.between(Math.max(pauseFromMs, fromMs), Math.min(pauseToMs, toMs))
  }
  return runningMs
}
