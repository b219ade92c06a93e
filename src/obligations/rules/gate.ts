import type { GateRule } from '@/commitments/rules/rule'
import { durationUpperBoundMs } from './clock'
import type { Cycle, SeenFact } from './cycle'

type Precondition = GateRule['preconditions'][number]

/**
 * Preconditions of a gate that are not on record in this round for an action at `atMs`, in the rule's order. Each must
 * come after the one before it; one that outlived its validity, or is younger than it has to be, counts as missing.
 */
export function missingFor(rule: GateRule, cycle: Cycle, atMs: number): string[] {
  // Taking the first fact that fits is enough unless who did one decides who may do the next.
  if (rule.preconditions.some(({ by }) => by === 'distinct_person') && isComplete(rule, cycle.seen, atMs))
    return []
  const missing: string[] = []
  const used: SeenFact[] = []
  let from = 0
  for (const precondition of rule.preconditions) {
    const index = cycle.seen.findIndex((seen, i) => i >= from && satisfies(seen, precondition, used, atMs))
    if (index === -1) {
      missing.push(precondition.fact)
      continue
    }
    used.push(cycle.seen[index]!)
    from = index + 1
  }
  return missing
}

/** Whether some choice of facts, in order and by persons that fit, has every precondition. */
function isComplete(
  rule: GateRule,
  seen: readonly SeenFact[],
  atMs: number,
  position = 0,
  from = 0,
  used: readonly SeenFact[] = [],
): boolean {
  const precondition = rule.preconditions[position]
  if (!precondition) return true
  const tried = new Set<string | null>()
  for (let i = from; i < seen.length; i += 1) {
    const candidate = seen[i]!
    // Of the facts of one person the first leaves most room for the rest.
    if (tried.has(candidate.fact.actorId) || !satisfies(candidate, precondition, used, atMs)) continue
    tried.add(candidate.fact.actorId)
    if (isComplete(rule, seen, atMs, position + 1, i + 1, [...used, candidate])) return true
  }
  return false
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
