import type { z } from 'zod'
import { forgetFailures } from '@/identity/attempts'
import { hashPassword, temporaryPassword } from '@/identity/password'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import type { OrgTree } from '../rules/org-tree'
import { type CreateStaffInput, createStaffInput, type staffInput, type updateStaffInput } from '../schema'
import { endSessions, lockStaff, openCasesOf, otherAdministrators, type StaffAccount } from '../store/staff'
import { freshOrgTree, orgTree } from '../tree'

/** A password that is shown once and must be changed at the first sign-in. */
export type OneTimePassword = { readonly temporaryPassword: string }

/** How an account gets its first password when it is not a one-time one (demonstration, imports of accounts). */
export type GivenPassword = { readonly passwordHash: string; readonly mustChange: boolean }

/**
 * Creates an account with its roles. The one-time password is in the answer and nowhere else; empty when `given`.
 * Refusals at fields: `username_taken`, `employee_no_taken`, `unit_closed`.
 */
export async function createStaff(
  ctx: Ctx,
  input: CreateStaffInput,
  given?: GivenPassword,
): Promise<Result<{ id: string } & OneTimePassword>> {
  const { roles, ...person } = createStaffInput.parse(input)
  if (given && ctx.actor.kind !== 'system') return { ok: false, refusal: { code: 'not_allowed' } }
  const oneTime = given ? '' : temporaryPassword()
  const passwordHash = given?.passwordHash ?? (await hashPassword(oneTime))
  return withTransaction(ctx, async (ctx) => {
    const tree = await orgTree(ctx)
    mustBeAllowed(ctx, 'staff.manage', openUnitPath(tree, person.homeUnitId, 'homeUnitId'))
    for (const { unitId } of roles) mustBeAllowed(ctx, 'staff.manage', openUnitPath(tree, unitId, 'roles'))
    await mustBeFree(ctx, person)
    const at = ctx.clock()
    const id = newId(at.getTime())
    await ctx.tx.staff.create({
      data: { ...person, id, passwordHash, mustChangePassword: given?.mustChange ?? true, createdAt: at },
    })
    await ctx.tx.roleAssignment.createMany({
      data: roles.map(({ role, unitId }) => ({
        id: newId(at.getTime()),
        staffId: id,
        role,
        unitId,
        grantedAt: at,
        grantedBy: actorId(ctx),
      })),
    })
    const detail = { username: person.username, roles }
    await audit(ctx, {
      action: 'staff.created',
      subjectType: 'staff',
      subjectId: id,
      unitId: person.homeUnitId,
      detail,
    })
    return { id, temporaryPassword: oneTime }
  })
}

/** Changes name, number, e-mail, home unit and language; user name and roles have their own ways. */
export function updateStaff(ctx: Ctx, input: z.output<typeof updateStaffInput>): Promise<Result<null>> {
  const { staffId, ...person } = input
  return managing(ctx, staffId, 'staff.changed', async (ctx, account) => {
    const tree = await orgTree(ctx)
    if (person.homeUnitId !== account.homeUnitId) {
      mustBeAllowed(ctx, 'staff.manage', openUnitPath(tree, person.homeUnitId, 'homeUnitId'))
    }
    await mustBeFree(ctx, { employeeNo: person.employeeNo }, staffId)
    await ctx.tx.staff.update({ where: { id: staffId }, data: person })
    const moved = person.homeUnitId !== account.homeUnitId
    return { value: null, detail: moved ? { homeUnit: [account.homeUnitId, person.homeUnitId] } : {} }
  })
}

/** Closes the account at once: its sessions end. Refusals: `staff_owns_cases` {count}, `last_administrator`, `not_yourself`. */
export function closeAccount(ctx: Ctx, { staffId }: z.output<typeof staffInput>): Promise<Result<null>> {
  return managing(ctx, staffId, 'staff.closed', async (ctx, account) => {
    if (staffId === actorId(ctx)) throw new RefusedError({ code: 'not_yourself' })
    if (account.closedAt) throw new RefusedError({ code: 'account_already_closed' })
    await mustNotBeLastAdministrator(ctx, account)
    const count = await openCasesOf(ctx.tx, staffId)
    if (count > 0) throw new RefusedError({ code: 'staff_owns_cases', params: { count } })
    await ctx.tx.staff.update({ where: { id: staffId }, data: { closedAt: ctx.clock() } })
    await endSessions(ctx.tx, staffId)
    return { value: null }
  })
}

/** Opens a closed account again, with the roles it still holds and a new one-time password. */
export async function reopenAccount(
  ctx: Ctx,
  { staffId }: z.output<typeof staffInput>,
): Promise<Result<OneTimePassword>> {
  return renewPassword(ctx, staffId, 'staff.reopened', { closedAt: null })
}

/** Gives a one-time password; ends the person's sessions and lifts a lock. */
export async function resetPassword(
  ctx: Ctx,
  { staffId }: z.output<typeof staffInput>,
): Promise<Result<OneTimePassword>> {
  return renewPassword(ctx, staffId, 'staff.password_reset', {})
}

/** Lifts the lock after too many wrong passwords. */
export function unlockAccount(ctx: Ctx, { staffId }: z.output<typeof staffInput>): Promise<Result<null>> {
  return managing(ctx, staffId, 'staff.unlocked', async (ctx, account) => {
    await forgetFailures(ctx.tx, account.username)
    await ctx.tx.staff.update({ where: { id: staffId }, data: { lockedUntil: null, failedSignIns: 0 } })
    return { value: null }
  })
}

async function renewPassword(
  ctx: Ctx,
  staffId: string,
  action: string,
  change: { closedAt?: null },
): Promise<Result<OneTimePassword>> {
  const oneTime = temporaryPassword()
  const passwordHash = await hashPassword(oneTime)
  return managing(ctx, staffId, action, async (ctx, account) => {
    await forgetFailures(ctx.tx, account.username)
    await ctx.tx.staff.update({
      where: { id: staffId },
      data: { ...change, passwordHash, mustChangePassword: true, lockedUntil: null, failedSignIns: 0 },
    })
    await endSessions(ctx.tx, staffId)
    return { value: { temporaryPassword: oneTime } }
  })
}

type Managed<T> = { readonly value: T; readonly detail?: Record<string, unknown> }

/** One change of an account: locks it, checks that the actor may manage this person, leaves an audit row. */
export function managing<T>(
  ctx: Ctx,
  staffId: string,
  action: string,
  work: (ctx: TxCtx, account: StaffAccount) => Promise<Managed<T>>,
): Promise<Result<T>> {
  return withTransaction(ctx, async (ctx) => {
    const account = await lockStaff(ctx.tx, staffId)
    if (!account) throw new RefusedError({ code: 'not_found' })
    if (account.isMachine) throw new RefusedError({ code: 'account_of_system' })
    await mustManage(ctx, account)
    const { value, detail } = await work(ctx, account)
    await audit(ctx, { action, subjectType: 'staff', subjectId: staffId, unitId: account.homeUnitId, detail })
    return value
  })
}

/** Nobody changes a person who holds a role outside what they administer: that would be a way up. */
async function mustManage(ctx: TxCtx, account: StaffAccount): Promise<void> {
  const tree = await freshOrgTree(ctx)
  mustBeAllowed(ctx, 'staff.manage', tree.pathOf(account.homeUnitId))
  for (const { unitPath } of account.grants) mustBeAllowed(ctx, 'staff.manage', unitPath)
}

/** The carrier must keep somebody who can manage it. */
export async function mustNotBeLastAdministrator(ctx: TxCtx, account: StaffAccount): Promise<void> {
  const isAdministrator = account.grants.some(
    ({ role, unitPath }) => role === 'administrator' && !unitPath.includes('.'),
  )
  if (!isAdministrator || account.closedAt) return
  if ((await otherAdministrators(ctx.tx, account.id)) === 0)
    throw new RefusedError({ code: 'last_administrator' })
}

/** Path of a unit that is open, or a refusal at the form's field. */
export function openUnitPath(tree: OrgTree, unitId: string, field: string): string {
  const unit = tree.unitById(unitId)
  if (unit.closedAt) throw new RefusedError({ code: 'invalid', fields: { [field]: 'unit_closed' } })
  return unit.path
}

async function mustBeFree(
  ctx: TxCtx,
  wanted: { username?: string; employeeNo: string },
  exceptId?: string,
): Promise<void> {
  const others = await ctx.tx.staff.findMany({
    where: {
      OR: [{ employeeNo: wanted.employeeNo }, ...(wanted.username ? [{ username: wanted.username }] : [])],
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { username: true, employeeNo: true },
  })
  const fields = {
    ...(others.some((other) => other.username === wanted.username) ? { username: 'username_taken' } : {}),
    ...(others.some((other) => other.employeeNo === wanted.employeeNo)
      ? { employeeNo: 'employee_no_taken' }
      : {}),
  }
  if (Object.keys(fields).length > 0) throw new RefusedError({ code: 'invalid', fields })
}
