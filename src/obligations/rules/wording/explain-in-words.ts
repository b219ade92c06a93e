import { describeLadder, describeRule } from '@/commitments/rules/describe'
import type { DeadlineRule, GateRule } from '@/commitments/rules/rule'
import { assertNever } from '@/kernel/exhaustive'
import type { Locale } from '@/kernel/text'
import { planOf } from '../notice'
import { deadlineSteps } from './deadline-steps'
import type { Explanation } from './explanation'
import { noticeSteps, occurrenceSteps } from './occasion-steps'
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
    title: titleOf(explanation, speaker, locale),
    basis: basisOf(explanation, speaker, locale),
    steps: stepsOf(explanation, speaker, locale),
    warnings: warningsOf(explanation, speaker),
    ladder: rule.kind !== 'deadline' ? [] : ladderOf(explanation, rule, speaker, locale),
    history: historyOf(explanation, speaker),
  }
}

function stepsOf(explanation: Explanation, speaker: Speaker, locale: Locale): string[] {
  const { rule } = explanation
  switch (rule.kind) {
    case 'deadline':
      return [...deadlineSteps(explanation, rule, speaker, locale), ...outcomeOf(explanation, rule, speaker)]
    case 'gate':
      return gateSteps(explanation, rule, speaker)
    case 'advance_notice':
      return [
        ...noticeSteps(explanation, rule, speaker, locale),
        ...(explanation.state === 'VOID'
          ? [speaker.phrases.eventCalledOff(speaker.fact(rule.event))]
          : endingOf(explanation, speaker)),
      ]
    case 'never_event':
      return [...occurrenceSteps(explanation, rule, speaker, locale), ...endingOf(explanation, speaker)]
  }
  return assertNever(rule)
}

/** What is owed, in a word or two, for titles. */
function subjectWords({ rule }: Explanation, speaker: Speaker, locale: Locale): string {
  switch (rule.kind) {
    case 'deadline':
      return doneWords(rule, speaker)
    case 'gate':
      return speaker.fact(rule.action)
    case 'advance_notice':
      return speaker.fact(planOf(rule).notice)
    case 'never_event':
      return rule.definition.text[locale]
  }
  return assertNever(rule)
}

const doneWords = (rule: DeadlineRule, { fact, phrases }: Speaker): string =>
  phrases.list(rule.stop.map(fact))

function titleOf(explanation: Explanation, speaker: Speaker, locale: Locale): string {
  const { rule, commitmentCode: code, state, dueMs, fulfilledAtMs, settledAtMs } = explanation
  const { phrases, at, until } = speaker
  const what = subjectWords(explanation, speaker, locale)
  switch (state) {
    case 'WAIVED':
      return phrases.titleWaived(code, what)
    case 'VOID':
      return phrases.titleVoid(code, what)
    case 'PAUSED':
      return phrases.titlePaused(code, what)
    case 'KEPT':
      if (settledAtMs !== null) return phrases.titleGate(code, what)
      return phrases.titleKept(code, what, at(fulfilledAtMs!))
    case 'OPEN':
    case 'BROKEN':
      if (rule.kind === 'never_event') return phrases.titleHappened(code, what)
      if (rule.kind === 'advance_notice') return phrases.titleGate(code, speaker.fact(rule.event))
      if (rule.kind === 'gate' || dueMs === null) return phrases.titleGate(code, what)
      return state === 'OPEN'
        ? phrases.titleOpen(code, what, until(dueMs))
        : phrases.titleBroken(code, what, until(dueMs))
  }
}

function basisOf(explanation: Explanation, { phrases, at, until }: Speaker, locale: Locale): string[] {
  const { rule, scope, commitmentCode, versionNumber, validFromMs, validToMs, source, calendar, cycle } =
    explanation
  const clocks =
    rule.kind === 'deadline'
      ? [rule.clock]
      : rule.kind === 'advance_notice'
        ? rule.notices.map(({ clock }) => clock)
        : []
  const usesHours = clocks.some((clock) => clock === 'working_day' || clock === 'service_hours')
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

function endingOf(
  { state, waivedAtMs, settledAtMs, waiver }: Explanation,
  { phrases, at }: Speaker,
): string[] {
  if (state === 'VOID') return settledAtMs === null ? [phrases.void] : []
  if (state !== 'WAIVED' || waivedAtMs === null) return []
  return [phrases.waived(at(waivedAtMs), waiver?.reason ?? '—', waiver?.proof ?? '—')]
}

function gateSteps(explanation: Explanation, rule: GateRule, speaker: Speaker): string[] {
  const { state, brokenAtMs, fulfilledAtMs, settledAtMs, settledBy, preconditions } = explanation
  const { phrases, at, fact } = speaker
  const action = fact(rule.action)
  return [
    phrases.gateOwed(action),
    ...preconditions.map(({ fact: type, metAtMs }) =>
      metAtMs === null
        ? phrases.preconditionMissing(fact(type))
        : phrases.preconditionMet(fact(type), at(metAtMs)),
    ),
    ...(settledAtMs === null
      ? []
      : [phrases.gateSettled(action, at(settledAtMs), state === 'KEPT', endingFact(settledBy, speaker))]),
    ...(state === 'KEPT' && fulfilledAtMs !== null && settledAtMs === null
      ? [phrases.gatePassed(action, at(fulfilledAtMs))]
      : []),
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

/** What ended an order or an error, in words; null for a case, which is simply closed. */
const endingFact = (type: string | null, { fact }: Speaker): string | null =>
  type === null || type === 'complaint.closed' ? null : fact(type)

function historyOf({ history }: Explanation, speaker: Speaker): string[] {
  const { phrases, at, until } = speaker
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
        return [
          phrases.noticedVoid(
            noticed,
            typeof event.detail.because === 'string' ? endingFact(event.detail.because, speaker) : null,
          ),
        ]
      default:
        return []
    }
  })
}
