import { isoDate } from '@/calendar/rules/days'
import { localDayOf, zoneNamed } from '@/calendar/rules/zones'
import { startFactOf } from '@/commitments/rules/occasions'
import { advance, type Cycle, calendarIndexAt, isAskedAfterClosing, isRunning } from './cycle'
import {
  binds,
  holdsAt,
  isTimeUnknown,
  knownAtMs,
  type SubjectView,
  subjectAfter,
  subjectOf,
} from './subject'
import { applyFact, type Measured } from './transitions'
import type { EngineConfig, FactRecord, VersionInForce } from './types'

/** Where a new round begins, and the pauses it takes over. */
type Beginning = { readonly startMs: number; readonly carried: Cycle['pauses'] }

/** What a gate stands before, or notices are owed for. */
const actOf = (rule: Measured): string | null =>
  rule.kind === 'gate' ? rule.action : rule.kind === 'advance_notice' ? rule.event : null

const latestInScope = (rounds: readonly Cycle[]): Cycle | null =>
  rounds.findLast((round) => !round.isOutOfScope) ?? null

/** The rounds of owing one rule on a case, oldest first, as its facts tell them by `nowMs`. */
export function roundsOf(
  rule: Measured,
  ruleIndex: number,
  version: VersionInForce,
  facts: readonly FactRecord[],
  config: EngineConfig,
  nowMs: number,
): Cycle[] {
  const [first] = facts
  const start = startFactOf(rule)
  if (!first || !facts.some((fact) => fact.type === start)) return []
  const rounds: Cycle[] = []
  const owners: (string | null)[] = []
  let subject: SubjectView = subjectOf(first)
  /** The units the case belongs to, as they stood when it came there: reorganising them later changes nothing owed. */
  let codes = config.unit(subject.unitId).codesAt(first.recordedAtMs)
  /** Place of the fact from which the rule would be owed if it bound the case; coming into scope it is, from then on. */
  let waitingSince: number | null = null

  /** Lets a fact act on the rounds from `base` on and begins a new one where it does. */
  const take = (index: number, bound: boolean, base: number): void => {
    const fact = facts[index]!
    const beginning = beginningAt(rule, version, fact, latestInScope(rounds))
    for (const round of rounds.slice(base))
      applyFact(rule, ruleIndex, version, round, { fact, first, ownerId: owners[index]! })
    if (!beginning) return
    if (!bound) {
      waitingSince ??= index
      return
    }
    const round = newRound(rounds.length + 1, index, fact, beginning, subject, config)
    if (rule.kind === 'never_event') {
      round.state = 'BROKEN'
      round.brokenAtMs = round.startMs
    }
    const last = rounds.at(-1)
    rounds.push(round)
    if (rule.kind === 'advance_notice') round.seen.push({ fact, ownerId: owners[index]! })
    else if (rule.kind === 'gate' && rule.start === rule.action) {
      // The action itself makes the gate owed: what came before it, since the action before, is all there can be.
      for (let i = last ? last.startIndex + 1 : 0; i < index; i += 1)
        applyFact(rule, ruleIndex, version, round, { fact: facts[i]!, first, ownerId: owners[i]! })
      applyFact(rule, ruleIndex, version, round, { fact, first, ownerId: owners[index]! })
    } else if (rule.kind === 'gate' && last && isActionAfterClosing(rule, fact, last)) {
      // All that was on record when the case closed, and since, still counts.
      round.seen.push(...last.seen.filter((seen) => seen.fact !== fact))
      applyFact(rule, ruleIndex, version, round, { fact, first, ownerId: owners[index]! })
    } else if (rule.kind === 'gate') {
      // What made a gate owed counts among its preconditions, in every round of it.
      round.seen.push(rounds[0]?.seen[0] ?? { fact, ownerId: owners[index]! })
    }
  }

  /**
   * What would be owed by now had the rule bound the case all along. Going through a gate nobody had set is no breach, nor
   * is an event nobody had to give notice of.
   */
  const catchUp = (from: number, to: number): void => {
    const base = rounds.length
    for (let index = from; index < to; index += 1) {
      const round = latestInScope(rounds)
      if (round) advance(rule, round, knownAtMs(facts[index]!, first))
      if (facts[index]!.type !== actOf(rule)) take(index, true, base)
    }
  }

  facts.forEach((fact, index) => {
    const before = subject.unitId
    if (index > 0) subject = subjectAfter(subject, fact)
    if (subject.unitId !== before) codes = config.unit(subject.unitId).codesAt(fact.recordedAtMs)
    owners.push(subject.ownerId)
    const bound = binds(version, subject, codes)
    const current = latestInScope(rounds)
    if (current) advance(rule, current, knownAtMs(fact, first))
    if (current) current.isBound = bound
    if (current && isRunning(current)) {
      current.unitId = subject.unitId
      if (!bound) {
        current.state = 'VOID'
        current.isOutOfScope = true
        waitingSince ??= current.startIndex
      }
    }
    if (bound && waitingSince !== null) {
      const since = waitingSince
      waitingSince = null
      catchUp(since, index)
      const caughtUp = latestInScope(rounds)
      if (caughtUp) advance(rule, caughtUp, knownAtMs(fact, first))
    }
    take(index, bound, 0)
  })

  const last = latestInScope(rounds)
  if (last) advance(rule, last, nowMs)
  return rounds
}

const isActionAfterClosing = (rule: Measured, fact: FactRecord, last: Cycle): boolean =>
  rule.kind === 'gate' && fact.type === rule.action && isAskedAfterClosing(last)

/** Closed-then-reopened time is a pause or a new obligation, as the rule says; never a silent restart. */
function beginningAt(
  rule: Measured,
  version: VersionInForce,
  fact: FactRecord,
  last: Cycle | null,
): Beginning | null {
  if ((last && isRunning(last)) || isTimeUnknown(fact)) return null
  const anew: Beginning = { startMs: fact.occurredAtMs, carried: [] }
  if (last && isActionAfterClosing(rule, fact, last)) return anew
  const holds = holdsAt(version, fact.occurredAtMs, fact.recordedAtMs)
  if (fact.type === startFactOf(rule)) return holds ? anew : null
  if (fact.type !== 'complaint.reopened') return null
  if (rule.kind === 'gate') return last && rule.start !== rule.action ? anew : null
  if (rule.kind !== 'deadline') return null
  if (rule.onReopen === 'new') return holds && rule.start === 'complaint.received' ? anew : null
  if (rule.onReopen === 'ignore' || last?.state !== 'KEPT') return null
  const closed = { fromMs: last.fulfilledAtMs!, toMs: fact.occurredAtMs, reason: null }
  return { startMs: last.startMs, carried: [...last.pauses, closed] }
}

function newRound(
  number: number,
  startIndex: number,
  fact: FactRecord,
  { startMs, carried }: Beginning,
  subject: SubjectView,
  config: EngineConfig,
): Cycle {
  const startUnit = config.unit(subject.unitId)
  const timeZone = startUnit.timeZoneAt(fact.recordedAtMs)
  return {
    number,
    startIndex,
    startMs,
    startUnit,
    timeZone,
    startedOn: isoDate(localDayOf(zoneNamed(timeZone), startMs)),
    unitId: subject.unitId,
    state: 'OPEN',
    isOutOfScope: false,
    settledAtMs: null,
    settledBy: null,
    isBound: true,
    pauses: carried,
    seen: [],
    calendarIndex: calendarIndexAt(startUnit, fact.recordedAtMs),
    eventAtMs: null,
    brokenAtMs: null,
    fulfilledAtMs: null,
    waivedAtMs: null,
  }
}
