import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { changeOwnPassword } from '@/identity/change-password'
import { hashPassword } from '@/identity/password'
import { sessionOfToken } from '@/identity/session'
import { issueSessionToken, SESSION_SECONDS } from '@/identity/session-token'
import { signIn } from '@/identity/sign-in'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { assignRole } from '@/organisation/service/roles'
import { closeAccount, createStaff, resetPassword, unlockAccount } from '@/organisation/service/staff'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { personCtx, smallCarrier, systemCtx } from '../support/organisation'

const PASSWORD = 'three cranes over the lake'
let test: TestDatabase
let ctx: ReturnType<typeof systemCtx>
let ids: Awaited<ReturnType<typeof smallCarrier>>
let passwordHash: string

beforeAll(async () => {
  vi.stubEnv('NEXTAUTH_SECRET', 'test-secret-test-secret-test-secret-1')
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  test = await createTestDatabase()
  ctx = systemCtx(test.db, new Date(Date.now() - 60_000).toISOString())
  ids = await smallCarrier(ctx)
  passwordHash = await hashPassword(PASSWORD)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await test.drop()
})

async function account(username: string): Promise<string> {
  const person = { employeeNo: username, username, displayName: username, homeUnitId: ids.H1 }
  const roles = [{ role: 'service_staff' as const, unitId: ids.H1 }]
  return unwrap(await createStaff(ctx, { ...person, roles }, { passwordHash, mustChange: false })).id
}
const attempt = (username: string, password = 'wrong', address = 'direct') =>
  signIn(ctx, { username, password, address })
const later = (minutes: number) => {
  ctx.time.at = new Date(ctx.time.at.getTime() + minutes * 60_000)
}

describe('guessing', () => {
  it('the fifth wrong password locks the user name for 15 minutes, even for the right one', async () => {
    const id = await account('locked')
    for (let n = 1; n <= 4; n++)
      expect(await attempt('locked')).toMatchObject({ refusal: { code: 'sign_in_wrong' } })
    const until = new Date(ctx.time.at.getTime() + 15 * 60_000).toISOString()
    const locked = { refusal: { code: 'sign_in_locked', params: { until } } }
    expect(await attempt('locked')).toMatchObject(locked)
    expect(await attempt('LOCKED ', PASSWORD)).toMatchObject(locked)
    expect((await test.db.staff.findUniqueOrThrow({ where: { id } })).lockedUntil?.toISOString()).toBe(until)
    later(15)
    expect(await attempt('locked', PASSWORD)).toMatchObject({ ok: true, value: { staffId: id } })
  })

  it('an unknown user name gets the very same answers', async () => {
    for (let n = 1; n <= 4; n++)
      expect(await attempt('nobody')).toEqual({ ok: false, refusal: { code: 'sign_in_wrong' } })
    expect(await attempt('nobody')).toMatchObject({ refusal: { code: 'sign_in_locked' } })
  })

  it('twenty at once get no more than five tries', async () => {
    await account('crowd')
    later(20)
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('crowd')))
    const tries = await test.db.signInAttempt.count({ where: { succeeded: false, at: ctx.time.at } })
    expect(tries).toBe(5)
    expect(answers.filter((answer) => answer.ok)).toHaveLength(0)
    later(20)
  })

  it('a success forgets the failures before it', async () => {
    await account('forgiven')
    for (let round = 0; round < 3; round++) {
      for (let n = 1; n <= 4; n++) await attempt('forgiven')
      later(0.1)
      expect(await attempt('forgiven', PASSWORD)).toMatchObject({ ok: true })
      later(0.1)
    }
  })

  it('an administrator unlocks', async () => {
    const staffId = await account('freed')
    for (let n = 1; n <= 5; n++) await attempt('freed')
    unwrap(await unlockAccount(ctx, { staffId }))
    expect(await attempt('freed', PASSWORD)).toMatchObject({ ok: true })
  })

  it('one address has thirty failures, whatever the user names', async () => {
    await account('neighbour')
    for (let n = 1; n <= 30; n++) await attempt(`guess${n}`, 'wrong', '10.1.1.1')
    expect(await attempt('neighbour', PASSWORD, '10.1.1.1')).toMatchObject({
      refusal: { code: 'sign_in_too_many' },
    })
    expect(await attempt('neighbour', PASSWORD, '10.1.1.2')).toMatchObject({ ok: true })
  })

  it('keeps neither user names nor addresses in clear', async () => {
    const rows = await test.db.signInAttempt.findMany()
    expect(JSON.stringify(rows)).not.toMatch(/locked|nobody|10\.1\.1/)
  })

  it('a closed account is told only to who knows the password', async () => {
    const staffId = await account('gone')
    unwrap(await closeAccount(ctx, { staffId }))
    expect(await attempt('gone')).toMatchObject({ refusal: { code: 'sign_in_wrong' } })
    expect(await attempt('gone', PASSWORD)).toMatchObject({ refusal: { code: 'account_closed' } })
  })
})

describe('a session', () => {
  const open = async (staffId: string, sessionVersion = 1) => {
    const token = await issueSessionToken({ staffId, sessionVersion }, new Date())
    return { token, session: () => sessionOfToken(test.db, token) }
  }

  it('knows the person, their roles with paths and the configuration, in one query', async () => {
    const staffId = await account('known')
    const { session } = await open(staffId)
    const found = await session()
    expect(found?.ctx.actor).toMatchObject({
      staffId,
      homeUnitId: ids.H1,
      grants: [{ role: 'service_staff', unitId: ids.H1, unitPath: 'HX.P1.C1.K1.H1' }],
    })
    expect(Number(found?.ctx.configEpoch)).toBeGreaterThan(1)
  })

  it.each([
    ['the account is closed', (staffId: string) => closeAccount(ctx, { staffId })],
    ['the password is reset', (staffId: string) => resetPassword(ctx, { staffId })],
    [
      'a role is given',
      (staffId: string) => assignRole(ctx, { staffId, role: 'hall_manager', unitId: ids.H1 }),
    ],
    [
      'the person changes the password elsewhere',
      (staffId: string) =>
        changeOwnPassword(personCtx(ctx, staffId, []), {
          currentPassword: PASSWORD,
          newPassword: 'nine herons at dusk',
        }),
    ],
  ])('ends when %s', async (_law, change) => {
    const staffId = await account(`ends${newId(Date.now()).slice(-8)}`)
    const { session } = await open(staffId)
    expect(await session()).not.toBeNull()
    const changed = await change(staffId)
    expect(changed.ok).toBe(true)
    expect(await session()).toBeNull()
  })

  it('ends after 12 hours, and is nothing when forged or cut', async () => {
    const { token } = await open(await account('tired'))
    const inSeconds = (seconds: number) => ({ clock: () => new Date(Date.now() + seconds * 1000) })
    expect(await sessionOfToken(test.db, token, inSeconds(SESSION_SECONDS - 60))).not.toBeNull()
    expect(await sessionOfToken(test.db, token, inSeconds(SESSION_SECONDS + 1))).toBeNull()
    expect(await sessionOfToken(test.db, token.slice(0, -3))).toBeNull()
    expect(await sessionOfToken(test.db, undefined)).toBeNull()
  })
})

describe('changing the own password', () => {
  it.each([
    ['the current one is wrong', 'wrong', 'nine herons at dusk', { currentPassword: 'password_wrong' }],
    ['the new one is the old one', PASSWORD, PASSWORD, { newPassword: 'password_same' }],
    ['the new one is short', PASSWORD, 'short', { newPassword: 'password_too_short' }],
  ])('is refused when %s', async (_law, currentPassword, newPassword, fields) => {
    const staffId = await account(`change${newId(Date.now()).slice(-8)}`)
    const result = await changeOwnPassword(personCtx(ctx, staffId, []), { currentPassword, newPassword })
    expect(result).toMatchObject({ refusal: { code: 'invalid', fields } })
  })
})
