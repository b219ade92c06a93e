import { noticePlanOf } from '@/commitments/rules/occasions'
import type { Rule } from '@/commitments/rules/rule'
import { type Cycle, calendarOf, calendarVersionOf, deadlineFor } from './cycle'
import { ladderMoments } from './ladder'
import { roundsOf } from './rounds'
import type { Measured } from './transitions'
import type { EngineConfig, FactRecord, JudgedObligation, VersionInForce } from './types'

/**
 * Kinds and parameters the engine can judge; a deadline without a chosen limit is not one of them, nor are notices before
 * an event nobody plans on record, nor what is forbidden without a fact that proves it.
 */
export function isMeasured(rule: Rule): rule is Measured {
  switch (rule.kind) {
    case 'gate':
      return true
    case 'deadline':
      return rule.limit !== null
    case 'advance_notice':
      return noticePlanOf(rule) !== null
    case 'never_event':
      return rule.fact !== undefined
    default:
      return false
  }
}

/**
 * What is owed on one case at `nowMs`, from its facts in the order they were recorded. Pure: the live path, the
 * worker, the rebuild and the replay all call this. Facts recorded after a deadline do not undo the breach.
 */
export function judge(facts: readonly FactRecord[], config: EngineConfig, nowMs: number): JudgedObligation[] {
  const judged: JudgedObligation[] = []
  for (const version of config.versions) {
    version.rules.forEach((rule, ruleIndex) => {
      if (!isMeasured(rule)) return
      for (const cycle of roundsOf(rule, ruleIndex, version, facts, config, nowMs)) {
        judged.push(outcomeOf(rule, ruleIndex, version, cycle))
      }
    })
  }
  return judged
}

function outcomeOf(
  rule: Measured,
  ruleIndex: number,
  version: VersionInForce,
  cycle: Cycle,
): JudgedObligation {
  const common = {
    versionId: version.versionId,
    commitmentId: version.commitmentId,
    ruleIndex,
    ruleKind: rule.kind,
    cycle: cycle.number,
    unitId: cycle.unitId,
    startedAtMs: cycle.startMs,
    startedOn: cycle.startedOn,
    brokenAtMs: cycle.brokenAtMs,
    fulfilledAtMs: cycle.fulfilledAtMs,
    waivedAtMs: cycle.waivedAtMs,
    settledBy: cycle.settledBy,
  }
  if (rule.kind !== 'deadline') {
    return {
      ...common,
      state: cycle.state,
      dueAtMs: null,
      pausedMs: 0,
      calendarVersionId: null,
      provisional: false,
      stepAtsMs: [],
      resumesAtMs: null,
    }
  }
  const deadline = deadlineFor(rule, cycle)
  const paused = cycle.state === 'PAUSED'
  const dueAtMs = cycle.brokenAtMs ?? (paused ? null : deadline.dueMs)
  return {
    ...common,
    state: cycle.state,
    dueAtMs,
    pausedMs: deadline.pausedMs,
    calendarVersionId: calendarVersionOf(cycle)?.id ?? null,
    provisional: deadline.provisional,
    stepAtsMs: ladderMoments(
      rule,
      version.ladder,
      version.quietHours,
      calendarOf(cycle),
      cycle.startMs,
      deadline,
    ),
    resumesAtMs: paused ? deadline.resumesAtMs : null,
  }
}
