import type { GateRule } from '@/commitments/rules/rule'
import { isRunning } from './cycle'
import { missingFor } from './gate'
import { isMeasured } from './judge'
import { roundsOf } from './rounds'
import { type SubjectView, subjectAfter, subjectOf } from './subject'
import type { EngineConfig, FactRecord, VersionInForce } from './types'

export type GateVerdict = {
  readonly version: VersionInForce
  readonly ruleIndex: number
  readonly rule: GateRule
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

/** Gates in force on a case that the action would not pass at `atMs`, with what each still misses. */
export function closedGates(
  facts: readonly FactRecord[],
  action: string,
  config: EngineConfig,
  atMs: number,
): GateVerdict[] {
  const verdicts: GateVerdict[] = []
  for (const version of config.versions) {
    version.rules.forEach((rule, ruleIndex) => {
      if (rule.kind !== 'gate' || rule.action !== action || !isMeasured(rule)) return
      const round = roundsOf(rule, ruleIndex, version, facts, config, atMs).at(-1)
      if (!round || !isRunning(round)) return
      const missing = missingFor(rule, round, atMs)
      if (missing.length > 0) verdicts.push({ version, ruleIndex, rule, missing })
    })
  }
  return verdicts
}
