import { isoDate } from '@/calendar/rules/days'
import { localDayOf, zoneNamed } from '@/calendar/rules/zones'
import type { DeadlineRule, GateRule, Rule } from '@/commitments/rules/rule'
import {
  advance,
  type Cycle,
  calendarIndexAt,
  calendarOf,
  calendarVersionOf,
  deadlineFor,
  endPause,
  isRunning,
} from './cycle'
import { missingFor } from './gate'
import { ladderMoments } from './ladder'
import { binds, holdsAt, knownAtMs, type SubjectView, subjectAfter, subjectOf } from './subject'
import type { EngineConfig, FactRecord, JudgedObligation, VersionInForce } from './types'

type Measured = DeadlineRule | GateRule

/** Kinds and parameters the engine can judge; a deadline without a chosen limit is not one of them. */
export function isMeasured(rule: Rule): rule is Measured {
  return rule.kind === 'gate' || (rule.kind === 'deadline' && rule.limit !== null)
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

/** The rounds of owing one rule, oldest first. */
export function roundsOf(
  rule: Measured,
  ruleIndex: number,
  version: VersionInForce,
  facts: readonly FactRecord[],
  config: EngineConfig,
  nowMs: number,
): Cycle[] {
  const rounds: Cycle[] = []
  let subject: SubjectView | null = null
  /** A start that found the rule not binding; a later reclassification may make it owed after all. */
  let waiting: FactRecord | null = null

  const open = (fact: FactRecord, startMs: number, carried: Cycle['pauses']) => {
    const startUnit = config.unit(subject!.unitId)
    rounds.push({
      number: rounds.length + 1,
      startMs,
      startUnit,
      startedOn: isoDate(localDayOf(zoneNamed(startUnit.timeZone), startMs)),
      unitId: subject!.unitId,
      state: 'OPEN',
      pauses: carried,
      seen: [],
      calendarIndex: calendarIndexAt(startUnit, fact.recordedAtMs),
      brokenAtMs: null,
      fulfilledAtMs: null,
      waivedAtMs: null,
    })
  }

  for (const fact of facts) {
    subject = subject === null ? subjectOf(fact) : subjectAfter(subject, fact)
    const current = rounds.at(-1) ?? null
    if (current) advance(rule, current, knownAtMs(fact))
    if (current && isRunning(current)) {
      current.unitId = subject.unitId
      if (!binds(version, subject, config)) {
        current.state = 'VOID'
        waiting = null
      }
    }
    if (waiting && current === null && binds(version, subject, config)) {
      open(waiting, waiting.occurredAtMs, [])
      waiting = null
    }

    if (
      fact.type === rule.start &&
      !(current && isRunning(current)) &&
      holdsAt(version, fact.occurredAtMs, fact.recordedAtMs)
    ) {
      if (binds(version, subject, config)) open(fact, fact.occurredAtMs, [])
      else waiting = fact
    } else if (fact.type === 'complaint.reopened') {
      reopen(rule, version, fact, rounds, binds(version, subject, config), open)
    } else if (current) {
      applyFact(rule, ruleIndex, version, current, fact, subject)
    }
  }

  for (const cycle of rounds) advance(rule, cycle, nowMs)
  return rounds
}

function applyFact(
  rule: Measured,
  ruleIndex: number,
  version: VersionInForce,
  cycle: Cycle,
  fact: FactRecord,
  subject: SubjectView,
): void {
  cycle.seen.push(fact)
  if (fact.type === 'obligation.waived') waive(ruleIndex, version, cycle, fact)
  else if (fact.type === 'complaint.paused') startPause(rule, cycle, fact)
  else if (fact.type === 'complaint.resumed') endPause(cycle, fact.occurredAtMs)
  else if (rule.kind === 'gate') passGate(rule, cycle, fact, subject)
  else if (rule.stop.includes(fact.type)) stop(cycle, fact)
  else if (fact.type === 'complaint.closed' && fact.attrs.timeUnknown === true && isRunning(cycle))
    cycle.state = 'VOID'
}

/** A stop on record by the deadline keeps the promise; a later one is written down beside the breach. */
function stop(cycle: Cycle, fact: FactRecord): void {
  const atMs = Math.max(fact.occurredAtMs, cycle.startMs)
  if (isRunning(cycle)) {
    endPause(cycle, atMs)
    // A row from elsewhere that says "done" without saying when proves neither that the promise was kept nor broken.
    cycle.state = fact.attrs.timeUnknown === true ? 'VOID' : 'KEPT'
    if (cycle.state === 'KEPT') cycle.fulfilledAtMs = atMs
  } else if (cycle.state === 'BROKEN' && cycle.fulfilledAtMs === null) {
    cycle.fulfilledAtMs = Math.max(atMs, knownAtMs(fact))
  }
}

function passGate(rule: GateRule, cycle: Cycle, fact: FactRecord, subject: SubjectView): void {
  const missing = missingFor(rule, cycle, subject, fact.occurredAtMs)
  if (fact.type === rule.action && isRunning(cycle)) {
    if (fact.attrs.timeUnknown === true) cycle.state = 'VOID'
    else if (missing.length === 0) {
      cycle.state = 'KEPT'
      cycle.fulfilledAtMs = fact.occurredAtMs
    } else {
      cycle.state = 'BROKEN'
      cycle.brokenAtMs = fact.occurredAtMs
    }
  } else if (cycle.state === 'BROKEN' && cycle.fulfilledAtMs === null && missing.length === 0) {
    cycle.fulfilledAtMs = fact.occurredAtMs
  }
}

function waive(ruleIndex: number, version: VersionInForce, cycle: Cycle, fact: FactRecord): void {
  const meant =
    fact.attrs.versionId === version.versionId &&
    fact.attrs.ruleIndex === ruleIndex &&
    fact.attrs.cycle === cycle.number
  if (!meant || cycle.state === 'KEPT' || cycle.state === 'VOID') return
  cycle.state = 'WAIVED'
  cycle.waivedAtMs = fact.recordedAtMs
}

function startPause(rule: Measured, cycle: Cycle, fact: FactRecord): void {
  if (rule.kind === 'gate' || !isRunning(cycle) || cycle.state === 'PAUSED') return
  const reason = String(fact.attrs.reason)
  if (!rule.pause?.reasons.some((allowed) => allowed === reason)) return
  cycle.pauses = [...cycle.pauses, { fromMs: fact.occurredAtMs, toMs: null, capped: true }]
  cycle.state = 'PAUSED'
}

/** Closed-then-reopened time is a pause or a new obligation, as the rule says; never a silent restart. */
function reopen(
  rule: Measured,
  version: VersionInForce,
  fact: FactRecord,
  rounds: Cycle[],
  bound: boolean,
  open: (fact: FactRecord, startMs: number, carried: Cycle['pauses']) => void,
): void {
  const last = rounds.at(-1) ?? null
  if (rule.kind === 'gate') {
    if (last && !isRunning(last) && last.state !== 'VOID' && bound) open(fact, fact.occurredAtMs, [])
    return
  }
  if ((last && isRunning(last)) || !bound) return
  if (rule.onReopen === 'resume' && last?.state === 'KEPT' && last.fulfilledAtMs !== null) {
    open(fact, last.startMs, [
      ...last.pauses,
      { fromMs: last.fulfilledAtMs, toMs: fact.occurredAtMs, capped: false },
    ])
  } else if (
    rule.onReopen === 'new' &&
    rule.start === 'complaint.received' &&
    holdsAt(version, fact.occurredAtMs, fact.recordedAtMs)
  ) {
    open(fact, fact.occurredAtMs, [])
  }
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
  }
  if (rule.kind === 'gate') {
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
