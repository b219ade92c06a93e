import { describeNotice } from '@/commitments/rules/describe'
import type { AdvanceNoticeRule, NeverEventRule } from '@/commitments/rules/rule'
import type { Locale } from '@/kernel/text'
import type { Explanation } from './explanation'
import type { Speaker } from './speaker'

/** Notices owed before an event: when it is planned, each notice, and how it came out. */
export function noticeSteps(
  { notices, state, brokenAtMs, fulfilledAtMs }: Explanation,
  rule: AdvanceNoticeRule,
  { phrases, at, fact, channel }: Speaker,
  locale: Locale,
): string[] {
  const event = fact(rule.event)
  const plannedMs = notices?.plannedMs ?? null
  return [
    plannedMs === null ? phrases.noteUnplanned(event) : phrases.notePlanned(event, at(plannedMs)),
    ...(notices?.checks ?? []).map(({ metAtMs, latestMs }, index) => {
      const words = describeNotice(rule, index, locale)
      if (metAtMs !== null) return phrases.noticeProven(words, at(metAtMs))
      // Without a planned time the latest moment is not known.
      const latest = latestMs === null || (plannedMs === null && brokenAtMs === null) ? null : at(latestMs)
      return state === 'OPEN' ? phrases.noticeOwed(words, latest) : phrases.noticeMissing(words, latest)
    }),
    ...(notices?.notCounted ?? []).map((each) =>
      phrases.noticeNotCounted(
        at(each.sentAtMs),
        each.channel === null ? null : channel(each.channel),
        each.reason,
      ),
    ),
    ...(brokenAtMs === null ? [] : [phrases.gatePassedWithout(event, at(brokenAtMs))]),
    ...(brokenAtMs !== null && fulfilledAtMs !== null ? [phrases.gateFulfilled(at(fulfilledAtMs))] : []),
  ]
}

/** What may never happen: what happened, when, and whether it was made good. */
export function occurrenceSteps(
  { state, brokenAtMs, fulfilledAtMs }: Explanation,
  rule: NeverEventRule,
  { phrases, at, fact }: Speaker,
  locale: Locale,
): string[] {
  if (brokenAtMs === null) return []
  return [
    phrases.happened(rule.definition.text[locale], fact(rule.fact ?? ''), at(brokenAtMs)),
    ...(fulfilledAtMs !== null ? [phrases.madeGood(at(fulfilledAtMs))] : []),
    ...(fulfilledAtMs === null && state === 'BROKEN' ? [phrases.notMadeGood] : []),
  ]
}
