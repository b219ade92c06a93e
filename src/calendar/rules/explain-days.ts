import type { WorkingCalendar } from './calendar'
import type { Clock } from './clocks'
import { type DayNumber, isoDate } from './days'
import { countedDaysOf, type DayClock, pausedDays } from './deadlines'
import { type ExplainedSpan, type ExplainStep, inOrder } from './explain-steps'
import { compiled, hoursOfDay } from './open-weeks'
import { mergePauses } from './running-time'
import { localDayOf, startOfLocalDay, zoneNamed } from './zones'

/** Spans longer than this are listed at both ends only. */
const LISTED_DAYS = 400

type SkippedRun = {
  type: 'holiday_skipped' | 'closed_skipped'
  first: DayNumber
  last: DayNumber
  name: string | null
}

/** Days without hours, run together, and days with hours of their own, from `first` to `last`. */
export function daySteps(
  calendar: WorkingCalendar,
  first: DayNumber,
  last: DayNumber,
): readonly ExplainStep[] {
  const { exceptions, zone } = compiled(calendar)
  const steps: ExplainStep[] = []
  let run: SkippedRun | null = null
  const closeRun = (): void => {
    if (!run) return
    const days = {
      firstDate: isoDate(run.first),
      lastDate: isoDate(run.last),
      days: run.last - run.first + 1,
    }
    const fromMs = startOfLocalDay(zone, run.first)
    if (run.type === 'holiday_skipped') steps.push({ type: run.type, fromMs, name: run.name, ...days })
    else steps.push({ type: run.type, fromMs, ...days })
    run = null
  }
  for (let day = first; day <= last; day++) {
    const isException = exceptions.has(day)
    const isOpen = hoursOfDay(compiled(calendar), day).length > 0
    const name = calendar.dayNames?.[isoDate(day)] ?? null
    if (isOpen) {
      closeRun()
      if (isException) {
        steps.push({ type: 'makeup_day', fromMs: startOfLocalDay(zone, day), date: isoDate(day), name })
      }
      continue
    }
    const type = isException ? 'holiday_skipped' : 'closed_skipped'
    const previous: SkippedRun | null = run
    if (previous && isSameRun(previous, type, name)) {
      run = { ...(previous as SkippedRun), last: day }
    } else {
      closeRun()
      run = { type, first: day, last: day, name }
    }
  }
  closeRun()
  return steps
}

const isSameRun = (run: SkippedRun, type: SkippedRun['type'], name: string | null): boolean =>
  run.type === type && run.name === name

/** Steps of a clock that counts days or cycles. */
export function explainCountedDays(
  clock: Extract<Clock, DayClock>,
  span: ExplainedSpan,
): readonly ExplainStep[] {
  const { calendar, startMs, dueMs } = span
  const zone = zoneNamed(calendar.timeZone)
  const days = countedDaysOf(clock, calendar)
  const dayZero = localDayOf(zone, startMs)
  const lastDay = localDayOf(zone, dueMs - 1)
  const pauses = mergePauses(span.pauses).filter(([fromMs, toMs]) => toMs > startMs && fromMs < dueMs)
  const pausedRuns = pauses.map(([fromMs, toMs]) => pausedDays(zone, [Math.max(fromMs, startMs), toMs]))
  const pausedBefore = (day: DayNumber): number =>
    pausedRuns.reduce((total, [first, after]) => total + days.count(first, Math.min(after, day)), 0)
  const isPaused = (day: DayNumber): boolean =>
    pausedRuns.some(([first, after]) => day >= first && day < after)
  // The day of the trigger is number 0 when it counts itself; else the first counted day is number 1. Cycles start at 0.
  const firstNumber = clock === 'billing_cycle' || days.isCounted(dayZero) ? 0 : 1
  const numberOf = (day: DayNumber): number => days.count(dayZero, day) - pausedBefore(day) + firstNumber

  const counted = (day: DayNumber): ExplainStep => ({
    type: clock === 'billing_cycle' ? 'cycle_counted' : 'day_counted',
    fromMs: startOfLocalDay(zone, day),
    toMs: startOfLocalDay(zone, day + 1),
    date: isoDate(day),
    number: numberOf(day),
  })
  const list = (first: DayNumber, last: DayNumber): ExplainStep[] => {
    const steps: ExplainStep[] = clock === 'working_day' ? [...daySteps(calendar, first, last)] : []
    for (let day = first; day <= last; day++) {
      if (days.isCounted(day) && !isPaused(day)) steps.push(counted(day))
    }
    return steps
  }
  const pauseSteps = pauses.map(([fromMs, toMs], index): ExplainStep => {
    const [first, after] = pausedRuns[index] ?? [0, 0]
    return { type: 'pause', fromMs, toMs, ms: 0, ticks: days.count(first, after) }
  })
  if (lastDay - dayZero <= 2 * LISTED_DAYS) return inOrder([...pauseSteps, ...list(dayZero, lastDay)])
  const [middleFirst, middleAfter] = [dayZero + LISTED_DAYS, lastDay - LISTED_DAYS]
  const countedInMiddle = numberOf(middleAfter) - numberOf(middleFirst)
  const middle: ExplainStep = {
    type: 'summary',
    fromMs: startOfLocalDay(zone, middleFirst),
    toMs: startOfLocalDay(zone, middleAfter),
    ms: 0,
    daysCounted: countedInMiddle,
    daysSkipped: clock === 'working_day' ? middleAfter - middleFirst - countedInMiddle : 0,
    steps: 0,
  }
  return inOrder([...pauseSteps, ...list(dayZero, middleFirst - 1), middle, ...list(middleAfter, lastDay)])
}
