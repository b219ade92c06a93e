import { scopeUnitIds } from '@/organisation/tree'
import type { Ctx } from '@/platform/context'
import type { LiveScope } from './hub'

/** Units whose changes somebody may hear of: those whose cases or figures they may see; null: all. */
export async function liveScope(ctx: Ctx): Promise<LiveScope> {
  const [cases, figures] = await Promise.all([
    scopeUnitIds(ctx, 'complaint.view'),
    scopeUnitIds(ctx, 'dashboard.view'),
  ])
  if (cases === null || figures === null) return null
  return [...new Set([...cases, ...figures])]
}
