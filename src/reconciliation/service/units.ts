import { RefusedError } from '@/kernel/result'
import type { OrgTree, OrgUnit } from '@/organisation/rules/org-tree'
import { type Permission, pathsFor } from '@/organisation/rules/permissions'
import { type Ctx, mustBeAllowed } from '@/platform/context'

/**
 * The unit somebody works for: the one named, else the highest at which they hold the permission.
 * @throws RefusedError `not_allowed`, `unit_closed`
 */
export function unitToWorkFor(
  ctx: Ctx,
  tree: OrgTree,
  permission: Permission,
  wanted?: string | null,
): OrgUnit {
  const granted =
    ctx.actor.kind === 'staff'
      ? pathsFor(ctx.actor.grants, permission).map((path) => tree.all.find((each) => each.path === path))
      : [tree.root]
  const unit = wanted ? tree.find(wanted) : granted.find((each) => each && each.closedAt === null)
  if (!unit) throw new RefusedError({ code: 'not_allowed', params: { permission } })
  mustBeAllowed(ctx, permission, unit.path)
  if (unit.closedAt !== null)
    throw new RefusedError({ code: 'unit_closed', fields: { unitId: 'unit_closed' } })
  return unit
}
