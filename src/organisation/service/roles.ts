import type { z } from 'zod'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { actorId, type Ctx, mustBeAllowed } from '@/platform/context'
import type { assignRoleInput, endRoleInput } from '../schema'
import { endSessions } from '../store/staff'
import { orgTree } from '../tree'
import { managing, mustNotBeLastAdministrator, openUnitPath } from './staff'

/**
 * Gives a person a role at a unit (it reaches the unit's subtree). Their sessions end. Nobody gives themselves one: who
 * manages accounts would let themselves see cases. Refusals: `role_already_held`, `role_own`.
 */
export function assignRole(
  ctx: Ctx,
  input: z.output<typeof assignRoleInput>,
): Promise<Result<{ id: string }>> {
  const { staffId, role, unitId } = input
  return managing(ctx, staffId, 'role.assigned', async (ctx, account) => {
    mustBeAllowed(ctx, 'staff.manage', openUnitPath(await orgTree(ctx), unitId, 'unitId'))
    if (staffId === actorId(ctx)) throw new RefusedError({ code: 'role_own' })
    if (account.grants.some((grant) => grant.role === role && grant.unitId === unitId)) {
      throw new RefusedError({ code: 'role_already_held' })
    }
    const at = ctx.clock()
    const id = newId(at.getTime())
    await ctx.tx.roleAssignment.create({
      data: { id, staffId, role, unitId, grantedAt: at, grantedBy: actorId(ctx) },
    })
    await endSessions(ctx.tx, staffId)
    return { value: { id }, detail: { role, roleUnitId: unitId } }
  })
}

/** Ends a role; it stays in the person's history. Their sessions end. Refusals: `last_administrator`, `role_already_ended`. */
export async function endRole(
  ctx: Ctx,
  { assignmentId }: z.output<typeof endRoleInput>,
): Promise<Result<null>> {
  const assignment = await ctx.db.roleAssignment.findUnique({ where: { id: assignmentId } })
  if (!assignment) return { ok: false, refusal: { code: 'not_found' } }
  const { staffId, role, unitId } = assignment
  return managing(ctx, staffId, 'role.ended', async (ctx, account) => {
    const isRoot = account.grants.some((grant) => grant.unitId === unitId && !grant.unitPath.includes('.'))
    if (role === 'administrator' && isRoot) await mustNotBeLastAdministrator(ctx, account)
    const { count } = await ctx.tx.roleAssignment.updateMany({
      where: { id: assignmentId, endedAt: null },
      data: { endedAt: ctx.clock(), endedBy: actorId(ctx) },
    })
    if (count === 0) throw new RefusedError({ code: 'role_already_ended' })
    await endSessions(ctx.tx, staffId)
    return { value: null, detail: { role, roleUnitId: unitId } }
  })
}
