import type { Clock, InstantRange } from './clocks'
import type { DayNumber } from './days'
import { runningTimeOf } from './deadlines'
import { daySteps } from './explain-days'
import { type ExplainedSpan, type ExplainStep, inOrder } from './explain-steps'
import { mergePauses, type RunningTime, runningBetween } from './running-time'
import { localDayOf, startOfLocalDay, zoneNamed } from './zones'

/** Spans longer than this are listed at both ends only. */
const LISTED_DAYS = 400

/** Steps of a clock that measures running time. */
export function explainRunningTime(
  clock: Extract<Clock, 'elapsed' | 'service_hours'>,
  span: ExplainedSpan,
): readonly ExplainStep[] {
  const { calendar, startMs, dueMs } = span
  const time = runningTimeOf(clock, calendar)
  const pauses = mergePauses(span.pauses).filter(([fromMs, toMs]) => toMs > startMs && fromMs < dueMs)
  const pauseSteps = pauses.map(([fromMs, toMs]): ExplainStep => {
    const ms = time.between(Math.max(fromMs, startMs), Math.min(toMs, dueMs))
    return { type: 'pause', fromMs, toMs, ms, ticks: 0 }
  })
  const zone = zoneNamed(calendar.timeZone)
  const [firstDay, lastDay] = [localDayOf(zone, startMs), localDayOf(zone, Math.max(startMs, dueMs - 1))]
  const list = (fromMs: number, toMs: number, first: DayNumber, last: DayNumber): readonly ExplainStep[] => [
    ...(clock === 'service_hours' ? daySteps(calendar, first, last) : []),
    ...runningIntervals(time, fromMs, toMs, pauses),
  ]
  if (clock === 'elapsed' || lastDay - firstDay <= 2 * LISTED_DAYS) {
    return inOrder([...list(startMs, dueMs, firstDay, lastDay), ...pauseSteps])
  }
  const middleFromMs = startOfLocalDay(zone, firstDay + LISTED_DAYS)
  const middleToMs = startOfLocalDay(zone, lastDay - LISTED_DAYS)
  return inOrder([
    ...list(startMs, middleFromMs, firstDay, firstDay + LISTED_DAYS - 1),
    {
      type: 'summary',
      fromMs: middleFromMs,
      toMs: middleToMs,
      ms: runningBetween(time, middleFromMs, middleToMs, pauses),
      daysCounted: 0,
      daysSkipped: 0,
      steps: 0,
    },
    ...list(middleToMs, dueMs, lastDay - LISTED_DAYS, lastDay),
    ...pauseSteps,
  ])
}

/** Running intervals outside the pauses in `[fromMs, toMs)`. */
function runningIntervals(
  time: RunningTime,
  fromMs: number,
  toMs: number,
  pauses: readonly InstantRange[],
): readonly ExplainStep[] {
  const steps: ExplainStep[] = []
  let cursorMs = fromMs
  const intervalsUpTo = (endMs: number): void => {
    while (cursorMs < endMs && time.between(cursorMs, endMs) > 0) {
      const startMs = time.firstRunning(cursorMs)
      const stopMs = endOfRun(time, startMs, endMs)
      steps.push({ type: 'interval', fromMs: startMs, toMs: stopMs, ms: stopMs - startMs })
      cursorMs = stopMs
    }
  }
  for (const [pauseFromMs, pauseToMs] of pauses) {
    intervalsUpTo(Math.min(pauseFromMs, toMs))
    cursorMs = Math.max(cursorMs, pauseToMs)
  }
  intervalsUpTo(toMs)
  return steps
}

/** End of the uninterrupted run from an instant at which time runs, at most `limitMs`. */
function endOfRun(time: RunningTime, startMs: number, limitMs: number): number {
  let low = startMs + 1
  let high = limitMs
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (time.between(startMs, middle) === middle - startMs) low = middle
    else high = middle - 1
  }
  return low
}
