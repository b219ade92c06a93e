import type { GateRule } from '@/commitments/rules/rule'
import { durationUpperBoundMs } from './clock'
import type { Cycle } from './cycle'
import type { SubjectView } from './subject'
import type { FactRecord } from './types'

type Precondition = GateRule['preconditions'][number]

/**
 * Preconditions of a gate that are not on record in this round, in the rule's order. Each must come after the one
 * before it; one that outlived its validity counts as missing.
 */
export function missingFor(rule: GateRule, cycle: Cycle, subject: SubjectView, atMs: number): string[] {
  const missing: string[] = []
  const used: FactRecord[] = []
  let from = 0
  for (const precondition of rule.preconditions) {
    const index = cycle.seen.findIndex(
      (fact, i) => i >= from && satisfies(fact, precondition, subject, used, atMs),
    )
    if (index === -1) {
      missing.push(precondition.fact)
      continue
    }
    used.push(cycle.seen[index]!)
    from = index + 1
  }
  return missing
}

function satisfies(
  fact: FactRecord,
  precondition: Precondition,
  subject: SubjectView,
  used: readonly FactRecord[],
  atMs: number,
): boolean {
  if (fact.type !== precondition.fact || fact.occurredAtMs > atMs) return false
  if (precondition.validity && fact.occurredAtMs + durationUpperBoundMs(precondition.validity) < atMs)
    return false
  switch (precondition.by) {
    case undefined:
      return true
    case 'owner':
      return fact.actorId !== null && fact.actorId === subject.ownerId
    case 'not_owner':
      return fact.actorId !== null && fact.actorId !== subject.ownerId
    case 'customer':
      return fact.attrs.byCustomer === true
    case 'distinct_person':
      return fact.actorId !== null && used.every((earlier) => earlier.actorId !== fact.actorId)
    case 'manager':
      return fact.attrs.byManager === true
  }
}
