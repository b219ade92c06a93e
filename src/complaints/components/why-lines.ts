import type { ExplainStep } from '@/calendar/rules/explain-steps'
import { describeDuration, describeRule } from '@/commitments/rules/describe'
import type { Locale } from '@/kernel/text'
import type { ObligationExplanation } from '@/obligations/queries'
import { formatDay, formatDuration, formatInstant } from '@/ui/format'
import type { Translate } from './case-labels'

/** How a due time came about, as sentences in order; the same on the page, in the panel and on the command line. */
export type WhyWords = {
  /** The rule as the register states it. */
  readonly rule: string
  readonly intro: string
  readonly lines: readonly string[]
  /** What is worth knowing besides: pauses in all, provisional years, the zone. */
  readonly notes: readonly string[]
}

/** Words of an explanation. `t` speaks the messages under `cases.why`. */
export function whyWords(explanation: ObligationExplanation, t: Translate, locale: Locale): WhyWords {
  const { version, ruleIndex, timeZone, computation, pausedMs, resumesAt } = explanation
  const rule = version.rules[ruleIndex]
  const at = (ms: number) => formatInstant(new Date(ms), { locale, timeZone, style: 'long' })
  const ruleWords = rule ? describeRule(rule, version.scope, locale) : ''
  if (!computation) return { rule: ruleWords, intro: t('gateIntro'), lines: [], notes: [] }
  const years = computation.provisionalYears.join(', ')
  const notes = [
    ...(pausedMs > 0 ? [t('paused', { duration: formatDuration(pausedMs, locale) })] : []),
    ...(resumesAt ? [t('resumesAt', { time: at(resumesAt.getTime()) })] : []),
    ...(years ? [t('provisional', { years })] : []),
    t('zone', { zone: timeZone }),
  ]
  const lines = computation.steps.map((step) => lineOf(step, t, locale, at))
  return { rule: ruleWords, intro: t('intro'), lines, notes }
}

function lineOf(step: ExplainStep, t: Translate, locale: Locale, at: (ms: number) => string): string {
  const day = (iso: string) => formatDay(iso, locale, 'longDate')
  const range = (from: string, to: string) =>
    from === to ? day(from) : t('daysFromTo', { from: day(from), to: day(to) })
  switch (step.type) {
    case 'start':
      return t('start', { time: at(step.atMs), limit: describeDuration(step.limit, step.clock, locale) })
    case 'interval':
      return t('interval', {
        from: at(step.fromMs),
        to: at(step.toMs),
        duration: formatDuration(step.ms, locale),
      })
    case 'holiday_skipped':
      return t('holiday', {
        days: range(step.firstDate, step.lastDate),
        name: step.name ?? t('holidayUnnamed'),
      })
    case 'closed_skipped':
      return t('closed', { days: range(step.firstDate, step.lastDate) })
    case 'makeup_day':
      return t('makeup', { day: day(step.date), name: step.name ?? t('makeupUnnamed') })
    case 'pause':
      return step.ticks > 0
        ? t('pauseDays', { from: at(step.fromMs), to: at(step.toMs), days: step.ticks })
        : t('pause', { from: at(step.fromMs), to: at(step.toMs), duration: formatDuration(step.ms, locale) })
    case 'day_counted':
      return t(step.number === 0 ? 'dayZero' : 'day', { day: day(step.date), number: step.number })
    case 'cycle_counted':
      return t('cycle', { day: day(step.date), number: step.number })
    case 'summary': {
      const counted =
        step.ms > 0 ? formatDuration(step.ms, locale) : t('summaryDays', { days: step.daysCounted })
      return t('summary', { from: at(step.fromMs), to: at(step.toMs), steps: step.steps, counted })
    }
    case 'end':
      return t('end', { time: at(step.atMs) })
  }
}
