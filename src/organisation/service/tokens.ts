import type { z } from 'zod'
import { newToken, tokenHashOf } from '@/identity/api-token'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import type { createTokenInput, revokeTokenInput } from '../schema'
import { orgTree } from '../tree'

/** The token itself stands in this answer and nowhere else. */
export type CreatedToken = { readonly id: string; readonly token: string }

/**
 * Gives a system of the carrier access: a token, and the account it stands for, which holds the role `billing_system` at
 * the unit. Systems of one name at one unit share the account, so that a token can be replaced without a gap.
 */
export function createToken(
  ctx: Ctx,
  { name, unitId }: z.output<typeof createTokenInput>,
): Promise<Result<CreatedToken>> {
  return withTransaction(ctx, async (ctx) => {
    const unit = (await orgTree(ctx)).unitById(unitId)
    mustBeAllowed(ctx, 'token.manage', unit.path)
    if (unit.closedAt) throw new RefusedError({ code: 'unit_closed', fields: { unitId: 'unit_closed' } })
    const at = ctx.clock()
    const staffId = (await machineNamed(ctx, name, unitId)) ?? (await addMachine(ctx, name, unitId))
    const token = newToken()
    const id = newId(at.getTime())
    await ctx.tx.apiToken.create({
      data: { id, staffId, name, tokenHash: tokenHashOf(token), createdBy: actorId(ctx), createdAt: at },
    })
    const detail = { name }
    await audit(ctx, { action: 'token.created', subjectType: 'api_token', subjectId: id, unitId, detail })
    return { id, token }
  })
}

/** Ends a token at once. Refusal: `token_already_revoked`. */
export function revokeToken(ctx: Ctx, { tokenId }: z.output<typeof revokeTokenInput>): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    await ctx.tx.$queryRaw`SELECT id FROM api_token WHERE id = ${tokenId}::uuid FOR UPDATE`
    const row = await ctx.tx.apiToken.findUnique({ where: { id: tokenId } })
    if (!row) throw new RefusedError({ code: 'not_found' })
    const { homeUnitId: unitId } = await ctx.tx.staff.findUniqueOrThrow({ where: { id: row.staffId } })
    mustBeAllowed(ctx, 'token.manage', (await orgTree(ctx)).pathOf(unitId))
    if (row.revokedAt) throw new RefusedError({ code: 'token_already_revoked' })
    await ctx.tx.apiToken.update({
      where: { id: tokenId },
      data: { revokedAt: ctx.clock(), revokedBy: actorId(ctx) },
    })
    const detail = { name: row.name }
    await audit(ctx, {
      action: 'token.revoked',
      subjectType: 'api_token',
      subjectId: tokenId,
      unitId,
      detail,
    })
    return null
  })
}

async function machineNamed(ctx: TxCtx, name: string, unitId: string): Promise<string | null> {
  const row = await ctx.tx.staff.findFirst({
    where: { isMachine: true, displayName: name, homeUnitId: unitId, closedAt: null },
    select: { id: true },
  })
  return row?.id ?? null
}

/** An account without a password: `!` is no hash of anything. */
async function addMachine(ctx: TxCtx, name: string, unitId: string): Promise<string> {
  const at = ctx.clock()
  const id = newId(at.getTime())
  const username = `system-${id.slice(-12)}`
  await ctx.tx.staff.create({
    data: {
      id,
      employeeNo: username,
      username,
      displayName: name,
      passwordHash: '!',
      mustChangePassword: false,
      isMachine: true,
      homeUnitId: unitId,
      createdAt: at,
    },
  })
  await ctx.tx.roleAssignment.create({
    data: {
      id: newId(at.getTime()),
      staffId: id,
      role: 'billing_system',
      unitId,
      grantedAt: at,
      grantedBy: actorId(ctx),
    },
  })
  return id
}
