import type { LadderStep } from '@/commitments/rules/rule'

export type RoleHolder = { readonly staffId: string; readonly role: string; readonly unitPath: string }

/**
 * Who a ladder step goes to: the owner, the first owner, or everybody who holds the role at the case's unit or, where
 * nobody does, at the nearest unit above it. A role nobody holds anywhere up to the root reaches no one.
 */
export function recipientsOf(
  step: LadderStep,
  people: { readonly ownerId: string; readonly firstOwnerId: string },
  unitPath: string,
  holders: readonly RoleHolder[],
): string[] {
  if (step.recipient === 'owner') return [people.ownerId]
  if (step.recipient === 'first_owner') return [people.firstOwnerId]
  const labels = unitPath.split('.')
  for (let length = labels.length; length > 0; length -= 1) {
    const path = labels.slice(0, length).join('.')
    const found = holders.filter((holder) => holder.role === step.recipient && holder.unitPath === path)
    if (found.length > 0) return [...new Set(found.map((holder) => holder.staffId))]
  }
  return []
}
