import type { GateRule } from '@/commitments/rules/rule'
import { durationUpperBoundMs } from './clock'
import type { Cycle, SeenFact } from './cycle'

type Precondition = GateRule['preconditions'][number]

export type PreconditionCheck = { readonly fact: string; readonly metAtMs: number | null }

/**
 * Preconditions of a gate that are not on record in this round for an action at `atMs`, in the rule's order. Each must
 * come after the one before it; one that outlived its validity, or is younger than it has to be, counts as missing.
 */
export const missingFor = (rule: GateRule, cycle: Cycle, atMs: number): string[] =>
  preconditionsOf(rule, cycle, atMs).flatMap(({ fact, metAtMs }) => (metAtMs === null ? [fact] : []))

/** Every precondition of a gate in the rule's order, with the moment it was met; null while it is missing. */
export function preconditionsOf(rule: GateRule, cycle: Cycle, atMs: number): PreconditionCheck[] {
  // Taking the first fact that fits is enough unless who did one decides who may do the next.
  const complete = rule.preconditions.some(({ by }) => by === 'distinct_person')
    ? completeChoice(rule, cycle.seen, atMs)
    : null
  if (complete) return complete.map(({ fact }) => ({ fact: fact.type, metAtMs: fact.occurredAtMs }))
  const used: SeenFact[] = []
  let from = 0
  return rule.preconditions.map((precondition) => {
    const index = cycle.seen.findIndex((seen, i) => i >= from && satisfies(seen, precondition, used, atMs))
    const found = cycle.seen[index]
    if (!found) return { fact: precondition.fact, metAtMs: null }
    used.push(found)
    from = index + 1
    return { fact: precondition.fact, metAtMs: found.fact.occurredAtMs }
  })
}

/** A choice of facts, in order and by persons that fit, that has every precondition; null when there is none. */
function completeChoice(
  rule: GateRule,
  seen: readonly SeenFact[],
  atMs: number,
  from = 0,
  used: readonly SeenFact[] = [],
): readonly SeenFact[] | null {
  const precondition = rule.preconditions[used.length]
  if (!precondition) return used
  const tried = new Set<string | null>()
  for (let i = from; i < seen.length; i += 1) {
    const candidate = seen[i]!
    // Of the facts of one person the first leaves most room for the rest.
    if (tried.has(candidate.fact.actorId) || !satisfies(candidate, precondition, used, atMs)) continue
    tried.add(candidate.fact.actorId)
    const complete = completeChoice(rule, seen, atMs, i + 1, [...used, candidate])
    if (complete) return complete
  }
  return null
}

function satisfies(
  { fact, ownerId }: SeenFact,
  precondition: Precondition,
  used: readonly SeenFact[],
  atMs: number,
): boolean {
  if (fact.type !== precondition.fact || fact.occurredAtMs > atMs) return false
  const { validity, minimumAge } = precondition
  if (validity && fact.occurredAtMs + durationUpperBoundMs(validity) < atMs) return false
  if (minimumAge && fact.occurredAtMs + durationUpperBoundMs(minimumAge) > atMs) return false
  switch (precondition.by) {
    case undefined:
      return true
    // Who owned the case when it was done, so that handing it over afterwards changes nothing.
    case 'owner':
      return fact.actorId !== null && fact.actorId === ownerId
    case 'not_owner':
      return fact.actorId !== null && fact.actorId !== ownerId
    case 'customer':
      return fact.attrs.byCustomer === true
    case 'distinct_person':
      return fact.actorId !== null && used.every((earlier) => earlier.fact.actorId !== fact.actorId)
    case 'manager':
      return fact.attrs.byManager === true
  }
}
