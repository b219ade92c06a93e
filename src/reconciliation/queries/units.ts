import type { Permission } from '@/organisation/rules/permissions'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'

/** Open units where the reader may do something, from the carrier down. */
export async function unitsFor(
  ctx: Ctx,
  permission: Permission,
): Promise<{ id: string; value: string; code: string; label: string }[]> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, permission)]
  const allowed = scope === null ? null : new Set(scope)
  return tree.all
    .filter((unit) => unit.closedAt === null && (allowed === null || allowed.has(unit.id)))
    .map((unit) => ({ id: unit.id, value: unit.id, code: unit.code, label: unit.name[ctx.locale] }))
}
