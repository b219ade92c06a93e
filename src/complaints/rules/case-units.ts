import { isUnder, type OrgTree, type OrgUnit } from '@/organisation/rules/org-tree'

/** How many similar complaints in how many hours make a group complaint. */
export type Threshold = { readonly count: number; readonly windowHours: number }

/** Where no unit above says otherwise. */
export const DEFAULT_THRESHOLD: Threshold = { count: 5, windowHours: 72 }

/** The nearest unit at or above that has a threshold of its own; undefined: the standard one holds. */
export const thresholdUnit = (
  tree: OrgTree,
  thresholds: ReadonlyMap<string, Threshold>,
  unitId: string,
): OrgUnit | undefined => tree.nearestUp(unitId, ({ id }) => thresholds.has(id))

/** The threshold of the nearest unit at or above that has one. */
export function thresholdOf(
  tree: OrgTree,
  thresholds: ReadonlyMap<string, Threshold>,
  unitId: string,
): Threshold {
  const unit = thresholdUnit(tree, thresholds, unitId)
  return (unit && thresholds.get(unit.id)) ?? DEFAULT_THRESHOLD
}

/** Complaints are counted per branch, so a threshold means something at a branch or above one, and nowhere below. */
export const isThresholdUnit = ({ kind, closedAt }: OrgUnit): boolean =>
  closedAt === null && ['carrier', 'province', 'city_branch', 'county_branch'].includes(kind)

/** Network teams from near to far: those below the unit itself, then below the unit above it, and so on up. */
export function networkTeamsFrom(tree: OrgTree, unitId: string): OrgUnit[] {
  const teams = tree.all.filter((unit) => unit.isNetworkTeam && unit.closedAt === null)
  const ordered: OrgUnit[] = []
  for (const upper of [tree.unitById(unitId), ...tree.ancestors(unitId)]) {
    ordered.push(...teams.filter((team) => isUnder(team.path, upper.path) && !ordered.includes(team)))
  }
  return ordered
}
