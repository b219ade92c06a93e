import type { WorkingCalendar } from './calendar'
import type { Clock, Duration, InstantRange } from './clocks'
import { type Deadline, dueAt } from './deadlines'
import { explainCountedDays } from './explain-days'
import { condense, type ExplainStep } from './explain-steps'
import { explainRunningTime } from './explain-time'

/** A deadline with the steps of its computation, as data for a screen to put into words. */
export type ExplainedDeadline = Deadline & { readonly steps: readonly ExplainStep[] }

/**
 * Why something is due when it is: the start, what counted, what was skipped, the pauses, the end; in order of time and
 * at most 60 steps, with the middle of a long run summed up in one `summary` step.
 * The running times of `interval` and `summary` steps add up to the limit; the numbers of counted days run to N.
 * @throws CalendarError as `dueAt`
 */
export function explainDueAt(
  clock: Clock,
  calendar: WorkingCalendar,
  startMs: number,
  limit: Duration,
  pauses: readonly InstantRange[] = [],
): ExplainedDeadline {
  const deadline = dueAt(clock, calendar, startMs, limit, pauses)
  const span = { calendar, startMs, dueMs: deadline.dueMs, pauses }
  const middle =
    clock === 'elapsed' || clock === 'service_hours'
      ? explainRunningTime(clock, span)
      : explainCountedDays(clock, span)
  const steps = condense([
    { type: 'start', atMs: startMs, clock, limit },
    ...middle,
    { type: 'end', atMs: deadline.dueMs, provisionalYears: deadline.provisionalYears },
  ])
  return { ...deadline, steps }
}
