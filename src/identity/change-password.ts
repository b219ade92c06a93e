import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { type Ctx, withTransaction } from '@/platform/context'
import { hashPassword, isPassword } from './password'
import { passwordFault } from './rules/password'

/**
 * Changes the actor's own password. Ends every other session of theirs; answers with the new session version, for
 * the cookie of this one. Refusals: `password_wrong`, `password_same`, and those of `passwordFault`, at their fields.
 */
export async function changeOwnPassword(
  ctx: Ctx,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<Result<{ staffId: string; sessionVersion: number }>> {
  const { actor } = ctx
  if (actor.kind !== 'staff') return { ok: false, refusal: { code: 'not_allowed' } }
  const account = await ctx.db.staff.findUniqueOrThrow({ where: { id: actor.staffId } })
  const fault = (await isPassword(account.passwordHash, currentPassword))
    ? newPasswordFault(newPassword, currentPassword, account)
    : { currentPassword: 'password_wrong' }
  if (fault) return { ok: false, refusal: { code: 'invalid', fields: fault } }
  const passwordHash = await hashPassword(newPassword)
  return withTransaction(ctx, async (ctx) => {
    const { count } = await ctx.tx.staff.updateMany({
      where: { id: account.id, sessionVersion: account.sessionVersion, closedAt: null },
      data: { passwordHash, mustChangePassword: false, sessionVersion: { increment: 1 } },
    })
    // The account was closed, reset or changed by somebody else while the password was being checked.
    if (count === 0) throw new RefusedError({ code: 'signed_out' })
    await audit(ctx, { action: 'account.password_changed', subjectType: 'staff', subjectId: account.id })
    return { staffId: account.id, sessionVersion: account.sessionVersion + 1 }
  })
}

function newPasswordFault(
  newPassword: string,
  currentPassword: string,
  account: { username: string; employeeNo: string },
): Record<string, string> | null {
  const fault = newPassword === currentPassword ? 'password_same' : passwordFault(newPassword, account)
  return fault ? { newPassword: fault } : null
}
