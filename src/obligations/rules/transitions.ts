import { ENDS_SUBJECT, MAKES_GOOD } from '@/commitments/rules/occasions'
import type { AdvanceNoticeRule, DeadlineRule, GateRule, NeverEventRule } from '@/commitments/rules/rule'
import { type Cycle, endPause, isRunning } from './cycle'
import { missingFor } from './gate'
import { passNotices } from './notice'
import { isTimeUnknown, knownAtMs } from './subject'
import type { FactRecord, VersionInForce } from './types'

export type Measured = DeadlineRule | GateRule | AdvanceNoticeRule | NeverEventRule

/** What is needed of a fact beside itself to apply it to a round. */
export type FactInCase = {
  readonly fact: FactRecord
  /** The first fact of the case. */
  readonly first: FactRecord
  /** The owner the case has with this fact. */
  readonly ownerId: string | null
}

/** Lets one fact act on one round. A round that has ended takes no more, except a late fulfilment and a waiver. */
export function applyFact(
  rule: Measured,
  ruleIndex: number,
  version: VersionInForce,
  cycle: Cycle,
  inCase: FactInCase,
): void {
  const { fact } = inCase
  if (fact.type === 'obligation.waived') waive(ruleIndex, version, cycle, fact)
  else if (!isRunning(cycle) && !isUnfulfilled(cycle) && cycle.settledAtMs === null) return
  else if (rule.kind === 'gate') passGate(rule, cycle, inCase)
  else if (rule.kind === 'advance_notice') passNotices(rule, cycle, inCase)
  else if (rule.kind === 'never_event') makeGood(cycle, inCase)
  else if (fact.type === 'complaint.paused') startPause(rule, cycle, fact)
  else if (fact.type === 'complaint.resumed') endPause(cycle, fact.occurredAtMs)
  else if (rule.stop.includes(fact.type)) stop(cycle, inCase)
  else if (fact.type === 'complaint.closed' && isTimeUnknown(fact) && isRunning(cycle)) cycle.state = 'VOID'
}

const isUnfulfilled = (cycle: Cycle): boolean => cycle.state === 'BROKEN' && cycle.fulfilledAtMs === null

/** A stop on record by the deadline keeps the promise; a later one is written down beside the breach. */
function stop(cycle: Cycle, { fact, first }: FactInCase): void {
  const atMs = Math.max(fact.occurredAtMs, cycle.startMs)
  if (isRunning(cycle)) {
    endPause(cycle, atMs)
    // A row from elsewhere that says "done" without saying when proves neither that the promise was kept nor broken.
    cycle.state = isTimeUnknown(fact) ? 'VOID' : 'KEPT'
    if (cycle.state === 'KEPT') cycle.fulfilledAtMs = atMs
  } else if (isUnfulfilled(cycle)) {
    cycle.fulfilledAtMs = Math.max(atMs, knownAtMs(fact, first))
  }
}

function passGate(rule: GateRule, cycle: Cycle, { fact, first, ownerId }: FactInCase): void {
  // In the order things happened, so that what was typed late still comes before what followed it.
  const later = cycle.seen.findIndex((seen) => seen.fact.occurredAtMs > fact.occurredAtMs)
  cycle.seen.splice(later === -1 ? cycle.seen.length : later, 0, { fact, ownerId })
  if (cycle.settledAtMs !== null) {
    return
  } else if (!isRunning(cycle)) {
    fulfilLate(rule, cycle, fact, Math.max(knownAtMs(fact, first), cycle.brokenAtMs!))
  } else if (fact.type !== rule.action) {
    if (ENDS_SUBJECT.includes(fact.type)) settle(rule, cycle, fact)
  } else if (isTimeUnknown(fact)) {
    cycle.state = 'VOID'
  } else {
    // What is dated before the round began counts from its beginning, as for deadlines.
    const atMs = Math.max(fact.occurredAtMs, cycle.startMs)
    const isMet = missingFor(rule, cycle, fact.occurredAtMs).length === 0
    cycle.state = isMet ? 'KEPT' : 'BROKEN'
    if (isMet) cycle.fulfilledAtMs = atMs
    else cycle.brokenAtMs = atMs
  }
}

/**
 * A case that closes, or an order that ends, without the action leaves its gate nothing to wait for. Where the closing is
 * what the action had to wait for, the promise was kept; otherwise there was no occasion, which proves nothing either way.
 */
function settle(rule: GateRule, cycle: Cycle, fact: FactRecord): void {
  const atMs = Math.max(fact.occurredAtMs, cycle.startMs)
  const waitedForIt = rule.preconditions.some((precondition) => precondition.fact === fact.type)
  const isKept = waitedForIt && !isTimeUnknown(fact) && missingFor(rule, cycle, atMs).length === 0
  cycle.settledAtMs = atMs
  cycle.settledBy = fact.type
  cycle.state = isKept ? 'KEPT' : 'VOID'
  if (isKept) cycle.fulfilledAtMs = atMs
}

/** What a broken gate was missing may still be done; that is written down beside the breach. */
function fulfilLate(rule: GateRule, cycle: Cycle, fact: FactRecord, knownMs: number): void {
  const isAskedFor = rule.preconditions.some((precondition) => precondition.fact === fact.type)
  if (isAskedFor && missingFor(rule, cycle, knownMs).length === 0) cycle.fulfilledAtMs = knownMs
}

/** What may never happen has happened; making it good is written down beside the breach. */
function makeGood(cycle: Cycle, { fact, first }: FactInCase): void {
  if (MAKES_GOOD.includes(fact.type))
    cycle.fulfilledAtMs = Math.max(knownAtMs(fact, first), cycle.brokenAtMs!)
}

function waive(ruleIndex: number, version: VersionInForce, cycle: Cycle, fact: FactRecord): void {
  const meant =
    fact.attrs.versionId === version.versionId &&
    fact.attrs.ruleIndex === ruleIndex &&
    fact.attrs.cycle === cycle.number
  if (!meant || !(isRunning(cycle) || cycle.state === 'BROKEN')) return
  cycle.state = 'WAIVED'
  cycle.waivedAtMs = fact.recordedAtMs
}

function startPause(rule: DeadlineRule, cycle: Cycle, fact: FactRecord): void {
  if (cycle.state !== 'OPEN') return
  const reason = String(fact.attrs.reason)
  if (!rule.pause?.reasons.some((allowed) => allowed === reason)) return
  cycle.pauses = [...cycle.pauses, { fromMs: fact.occurredAtMs, toMs: null, reason }]
  cycle.state = 'PAUSED'
}
