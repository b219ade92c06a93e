import type { WorkingCalendar } from '@/calendar/rules/calendar'
import { type DeadlineRule, EVERY_CASE, type GateRule } from '@/commitments/rules/rule'
import type { Locale } from '@/kernel/text'
import { calendarOf, deadlineFor } from '@/obligations/rules/cycle'
import { explainRound } from '@/obligations/rules/explain-round'
import { ladderMoments } from '@/obligations/rules/ladder'
import { roundsOf } from '@/obligations/rules/rounds'
import type { FactRecord } from '@/obligations/rules/types'
import { explainInWords } from '@/obligations/rules/wording/explain-in-words'
import type { Explanation } from '@/obligations/rules/wording/explanation'
import { config, known, sh, version } from './engine-story'

const complaints = { ...EVERY_CASE, caseKinds: ['complaint'] }

/** The explanation of the last round the facts come to. */
export function explanation(
  rule: DeadlineRule | GateRule,
  facts: readonly FactRecord[],
  nowMs: number,
  calendar: WorkingCalendar | null = null,
  given: Partial<Explanation> = {},
): Explanation {
  const inForce = version([rule])
  const rules = config([inForce], calendar ? [known(calendar)] : [])
  const round = roundsOf(rule, 0, inForce, facts, rules, nowMs).at(-1)!
  const ladder = given.ladder ?? []
  return {
    commitmentCode: 'BR-31',
    rule,
    versionNumber: 2,
    validFromMs: sh('2026-01-01 00:00'),
    validToMs: null,
    scope: complaints,
    source: null,
    ladder,
    calendar: calendar
      ? {
          name: { 'zh-CN': '省服务日历', 'zh-TW': '省服務行事曆', en: 'service calendar' },
          version: 3,
          publishedAtMs: sh('2025-11-04 09:00'),
        }
      : null,
    stepAtsMs:
      rule.kind === 'gate'
        ? []
        : ladderMoments(rule, ladder, null, calendarOf(round), round.startMs, deadlineFor(rule, round)),
    stepsFired: 0,
    history: [],
    waiver: null,
    ...explainRound(rule, round, nowMs),
    ...given,
  }
}

/** The same in words. */
export const words = (locale: Locale, ...told: Parameters<typeof explanation>) =>
  explainInWords(explanation(...told), locale)
