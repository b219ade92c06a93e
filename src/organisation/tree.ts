import type { Permission } from '@/organisation/rules/permissions'
import { type Ctx, reader, scopePaths } from '@/platform/context'
import { OrgTree } from './rules/org-tree'
import { currentEpoch, loadUnits } from './store/tree'

/** One tree per database client: tests and the process may hold several databases. */
const kept = new WeakMap<object, { readonly epoch: string; readonly tree: Promise<OrgTree> }>()

/**
 * The carrier's units. Kept in the process until the configuration's number moves (any change of a unit moves it);
 * with a session's context that number came with the session, so asking costs nothing.
 */
export async function orgTree(ctx: Ctx): Promise<OrgTree> {
  const epoch = ctx.configEpoch ?? (await currentEpoch(reader(ctx)))
  const known = kept.get(ctx.db)
  // A request that began before a change may use the newer tree too.
  if (known && BigInt(known.epoch) >= BigInt(epoch)) return known.tree
  const tree = freshOrgTree(ctx)
  kept.set(ctx.db, { epoch, tree })
  // A failed load is not kept.
  tree.catch(() => {
    if (kept.get(ctx.db)?.tree === tree) kept.delete(ctx.db)
  })
  return tree
}

/** The tree as the current transaction sees it, for use cases that change it. */
export async function freshOrgTree(ctx: Ctx): Promise<OrgTree> {
  return new OrgTree(await loadUnits(reader(ctx)))
}

/** Ids of the units whose rows the actor may see for a permission; null: all of them. */
export async function scopeUnitIds(ctx: Ctx, permission: Permission): Promise<readonly string[] | null> {
  const paths = scopePaths(ctx, permission)
  if (paths === null) return null
  const tree = await orgTree(ctx)
  // Whoever holds the permission at the carrier sees everything: no list of ids for the database to compare.
  return tree.root && paths.includes(tree.root.path) ? null : tree.idsUnder(paths)
}
