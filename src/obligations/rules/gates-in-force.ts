import type { AdvanceNoticeRule, GateRule } from '@/commitments/rules/rule'
import { isAskedAfterClosing, isRunning } from './cycle'
import { missingFor } from './gate'
import { isMeasured } from './judge'
import { planOf } from './notice'
import { roundsOf } from './rounds'
import { type SubjectView, subjectAfter, subjectOf } from './subject'
import type { EngineConfig, FactRecord, VersionInForce } from './types'

export type GateVerdict = {
  readonly version: VersionInForce
  readonly ruleIndex: number
  readonly rule: GateRule | AdvanceNoticeRule
  readonly ifMissing: GateRule['ifMissing']
  /** Role that may let the action pass all the same; null: nobody. */
  readonly overrideBy: string | null
  /** Fact types still missing, in the rule's order. */
  readonly missing: readonly string[]
}

/** The case as all its facts tell it; null when there are none. */
export function subjectFrom(facts: readonly FactRecord[]): SubjectView | null {
  return facts.reduce<SubjectView | null>(
    (subject, fact) => (subject === null ? subjectOf(fact) : subjectAfter(subject, fact)),
    null,
  )
}

/**
 * Gates in force on a case that the action would not pass at `atMs`, with what each still misses; notices that are owed
 * before an event are a gate before it. @param given the action as it is about to be recorded, where that is known
 */
export function closedGates(
  facts: readonly FactRecord[],
  action: string,
  config: EngineConfig,
  atMs: number,
  given?: FactRecord,
): GateVerdict[] {
  const verdicts: GateVerdict[] = []
  for (const version of config.versions) {
    version.rules.forEach((rule, ruleIndex) => {
      if (!isBefore(rule, action) || !isMeasured(rule)) return
      const missing = missingBefore(
        rule,
        ruleIndex,
        version,
        facts,
        config,
        given ?? supposed(facts, action, atMs),
      )
      if (missing.length === 0) return
      const isGate = rule.kind === 'gate'
      verdicts.push({
        version,
        ruleIndex,
        rule,
        missing,
        ifMissing: isGate ? rule.ifMissing : 'refuse',
        overrideBy: isGate ? rule.overrideBy : null,
      })
    })
  }
  return verdicts
}

const isBefore = (
  rule: VersionInForce['rules'][number],
  action: string,
): rule is GateRule | AdvanceNoticeRule =>
  (rule.kind === 'gate' && rule.action === action) ||
  (rule.kind === 'advance_notice' && rule.event === action)

/** The action as if it were done now on a case that is known; null: nothing is known of it. */
function supposed(facts: readonly FactRecord[], action: string, atMs: number): FactRecord | null {
  const last = facts.at(-1)
  return last
    ? {
        type: action,
        occurredAtMs: atMs,
        recordedAtMs: Math.max(atMs, last.recordedAtMs),
        actorId: null,
        unitId: last.unitId,
        source: 'live',
        attrs: {},
      }
    : null
}

function missingBefore(
  rule: GateRule | AdvanceNoticeRule,
  ruleIndex: number,
  version: VersionInForce,
  facts: readonly FactRecord[],
  config: EngineConfig,
  act: FactRecord | null,
): readonly string[] {
  if (rule.kind === 'gate' && rule.start !== rule.action) {
    const atMs = act?.occurredAtMs ?? 0
    const round = roundsOf(rule, ruleIndex, version, facts, config, atMs).at(-1)
    return round && (isRunning(round) || isAskedAfterClosing(round)) ? missingFor(rule, round, atMs) : []
  }
  if (!act) return []
  // Judged as it would be afterwards: by the calendar known then, for notices; a gate that the action itself opens is
  // owed from the action on.
  const after = roundsOf(rule, ruleIndex, version, [...facts, act], config, act.recordedAtMs).at(-1)
  if (after?.state !== 'BROKEN') return []
  if (rule.kind === 'gate') {
    return after.startIndex === facts.length ? missingFor(rule, after, act.occurredAtMs) : []
  }
  const before = roundsOf(rule, ruleIndex, version, facts, config, act.recordedAtMs).at(-1)
  return before && isRunning(before) ? [planOf(rule).notice] : []
}
