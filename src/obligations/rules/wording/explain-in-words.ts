import { describeLadder, describeRule } from '@/commitments/rules/describe'
import type { DeadlineRule, GateRule } from '@/commitments/rules/rule'
import type { Locale } from '@/kernel/text'
import { deadlineSteps } from './deadline-steps'
import type { Explanation } from './explanation'
import type { ExplainPhrases } from './phrase-types'
import { type Speaker, speakerOf } from './speaker'

/** Why one thing is owed when it is, in whole sentences of one locale; the same on a page, in a dialog and in a terminal. */
export type ObligationWords = {
  readonly headings: ExplainPhrases['headings']
  /** `BR-31 首次回复：应在 2026-03-04（周三）09:15 前完成` */
  readonly title: string
  /** The rule, its version and source, the calendar, the zone of all times. */
  readonly basis: readonly string[]
  /** The computation in order, and how it came out. */
  readonly steps: readonly string[]
  /** What may still change the time: years not announced, a pause that runs. */
  readonly warnings: readonly string[]
  /** The steps of the ladder, each with its time and whether it has fired. */
  readonly ladder: readonly string[]
  /** What the engine noted: re-computations, the breach. */
  readonly history: readonly string[]
}

/** Puts the computation of an obligation into words. Times are those of the unit whose clock it runs by. */
export function explainInWords(explanation: Explanation, locale: Locale): ObligationWords {
  const speaker = speakerOf(explanation, locale)
  const { rule } = explanation
  return {
    headings: speaker.phrases.headings,
    title: titleOf(explanation, speaker),
    basis: basisOf(explanation, speaker, locale),
    steps:
      rule.kind === 'gate'
        ? gateSteps(explanation, rule, speaker)
        : [...deadlineSteps(explanation, rule, speaker, locale), ...outcomeOf(explanation, rule, speaker)],
    warnings: warningsOf(explanation, speaker),
    ladder: rule.kind === 'gate' ? [] : ladderOf(explanation, rule, speaker, locale),
    history: historyOf(explanation, speaker),
  }
}

const doneWords = (rule: DeadlineRule, { fact, phrases }: Speaker): string =>
  phrases.list(rule.stop.map(fact))

function titleOf(explanation: Explanation, speaker: Speaker): string {
  const { rule, commitmentCode: code, state, dueMs, fulfilledAtMs } = explanation
  const { phrases, at, until } = speaker
  const what = rule.kind === 'gate' ? speaker.fact(rule.action) : doneWords(rule, speaker)
  switch (state) {
    case 'WAIVED':
      return phrases.titleWaived(code, what)
    case 'VOID':
      return phrases.titleVoid(code, what)
    case 'PAUSED':
      return phrases.titlePaused(code, what)
    case 'KEPT':
      return phrases.titleKept(code, what, at(fulfilledAtMs!))
    case 'OPEN':
    case 'BROKEN':
      if (rule.kind === 'gate' || dueMs === null) return phrases.titleGate(code, what)
      return state === 'OPEN'
        ? phrases.titleOpen(code, what, until(dueMs))
        : phrases.titleBroken(code, what, until(dueMs))
  }
}

function basisOf(explanation: Explanation, { phrases, at, until }: Speaker, locale: Locale): string[] {
  const { rule, scope, commitmentCode, versionNumber, validFromMs, validToMs, source, calendar, cycle } =
    explanation
  const usesHours =
    rule.kind === 'deadline' && (rule.clock === 'working_day' || rule.clock === 'service_hours')
  return [
    phrases.rule(describeRule(rule, scope, locale)),
    phrases.version(
      commitmentCode,
      versionNumber,
      at(validFromMs),
      validToMs === null ? null : until(validToMs),
    ),
    ...(source ? [phrases.source(source.title[locale], source.ref, source.date)] : []),
    ...(usesHours && calendar
      ? [phrases.calendar(calendar.name[locale], calendar.version, at(calendar.publishedAtMs))]
      : []),
    ...(usesHours && !calendar ? [phrases.allHours] : []),
    ...(cycle > 1 ? [phrases.round(cycle)] : []),
    phrases.zone(explanation.timeZone),
  ]
}

/** How it came out, for a deadline. */
function outcomeOf(explanation: Explanation, rule: DeadlineRule, speaker: Speaker): string[] {
  const { state, dueMs, brokenAtMs, fulfilledAtMs } = explanation
  const { phrases, at, until, span } = speaker
  const what = doneWords(rule, speaker)
  const lines: string[] = []
  if (state === 'KEPT' && fulfilledAtMs !== null && dueMs !== null)
    lines.push(phrases.kept(what, at(fulfilledAtMs), span(dueMs - fulfilledAtMs)))
  if (brokenAtMs !== null) {
    lines.push(phrases.broken(until(brokenAtMs)))
    if (fulfilledAtMs !== null)
      lines.push(phrases.late(what, at(fulfilledAtMs), span(fulfilledAtMs - brokenAtMs)))
    else if (state === 'BROKEN') lines.push(phrases.stillOpen)
  }
  return [...lines, ...endingOf(explanation, speaker)]
}

function endingOf({ state, waivedAtMs, waiver }: Explanation, { phrases, at }: Speaker): string[] {
  if (state === 'VOID') return [phrases.void]
  if (state !== 'WAIVED' || waivedAtMs === null) return []
  return [phrases.waived(at(waivedAtMs), waiver?.reason ?? '—', waiver?.proof ?? '—')]
}

function gateSteps(explanation: Explanation, rule: GateRule, speaker: Speaker): string[] {
  const { state, brokenAtMs, fulfilledAtMs, preconditions } = explanation
  const { phrases, at, fact } = speaker
  const action = fact(rule.action)
  return [
    phrases.gateOwed(action),
    ...preconditions.map(({ fact: type, metAtMs }) =>
      metAtMs === null
        ? phrases.preconditionMissing(fact(type))
        : phrases.preconditionMet(fact(type), at(metAtMs)),
    ),
    ...(state === 'KEPT' && fulfilledAtMs !== null ? [phrases.gatePassed(action, at(fulfilledAtMs))] : []),
    ...(brokenAtMs === null ? [] : [phrases.gatePassedWithout(action, at(brokenAtMs))]),
    ...(brokenAtMs !== null && fulfilledAtMs !== null ? [phrases.gateFulfilled(at(fulfilledAtMs))] : []),
    ...endingOf(explanation, speaker),
  ]
}

function warningsOf(
  { state, computation, pauses }: Explanation,
  { phrases, at, until, whyPaused }: Speaker,
): string[] {
  const years = computation?.provisionalYears ?? []
  const running = pauses.find(({ isRunning }) => isRunning)
  return [
    ...(running && state === 'PAUSED'
      ? [phrases.pausedNow(at(running.fromMs), whyPaused([running]), until(running.toMs))]
      : []),
    ...(years.length > 0 ? [phrases.provisional(years)] : []),
  ]
}

function ladderOf(
  explanation: Explanation,
  rule: DeadlineRule,
  { phrases, at }: Speaker,
  locale: Locale,
): string[] {
  const { ladder, stepAtsMs, stepsFired, state, fulfilledAtMs } = explanation
  const isSilent = state !== 'OPEN' && state !== 'PAUSED' && (state !== 'BROKEN' || fulfilledAtMs !== null)
  return ladder.map((step, index) => {
    const [words = ''] = describeLadder([step], rule.clock, locale)
    const atMs = stepAtsMs[index]
    if (index < stepsFired && atMs !== undefined) return phrases.ladderFired(words, at(atMs))
    if (isSilent || atMs === undefined) return phrases.ladderSilent(words)
    return state === 'PAUSED' ? phrases.ladderPaused(words) : phrases.ladderPlanned(words, at(atMs))
  })
}

function historyOf({ history }: Explanation, { phrases, at, until }: Speaker): string[] {
  const instant = (value: unknown): number | null => (typeof value === 'string' ? Date.parse(value) : null)
  return history.flatMap((event) => {
    const noticed = at(event.at.getTime())
    switch (event.kind) {
      case 'recomputed': {
        const [from, to] = [instant(event.detail.from), instant(event.detail.to)]
        if (to === null || from === null) return []
        return from === to
          ? [phrases.recomputedSame(noticed, until(to))]
          : [phrases.recomputed(noticed, until(from), until(to))]
      }
      case 'broken':
        return [phrases.noticedBroken(noticed)]
      case 'voided':
        return [phrases.noticedVoid(noticed)]
      default:
        return []
    }
  })
}
