import type { WorkingCalendar } from './calendar'
import type { Clock, Duration, InstantRange } from './clocks'

/** A run of local days: ISO dates, both included. */
export type DayRun = { readonly firstDate: string; readonly lastDate: string; readonly days: number }

export type ExplainStep =
  | { readonly type: 'start'; readonly atMs: number; readonly clock: Clock; readonly limit: Duration }
  /** Time that counted: `ms` is the whole of it. */
  | { readonly type: 'interval'; readonly fromMs: number; readonly toMs: number; readonly ms: number }
  /** A holiday, or days of the same holiday, without hours. */
  | ({ readonly type: 'holiday_skipped'; readonly fromMs: number; readonly name: string | null } & DayRun)
  /** Days without hours in the weekly pattern. */
  | ({ readonly type: 'closed_skipped'; readonly fromMs: number } & DayRun)
  /** A day with hours of its own, e.g. a make-up working day. */
  | {
      readonly type: 'makeup_day'
      readonly fromMs: number
      readonly date: string
      readonly name: string | null
    }
  /** `ms` of the clock's running time, or `ticks` counted days, that did not count. */
  | {
      readonly type: 'pause'
      readonly fromMs: number
      readonly toMs: number
      readonly ms: number
      readonly ticks: number
    }
  /** Day `number` of a day clock, day 0 being the trigger's; ends at `toMs`. */
  | {
      readonly type: 'day_counted' | 'cycle_counted'
      readonly fromMs: number
      readonly toMs: number
      readonly date: string
      readonly number: number
    }
  /** What is left out of the list: time or days that counted, and how many days did not. */
  | {
      readonly type: 'summary'
      readonly fromMs: number
      readonly toMs: number
      readonly ms: number
      readonly daysCounted: number
      readonly daysSkipped: number
      readonly steps: number
    }
  | { readonly type: 'end'; readonly atMs: number; readonly provisionalYears: readonly number[] }

export type ExplainedSpan = {
  readonly calendar: WorkingCalendar
  readonly startMs: number
  readonly dueMs: number
  readonly pauses: readonly InstantRange[]
}

export const MAX_STEPS = 60
const KEPT_AT_START = 38
const KEPT_AT_END = 21

export const fromOf = (step: ExplainStep): number => ('fromMs' in step ? step.fromMs : step.atMs)
const toOf = (step: ExplainStep): number => ('toMs' in step ? step.toMs : fromOf(step))
const skippedDaysOf = (step: ExplainStep): number => {
  if (step.type === 'holiday_skipped' || step.type === 'closed_skipped') return step.days
  return step.type === 'summary' ? step.daysSkipped : 0
}
const countedDaysOf = (step: ExplainStep): number => {
  if (step.type === 'day_counted' || step.type === 'cycle_counted') return 1
  return step.type === 'summary' ? step.daysCounted : 0
}
const runningMsOf = (step: ExplainStep): number =>
  step.type === 'interval' || step.type === 'summary' ? step.ms : 0

/** At most `MAX_STEPS` steps: the beginning, one summary of the middle, the end. */
export function condense(steps: readonly ExplainStep[]): readonly ExplainStep[] {
  if (steps.length <= MAX_STEPS) return steps
  const middle = steps.slice(KEPT_AT_START, -KEPT_AT_END)
  const sum = (value: (step: ExplainStep) => number): number =>
    middle.reduce((total, step) => total + value(step), 0)
  return [
    ...steps.slice(0, KEPT_AT_START),
    {
      type: 'summary',
      fromMs: Math.min(...middle.map(fromOf)),
      toMs: Math.max(...middle.map(toOf)),
      ms: sum(runningMsOf),
      daysCounted: sum(countedDaysOf),
      daysSkipped: sum(skippedDaysOf),
      steps: sum((step) => (step.type === 'summary' ? step.steps : 1)),
    },
    ...steps.slice(-KEPT_AT_END),
  ]
}

/** In order of time; steps that begin together keep the order they were listed in. */
export const inOrder = (steps: readonly ExplainStep[]): readonly ExplainStep[] =>
  steps.toSorted((a, b) => fromOf(a) - fromOf(b))
