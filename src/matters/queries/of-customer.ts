import type { MatterType } from '@/kernel/fact-types'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { MATTER_TYPES, MATTER_VIEW } from '../rules/matter-types'

/** A matter of a customer, without anything that says who the customer is. */
export type CustomerMatter = {
  readonly id: string
  readonly type: MatterType
  readonly number: string
  readonly state: string
  readonly unitName: string
  readonly timeZone: string
  readonly openedAt: Date
  /** The complaint it was opened from; null: another one, or none. */
  readonly complaintId: string | null
}

const LOOKED_AT = 50

/** A customer's newest matters that the reader may see, by the permission of each type and the units it reaches. */
export async function mattersOfCustomer(
  ctx: Ctx,
  customerId: string | null,
  limit: number,
): Promise<CustomerMatter[]> {
  const types = MATTER_TYPES.filter((type) => may(ctx, MATTER_VIEW[type]))
  if (customerId === null || types.length === 0) return []
  const [tree, rows] = await Promise.all([
    orgTree(ctx),
    reader(ctx).$queryRaw<(Omit<CustomerMatter, 'unitName' | 'timeZone'> & { unitId: string })[]>`
      SELECT id, type, number, state, unit_id AS "unitId", opened_at AS "openedAt", complaint_id AS "complaintId"
      FROM matter WHERE customer_id = ${customerId}::uuid AND type = ANY(${types}::text[])
      ORDER BY opened_at DESC, id LIMIT ${LOOKED_AT}`,
  ])
  if (rows.length === 0) return []
  const scopes = new Map(
    await Promise.all(types.map(async (type) => [type, await scopeUnitIds(ctx, MATTER_VIEW[type])] as const)),
  )
  const isSeen = (type: MatterType, unitId: string) => {
    const scope = scopes.get(type)
    return scope === null || (scope?.includes(unitId) ?? false)
  }
  return rows
    .filter(({ type, unitId }) => isSeen(type, unitId))
    .slice(0, limit)
    .map(({ unitId, ...row }) => {
      const unit = tree.unitById(unitId)
      return { ...row, unitName: unit.name[ctx.locale], timeZone: unit.timeZone }
    })
}
