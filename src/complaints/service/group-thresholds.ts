import type { Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { isThresholdUnit } from '../rules/case-units'
import type { CaseChange as Input, removeThresholdSchema, setThresholdSchema } from '../schema'
import { refused } from './change-case'

/**
 * How many complaints of one class within how many hours make a group in the unit's branches; the nearest unit at or
 * above a branch that has a threshold decides. Holds from the next check on; groups that are open keep theirs.
 */
export function setThreshold(
  ctx: Ctx,
  input: Input<typeof setThresholdSchema>,
): Promise<Result<{ unitId: string }>> {
  return withTransaction(ctx, async (tx) => {
    const unit = await allowedUnit(tx, input.unitId)
    if (!isThresholdUnit(unit))
      return refused({ code: 'threshold_unit_kind', fields: { unitId: 'threshold_unit_kind' } })
    const { unitId, count, windowHours } = input
    const before = await tx.tx.groupThreshold.findUnique({ where: { unitId } })
    await tx.tx.groupThreshold.upsert({
      where: { unitId },
      create: { unitId, count, windowHours },
      update: { count, windowHours },
    })
    await audit(tx, {
      action: 'group_threshold.set',
      subjectType: 'org_unit',
      subjectId: unitId,
      unitId,
      detail: { count, windowHours, ...(before ? { was: [before.count, before.windowHours] } : {}) },
    })
    return { unitId }
  })
}

/** The unit follows the one above again. */
export function removeThreshold(
  ctx: Ctx,
  { unitId }: Input<typeof removeThresholdSchema>,
): Promise<Result<{ unitId: string }>> {
  return withTransaction(ctx, async (tx) => {
    await allowedUnit(tx, unitId)
    const { count } = await tx.tx.groupThreshold.deleteMany({ where: { unitId } })
    if (count === 0) return refused({ code: 'threshold_missing' })
    await audit(tx, {
      action: 'group_threshold.removed',
      subjectType: 'org_unit',
      subjectId: unitId,
      unitId,
    })
    return { unitId }
  })
}

async function allowedUnit(ctx: TxCtx, unitId: string) {
  const unit = (await orgTree(ctx)).find(unitId)
  if (!unit) return refused({ code: 'not_found' })
  mustBeAllowed(ctx, 'group.manage', unit.path)
  return unit
}
