import type { LadderStep } from '@/commitments/rules/rule'

export type RoleHolder = { readonly staffId: string; readonly role: string; readonly unitPath: string }

/** Who holds which role at which unit, to be asked many times. */
export type HolderIndex = ReadonlyMap<string, readonly string[]>

const keyOf = (role: string, unitPath: string): string => `${role}@${unitPath}`

export function indexHolders(holders: readonly RoleHolder[]): HolderIndex {
  const index = new Map<string, string[]>()
  for (const { role, unitPath, staffId } of holders) {
    const key = keyOf(role, unitPath)
    const known = index.get(key)
    if (!known) index.set(key, [staffId])
    else if (!known.includes(staffId)) known.push(staffId)
  }
  return index
}

/**
 * Everybody who holds a role at the case's unit or, where nobody does, at the nearest unit above it. A role nobody holds
 * anywhere up to the root reaches no one.
 */
export function holdersOf(role: string, unitPath: string, holders: HolderIndex): readonly string[] {
  for (let path = unitPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const found = holders.get(keyOf(role, path))
    if (found) return found
  }
  return []
}

/** Roles that answer for what nobody owns, the nearest first. */
const ANSWERABLE = ['hall_manager', 'branch_manager'] as const

/** Who a step for an owner goes to when there is none: whoever leads the unit, or the nearest above it. */
export function answerableFor(unitPath: string, holders: HolderIndex): readonly string[] {
  for (const role of ANSWERABLE) {
    const found = holdersOf(role, unitPath, holders)
    if (found.length > 0) return found
  }
  return []
}

/** Who a ladder step goes to: the owner, the first owner, or the holders of its role; whoever leads the unit where nobody owns it. */
export function recipientsOf(
  step: Pick<LadderStep, 'recipient'>,
  people: { readonly ownerId: string | null; readonly firstOwnerId: string | null },
  unitPath: string,
  holders: HolderIndex,
): readonly string[] {
  if (step.recipient === 'owner' || step.recipient === 'first_owner') {
    const ownerId = step.recipient === 'owner' ? people.ownerId : people.firstOwnerId
    return ownerId === null ? answerableFor(unitPath, holders) : [ownerId]
  }
  return holdersOf(step.recipient, unitPath, holders)
}
