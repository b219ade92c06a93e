import type { Ctx } from '@/platform/context'
import { ownUnitIds } from '../rules/board-parts'
import type { Permission } from '../rules/permissions'
import { orgTree, scopeUnitIds } from '../tree'

/** Most units a filter offers. */
const MOST_CHOICES = 400

/**
 * Units whose rows a list shows: those the reader may see for a permission, narrowed to the unit its address names (code or
 * id) and those below it, or to the unit by itself as boards count it. null: all; a unit nobody knows: none.
 */
export async function unitIdsOfList(
  ctx: Ctx,
  permission: Permission,
  named: string | undefined,
  isOwn = false,
): Promise<readonly string[] | null> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, permission)]
  if (!named) return scope
  const unit = tree.byCode(named) ?? tree.find(named)
  if (!unit) return []
  const below = isOwn ? ownUnitIds(tree, unit) : tree.idsUnder([unit.path])
  return scope === null ? below : below.filter((id) => scope.includes(id))
}

/** Units whose rows the reader sees, for the filter of a list. */
export async function unitsOfList(
  ctx: Ctx,
  permission: Permission,
): Promise<{ value: string; label: string }[]> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, permission)]
  return tree.all
    .filter(({ id, kind }) => (scope === null || scope.includes(id)) && kind !== 'department')
    .slice(0, MOST_CHOICES)
    .map((unit) => ({ value: unit.code, label: unit.name[ctx.locale] }))
}
