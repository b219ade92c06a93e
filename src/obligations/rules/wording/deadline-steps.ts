import type { Clock } from '@/calendar/rules/clocks'
import type { ExplainStep } from '@/calendar/rules/explain-steps'
import { describeDuration } from '@/commitments/rules/describe'
import type { DeadlineRule } from '@/commitments/rules/rule'
import { phrasesOf } from '@/commitments/rules/wording/phrases'
import { assertNever } from '@/kernel/exhaustive'
import type { Locale } from '@/kernel/text'
import type { Explanation } from './explanation'
import { holidayName } from './holiday-names'
import type { Speaker } from './speaker'

type Counted = Extract<ExplainStep, { date: string; number: number }>
type Other = Exclude<ExplainStep, Counted>

const isCounted = (step: ExplainStep): step is Counted =>
  step.type === 'day_counted' || step.type === 'cycle_counted'

/** The computation of a deadline, one sentence a step; days that follow one another are told in one. */
export function deadlineSteps(
  explanation: Explanation,
  rule: DeadlineRule,
  speaker: Speaker,
  locale: Locale,
): string[] {
  const steps = explanation.computation?.steps ?? []
  const lines: string[] = []
  let totalMs = 0
  let run: Counted[] = []
  const closeRun = () => {
    const [first, last] = [run[0], run.at(-1)]
    if (first && last) lines.push(daysLine(first, last, rule.clock, speaker))
    run = []
  }
  for (const step of steps) {
    if (isCounted(step)) {
      const previous = run.at(-1)
      if (step.number === 0 || (previous && previous.number === 0)) closeRun()
      run.push(step)
      continue
    }
    closeRun()
    if (step.type === 'interval' || step.type === 'summary') totalMs += step.ms
    lines.push(...lineOf(step, totalMs, explanation, rule, speaker, locale))
  }
  closeRun()
  return lines
}

function daysLine(first: Counted, last: Counted, clock: Clock, { phrases, day, days }: Speaker): string {
  if (last.number === 0) return phrases.dayZero(day(last.date))
  const unit = clock === 'billing_cycle' ? 'cycle' : clock === 'working_day' ? 'working_day' : 'day'
  return phrases.daysCounted(unit, first.number, last.number, days(first.date, last.date))
}

function lineOf(
  step: Other,
  totalMs: number,
  explanation: Explanation,
  rule: DeadlineRule,
  speaker: Speaker,
  locale: Locale,
): string[] {
  const { phrases, at, until, range, length, days, day } = speaker
  switch (step.type) {
    case 'start':
      return [
        rule.start === 'complaint.received'
          ? phrases.customerSpoke(at(step.atMs))
          : phrases.startedBy(speaker.fact(rule.start), at(step.atMs)),
        phrases.limit(
          describeDuration(step.limit, step.clock, locale),
          phrasesOf(locale).clockNote(step.clock),
        ),
      ]
    case 'interval':
      return [phrases.interval(range(step.fromMs, step.toMs), length(step.ms), length(totalMs))]
    case 'holiday_skipped':
      return [
        phrases.holiday(
          step.name === null ? null : holidayName(step.name, locale),
          days(step.firstDate, step.lastDate),
          step.days,
        ),
      ]
    case 'closed_skipped':
      return [phrases.closedDays(days(step.firstDate, step.lastDate), step.days)]
    case 'makeup_day':
      return [phrases.makeUpDay(day(step.date), step.name === null ? null : holidayName(step.name, locale))]
    case 'pause':
      return pauseLines(step, explanation, speaker)
    case 'summary':
      return [
        step.daysCounted > 0
          ? phrases.summaryDays(range(step.fromMs, step.toMs), step.daysCounted, step.daysSkipped)
          : phrases.summaryTime(range(step.fromMs, step.toMs), length(step.ms), step.daysSkipped),
      ]
    case 'end':
      return endLines(step.atMs, explanation, speaker, until)
  }
  return assertNever(step)
}

function pauseLines(
  step: Extract<ExplainStep, { type: 'pause' }>,
  { pauses, computation }: Explanation,
  { phrases, range, length, whyPaused }: Speaker,
): string[] {
  // The computation joins pauses that touch; all their reasons are told.
  const joined = pauses.filter(({ fromMs, toMs }) => fromMs < step.toMs && toMs > step.fromMs)
  const why = whyPaused(joined)
  const clock = computation?.steps.find((each) => each.type === 'start')?.clock
  const isDayClock = clock !== 'elapsed' && clock !== 'service_hours'
  const told = range(step.fromMs, step.toMs)
  return [
    isDayClock ? phrases.pauseDays(told, why, step.ticks) : phrases.pause(told, why, length(step.ms)),
    ...(joined.some(({ isCut, isRunning }) => isCut && !isRunning) ? [phrases.pauseCut] : []),
  ]
}

function endLines(
  atMs: number,
  { state, dueMs, pauses }: Explanation,
  { phrases }: Speaker,
  until: (ms: number) => string,
): string[] {
  if (state === 'PAUSED') return [phrases.endIfPausedToTheMaximum(until(atMs))]
  const reopenedMs = Math.max(...pauses.filter(({ reason }) => reason === null).map(({ toMs }) => toMs))
  const isMoved = dueMs !== null && dueMs > atMs && dueMs === reopenedMs
  return isMoved
    ? [phrases.notBeforeReopening(until(dueMs)), phrases.end(until(dueMs))]
    : [phrases.end(until(atMs))]
}
