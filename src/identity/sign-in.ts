import { type Refusal, type Result, refuse } from '@/kernel/result'
import { LOCALES, type Locale } from '@/kernel/text'
import { audit } from '@/platform/audit'
import { type Ctx, withTransaction } from '@/platform/context'
import * as attempts from './attempts'
import { isPassword, pretendToCheck } from './password'
import { SHARED_ADDRESS } from './rules/client-address'
import { ADDRESS_LIMIT, addressWaitsUntil, lockedUntil, SHARED_ADDRESS_LIMIT } from './rules/guess-limits'
import { PASSWORD_MAX_CHARACTERS } from './rules/password'

export type SignedIn = {
  readonly staffId: string
  readonly sessionVersion: number
  readonly locale: Locale
  readonly mustChangePassword: boolean
}

type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>

/**
 * Checks user name and password. Refusals: `sign_in_wrong` (unknown user name and wrong password alike, after the
 * same work), `sign_in_locked` {until}, `sign_in_too_many` {until}, `account_closed` (only to who knows the password).
 * Limits: src/identity/rules/guess-limits.ts; they hold for unknown user names too.
 */
export async function signIn(
  ctx: Ctx,
  { username: typed, password, address }: { username: string; password: string; address: string },
): Promise<Result<SignedIn>> {
  const username = typed.trim().toLowerCase()
  if (!username || !password || password.length > 4 * PASSWORD_MAX_CHARACTERS) return refuse('sign_in_wrong')
  const opened = await openAttempt(ctx, username, address)
  if (!opened.ok) return opened
  const found = await findAccount(ctx, username)
  // A system has no password; its user name is like one nobody has.
  const account = found?.isMachine ? null : found
  if (!account) await pretendToCheck(password)
  if (!account || !(await isPassword(account.passwordHash, password))) return failed(ctx, username, account)
  return succeeded(ctx, account, opened.value)
}

const findAccount = (ctx: Ctx, username: string) => ctx.db.staff.findUnique({ where: { username } })

/** Counts this attempt as a failure until it has succeeded, unless a limit already forbids it. */
async function openAttempt(ctx: Ctx, username: string, address: string): Promise<Result<string>> {
  const opened = await withTransaction(ctx, async ({ tx }): Promise<string | Refusal> => {
    await attempts.lockUsername(tx, username)
    const now = ctx.clock()
    const limit = address === SHARED_ADDRESS ? SHARED_ADDRESS_LIMIT : ADDRESS_LIMIT
    const since = new Date(now.getTime() - limit.windowMs)
    const fromHere = await attempts.failuresOfAddress(tx, address, since, limit.failures)
    const waitUntil = addressWaitsUntil(fromHere, now, limit)
    if (waitUntil) return { code: 'sign_in_too_many', params: { until: waitUntil.toISOString() } }
    const until = lockedUntil(await attempts.failuresOfUsername(tx, username), now)
    if (until) return { code: 'sign_in_locked', params: { until: until.toISOString() } }
    return attempts.recordAttempt(tx, username, address, now)
  })
  if (!opened.ok) return opened
  return typeof opened.value === 'string'
    ? { ok: true, value: opened.value }
    : { ok: false, refusal: opened.value }
}

async function failed(ctx: Ctx, username: string, account: Account | null): Promise<Result<never>> {
  const done = await withTransaction(ctx, async (ctx) => {
    const until = lockedUntil(await attempts.failuresOfUsername(ctx.tx, username), ctx.clock())
    if (account) {
      await ctx.tx.staff.update({
        where: { id: account.id },
        data: { failedSignIns: { increment: 1 }, ...(until ? { lockedUntil: until } : {}) },
      })
      if (until) await audit(ctx, { action: 'account.locked', subjectType: 'staff', subjectId: account.id })
    }
    return until
  })
  const until = done.ok ? done.value : null
  return until ? refuse('sign_in_locked', { until: until.toISOString() }) : refuse('sign_in_wrong')
}

async function succeeded(ctx: Ctx, account: Account, attemptId: string): Promise<Result<SignedIn>> {
  const actor = {
    kind: 'staff',
    staffId: account.id,
    displayName: account.displayName,
    homeUnitId: account.homeUnitId,
    grants: [],
  } as const
  await withTransaction({ ...ctx, actor }, async (ctx) => {
    const now = ctx.clock()
    await attempts.markSucceeded(ctx.tx, attemptId)
    await attempts.forgetOldAttempts(ctx.tx, now)
    if (account.closedAt) return
    await ctx.tx.staff.update({
      where: { id: account.id },
      data: { lastSignInAt: now, failedSignIns: 0, lockedUntil: null },
    })
    await audit(ctx, { action: 'account.signed_in', subjectType: 'staff', subjectId: account.id })
  })
  if (account.closedAt) return refuse('account_closed')
  const { id: staffId, sessionVersion, mustChangePassword } = account
  const locale = LOCALES.find((each) => each === account.locale) ?? 'zh-CN'
  return { ok: true, value: { staffId, sessionVersion, locale, mustChangePassword } }
}
