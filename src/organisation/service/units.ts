import type { z } from 'zod'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { closeRefusal, moveRefusal, placementRefusal } from '../rules/units'
import {
  type CreateUnitInput,
  type closeUnitInput,
  createUnitInput,
  type moveUnitInput,
  type unitInput,
  type updateUnitInput,
} from '../schema'
import { insertUnit, loadOf, lockTree, moveSubtree, recordClockPast, recordPlacement } from '../store/units'
import { freshOrgTree } from '../tree'

const refuseWith = (refusal: RefusedError['refusal'] | null): void => {
  if (refusal) throw new RefusedError(refusal)
}

/**
 * Creates a unit under a parent; without one, the carrier itself (our own processes only, and once).
 * Refusals: `unit_code_taken`, `unit_kind_misplaced`, `unit_closed`, `carrier_exists`, `not_allowed`.
 */
export function createUnit(ctx: Ctx, input: CreateUnitInput): Promise<Result<{ id: string }>> {
  const unit = createUnitInput.parse(input)
  return withTransaction(ctx, async (ctx) => {
    await lockTree(ctx.tx)
    const tree = await freshOrgTree(ctx)
    const parent = unit.parentId === null ? null : tree.unitById(unit.parentId)
    if (parent) {
      mustBeAllowed(ctx, 'organisation.manage', parent.path)
      refuseWith(placementRefusal(unit.kind, parent))
    } else if (ctx.actor.kind !== 'system') refuseWith({ code: 'not_allowed' })
    else if (tree.root) refuseWith({ code: 'carrier_exists' })
    else if (unit.kind !== 'carrier') refuseWith({ code: 'unit_kind_misplaced' })
    if (tree.byCode(unit.code)) refuseWith({ code: 'invalid', fields: { code: 'unit_code_taken' } })
    await mustBeCalendar(ctx, unit.calendarId)
    const at = ctx.clock()
    const id = newId(at.getTime())
    const path = parent ? `${parent.path}.${unit.code}` : unit.code
    await insertUnit(ctx.tx, { ...unit, id, path, createdAt: at })
    await recordPlacement(ctx.tx, {
      unitId: id,
      parentId: unit.parentId,
      at,
      byId: actorId(ctx),
      reason: null,
    })
    const { code, kind } = unit
    await audit(ctx, {
      action: 'unit.created',
      subjectType: 'org_unit',
      subjectId: id,
      unitId: id,
      detail: { code, kind },
    })
    return { id }
  })
}

/** Changes everything of a unit but its code, kind and place. */
export function updateUnit(ctx: Ctx, input: z.output<typeof updateUnitInput>): Promise<Result<null>> {
  const { unitId, name, timeZone, calendarId, isNetworkTeam, phone } = input
  return withTransaction(ctx, async (ctx) => {
    const before = (await freshOrgTree(ctx)).unitById(unitId)
    mustBeAllowed(ctx, 'organisation.manage', before.path)
    await mustBeCalendar(ctx, calendarId)
    const keepsTime = before.calendarId === calendarId && before.timeZone === timeZone
    if (!keepsTime) await recordClockPast(ctx.tx, unitId, ctx.clock())
    await withNewDeadlines(ctx, keepsTime ? null : unitId, async () => {
      await ctx.tx.orgUnit.update({
        where: { id: unitId },
        data: { name: { ...name }, timeZone, calendarId, isNetworkTeam, phone },
      })
    })
    const changed = {
      ...(before.name['zh-CN'] !== name['zh-CN'] ? { name: [before.name['zh-CN'], name['zh-CN']] } : {}),
      ...(before.timeZone !== timeZone ? { timeZone: [before.timeZone, timeZone] } : {}),
      ...(before.calendarId !== calendarId ? { calendarId: [before.calendarId, calendarId] } : {}),
      ...(before.isNetworkTeam !== isNetworkTeam ? { isNetworkTeam } : {}),
    }
    await audit(ctx, {
      action: 'unit.changed',
      subjectType: 'org_unit',
      subjectId: unitId,
      unitId,
      detail: changed,
    })
    return null
  })
}

/**
 * Moves a unit with everything below it under another parent; where it stood stays in its history, and its cases
 * stay with it. Refusals: `unit_cycle`, `unit_kind_misplaced`, `unit_closed`, `unit_already_there`, `unit_root_stays`.
 */
export function moveUnit(ctx: Ctx, input: z.output<typeof moveUnitInput>): Promise<Result<null>> {
  const { unitId, parentId, reason } = input
  return withTransaction(ctx, async (ctx) => {
    await lockTree(ctx.tx)
    const tree = await freshOrgTree(ctx)
    mustBeAllowed(ctx, 'organisation.manage', tree.pathOf(unitId))
    mustBeAllowed(ctx, 'organisation.manage', tree.pathOf(parentId))
    refuseWith(moveRefusal(tree, unitId, parentId))
    const from = tree.unitById(unitId).parentId
    await withNewDeadlines(ctx, unitId, () => moveSubtree(ctx.tx, unitId, parentId))
    await recordPlacement(ctx.tx, { unitId, parentId, at: ctx.clock(), byId: actorId(ctx), reason })
    const detail = { from, to: parentId, reason }
    await audit(ctx, { action: 'unit.moved', subjectType: 'org_unit', subjectId: unitId, unitId, detail })
    return null
  })
}

/** Closes a unit that carries nothing any more. Refusal: `unit_not_empty` {openCases, activeStaff, openUnits}. */
export function closeUnit(ctx: Ctx, input: z.output<typeof closeUnitInput>): Promise<Result<null>> {
  const { unitId, reason } = input
  return withTransaction(ctx, async (ctx) => {
    await lockTree(ctx.tx)
    // Intake and assignment hold the unit's row by their foreign keys, so nothing is added while we count.
    await ctx.tx.$executeRaw`SELECT 1 FROM org_unit WHERE id = ${unitId}::uuid FOR UPDATE`
    const unit = (await freshOrgTree(ctx)).unitById(unitId)
    mustBeAllowed(ctx, 'organisation.manage', unit.path)
    if (unit.closedAt) refuseWith({ code: 'unit_closed' })
    if (unit.parentId === null) refuseWith({ code: 'unit_root_stays' })
    refuseWith(closeRefusal(await loadOf(ctx.tx, unitId)))
    await ctx.tx.orgUnit.update({ where: { id: unitId }, data: { closedAt: ctx.clock() } })
    await audit(ctx, {
      action: 'unit.closed',
      subjectType: 'org_unit',
      subjectId: unitId,
      unitId,
      detail: { reason },
    })
    return null
  })
}

/** Opens a closed unit again, under a parent that is open. */
export function reopenUnit(ctx: Ctx, { unitId }: z.output<typeof unitInput>): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    await lockTree(ctx.tx)
    const tree = await freshOrgTree(ctx)
    const unit = tree.unitById(unitId)
    mustBeAllowed(ctx, 'organisation.manage', unit.path)
    if (unit.parentId !== null) refuseWith(placementRefusal(unit.kind, tree.unitById(unit.parentId)))
    await ctx.tx.orgUnit.update({ where: { id: unitId }, data: { closedAt: null } })
    await audit(ctx, { action: 'unit.reopened', subjectType: 'org_unit', subjectId: unitId, unitId })
    return null
  })
}

/** Makes a change after which a unit may live by another calendar; the worker computes what runs by either again. */
async function withNewDeadlines(
  ctx: TxCtx,
  unitId: string | null,
  change: () => Promise<void>,
): Promise<void> {
  const calendar = async () => (unitId === null ? null : (await freshOrgTree(ctx)).calendarIdOf(unitId))
  const before = await calendar()
  await change()
  const after = await calendar()
  if (before === after) return
  for (const calendarId of [before, after])
    if (calendarId !== null)
      await enqueue(ctx, 'calendar.recompute', { calendarId }, `calendar.recompute/${calendarId}`)
}

async function mustBeCalendar({ tx }: TxCtx, calendarId: string | null): Promise<void> {
  if (calendarId === null || (await tx.calendar.count({ where: { id: calendarId } })) === 1) return
  refuseWith({ code: 'invalid', fields: { calendarId: 'field_invalid' } })
}
