import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { route } from '@/identity/guard'
import { ADDRESS_LIMIT } from '@/identity/rules/guess-limits'
import { signIn } from '@/identity/sign-in'
import { unwrap } from '@/kernel/result'
import { resetPassword } from '@/organisation/service/staff'
import { createToken, revokeToken } from '@/organisation/service/tokens'
import { disconnectDb } from '@/platform/db/client'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { personCtx, smallCarrier, systemCtx } from '../support/organisation'

vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, set: () => {} }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

let test: TestDatabase
let units: Awaited<ReturnType<typeof smallCarrier>>
let ctx: ReturnType<typeof systemCtx>

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  vi.stubEnv('JIANNUO_PROXY_HOPS', '1')
  ctx = systemCtx(test.db)
  units = await smallCarrier(ctx)
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})

/** A route as billing would call it: says who calls and where they may act. */
const whoami = route('order.api', async ({ ctx }) =>
  ctx.actor.kind === 'staff'
    ? { name: ctx.actor.displayName, units: ctx.actor.grants.map(({ unitPath }) => unitPath) }
    : null,
)
const forPeople = route('complaint.log', async () => ({ ok: 1 }))
const call = (handler: typeof whoami, headers: Record<string, string>) =>
  handler(new Request('http://localhost:3000/api/v1/x', { method: 'POST', headers }), {
    params: Promise.resolve({}),
  })
const bearer = (token: string, more: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  ...more,
})
const newToken = async (name = 'billing') => unwrap(await createToken(ctx, { name, unitId: units.C1 }))

describe('a token', () => {
  it('is a session of its system, whatever site the request names', async () => {
    const { token } = await newToken()
    const answer = await call(
      whoami,
      bearer(token, { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }),
    )
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ name: 'billing', units: ['HX.P1.C1'] })
  })

  it('opens nothing but what its role may', async () => {
    const { token } = await newToken()
    expect((await call(forPeople, bearer(token))).status).toBe(403)
  })

  it('is kept as a hash and noted when used', async () => {
    const { id, token } = await newToken()
    await call(whoami, bearer(token))
    const row = await test.db.apiToken.findUniqueOrThrow({ where: { id } })
    expect(row.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(await test.db.auditLog.findMany())).not.toContain(token)
    expect(JSON.stringify(row)).not.toContain(token.slice(8))
  })

  it('ends when it is revoked; another one of the same system goes on', async () => {
    const [first, second] = [await newToken('crm'), await newToken('crm')]
    unwrap(await revokeToken(ctx, { tokenId: first.id }))
    expect((await call(whoami, bearer(first.token))).status).toBe(401)
    expect((await call(whoami, bearer(second.token))).status).toBe(200)
    expect(await test.db.staff.count({ where: { displayName: 'crm' } })).toBe(1)
    const again = await revokeToken(ctx, { tokenId: first.id })
    expect(again.ok ? null : again.refusal.code).toBe('token_already_revoked')
  })

  it('is nobody’s without the right', async () => {
    const clerk = personCtx(ctx, units.H1, [
      { role: 'service_staff', unitId: units.C1, unitPath: 'HX.P1.C1' },
    ])
    const made = await createToken(clerk, { name: 'x', unitId: units.C1 })
    expect(made.ok ? null : made.refusal.code).toBe('not_allowed')
    const elsewhere = personCtx(ctx, units.H1, [
      { role: 'administrator', unitId: units.C2, unitPath: 'HX.P1.C2' },
    ])
    expect((await createToken(elsewhere, { name: 'x', unitId: units.C1 })).ok).toBe(false)
  })
})

describe('guessing', () => {
  it('is refused, then put off per address; who has a right token is not held up', async () => {
    const here = { 'x-forwarded-for': '10.0.0.7' }
    const { token } = await newToken()
    const wrong = () => call(whoami, bearer(`jiannuo_${'a'.repeat(43)}`, here))
    const first = await wrong()
    expect(first.status).toBe(401)
    expect(first.headers.get('www-authenticate')).toBe('Bearer')
    expect(await first.json()).toMatchObject({ code: 'token_wrong' })
    for (let count = 1; count < ADDRESS_LIMIT.failures; count++) await wrong()
    expect((await wrong()).status).toBe(429)
    expect((await call(whoami, bearer('no token at all', here))).status).toBe(429)
    expect((await call(whoami, bearer(token, here))).status).toBe(200)
    expect((await call(whoami, bearer('x', { 'x-forwarded-for': '10.0.0.8' }))).status).toBe(401)
  })
})

describe('the account of a system', () => {
  it('cannot sign in with a password and gets none', async () => {
    await newToken('mediation')
    const account = await test.db.staff.findFirstOrThrow({ where: { displayName: 'mediation' } })
    for (const password of ['!', 'promise-2026']) {
      const done = await signIn(ctx, { username: account.username, password, address: '10.0.0.9' })
      expect(done.ok ? null : done.refusal.code).toBe('sign_in_wrong')
    }
    const reset = await resetPassword(ctx, { staffId: account.id })
    expect(reset.ok ? null : reset.refusal.code).toBe('account_of_system')
    await expect(
      test.db.staff.update({ where: { id: account.id }, data: { passwordHash: 'x' } }),
    ).rejects.toThrow('staff_machine_no_password')
  })

  it('tokens stand for systems only, and never change', async () => {
    const person = await test.db.staff.create({
      data: {
        id: crypto.randomUUID(),
        employeeNo: 'p',
        username: 'person',
        displayName: 'p',
        passwordHash: 'x',
        homeUnitId: units.H1,
        createdAt: ctx.clock(),
      },
    })
    const data = {
      id: crypto.randomUUID(),
      staffId: person.id,
      name: 'x',
      tokenHash: 'a'.repeat(64),
      createdAt: ctx.clock(),
    }
    await expect(test.db.apiToken.create({ data })).rejects.toThrow('api_token_of_a_machine')
    const { id } = await newToken('fixed')
    const { staffId } = await test.db.apiToken.findUniqueOrThrow({ where: { id } })
    await expect(
      test.db.apiToken.create({ data: { ...data, id: crypto.randomUUID(), staffId, tokenHash: 'plain' } }),
    ).rejects.toThrow('api_token_hash_shape')
    await expect(test.db.apiToken.update({ where: { id }, data: { name: 'y' } })).rejects.toThrow(
      'api_token_only_ends',
    )
    await expect(test.db.apiToken.delete({ where: { id } })).rejects.toThrow('api_token_only_ends')
  })
})
