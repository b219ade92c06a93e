import type { Refusal } from '@/kernel/result'
import type { OrgTree } from './org-tree'
import type { UnitKind } from './roles'

/** Kinds a unit of each kind may stand under. Outlets and departments stand under any administrative level. */
const LEVELS = ['carrier', 'province', 'city_branch', 'county_branch'] as const
const PARENT_KINDS: Readonly<Record<UnitKind, readonly UnitKind[]>> = {
  carrier: [],
  province: ['carrier'],
  city_branch: ['carrier', 'province'],
  county_branch: ['carrier', 'province', 'city_branch'],
  hall: LEVELS,
  hotline: LEVELS,
  department: [...LEVELS, 'department', 'hotline'],
  agent: [...LEVELS, 'hall'],
}

export const mayStandUnder = (kind: UnitKind, parentKind: UnitKind): boolean =>
  PARENT_KINDS[kind].includes(parentKind)

/** Kinds that a unit of this kind may have below it. */
export const kindsBelow = (parentKind: UnitKind): readonly UnitKind[] =>
  (Object.keys(PARENT_KINDS) as UnitKind[]).filter((kind) => mayStandUnder(kind, parentKind))

/** Why a unit may not be moved under that parent; null when it may. */
export function moveRefusal(tree: OrgTree, unitId: string, parentId: string): Refusal | null {
  const [unit, parent] = [tree.unitById(unitId), tree.unitById(parentId)]
  if (unit.parentId === null) return { code: 'unit_root_stays' }
  if (unit.parentId === parentId) return { code: 'unit_already_there' }
  if (tree.isWithin(parentId, unitId)) return { code: 'unit_cycle' }
  return placementRefusal(unit.kind, parent)
}

/** Why nothing of that kind may be placed under that parent; null when it may. */
export function placementRefusal(
  kind: UnitKind,
  parent: { readonly kind: UnitKind; readonly closedAt: Date | null },
): Refusal | null {
  if (parent.closedAt !== null) return { code: 'unit_closed' }
  return mayStandUnder(kind, parent.kind) ? null : { code: 'unit_kind_misplaced' }
}

/** What still hangs on a unit that is to be closed. */
export type UnitLoad = {
  readonly openCases: number
  readonly activeStaff: number
  readonly openUnits: number
}

export function closeRefusal(load: UnitLoad): Refusal | null {
  const { openCases, activeStaff, openUnits } = load
  if (openCases + activeStaff + openUnits === 0) return null
  return { code: 'unit_not_empty', params: { openCases, activeStaff, openUnits } }
}
