import { RefusedError } from '@/kernel/result'
import type { OrgUnit } from '@/organisation/rules/org-tree'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { actorId, type Ctx, reader } from '@/platform/context'
import { MATTER_VIEW } from '../rules/matter-types'
import type { Matter } from '../store/read'
import * as store from '../store/read'

/** A matter somebody may look at, with the unit it is at. */
export type SeenMatter = { readonly matter: Matter; readonly unit: OrgUnit }

/**
 * The matter of an id or number, if the reader may see it: those of their units (by the permission of its type), those
 * they own, and those that stand behind a figure of their units.
 * @throws RefusedError `not_found` otherwise, as if there were none
 */
export async function seeMatter(ctx: Ctx, idOrNumber: string): Promise<SeenMatter> {
  const matter = await findMatter(ctx, idOrNumber)
  if (!matter) throw new RefusedError({ code: 'not_found' })
  const unit = (await orgTree(ctx)).unitById(matter.unitId)
  const me = actorId(ctx)
  if (me !== null && (me === matter.ownerId || me === matter.firstOwnerId)) return { matter, unit }
  const scope = await scopeUnitIds(ctx, MATTER_VIEW[matter.type])
  if (scope === null || scope.includes(unit.id)) return { matter, unit }
  if (await store.isOwedByAnyOf(reader(ctx), matter.id, scope)) return { matter, unit }
  throw new RefusedError({ code: 'not_found' })
}

/** A matter by its id or number, for whoever asks on behalf of the company; null when there is none. Pages use `seeMatter`. */
export const findMatter = (ctx: Ctx, idOrNumber: string): Promise<Matter | null> =>
  store.findMatter(reader(ctx), idOrNumber)
