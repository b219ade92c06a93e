import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { unwrap } from '@/kernel/result'
import { createToken, revokeToken } from '@/organisation/service/tokens'
import { disconnectDb } from '@/platform/db/client'
import { MOST_CHARGES_A_CALL } from '@/reconciliation/service/begin-import'
import { POST } from '../../app/api/v1/charges/route'
import { calledByBilling } from '../support/billing-calls'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { smallCarrier, systemCtx } from '../support/organisation'
import { charge } from '../support/reconciliation'

vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, set: () => {} }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

let test: TestDatabase
let ctx: ReturnType<typeof systemCtx>
let units: Awaited<ReturnType<typeof smallCarrier>>
let token: string

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  ctx = systemCtx(test.db)
  units = await smallCarrier(ctx)
  token = await tokenAt(units.C1)
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})

const tokenAt = async (unitId: string, name = 'billing') =>
  unwrap(await createToken(ctx, { name, unitId })).token
const sent = (body: unknown, by: string | null = token, headers: Record<string, string> = {}) =>
  calledByBilling(POST, body, by, headers)
const unitOf = async (ref: string) =>
  (await test.db.charge.findFirstOrThrow({ where: { chargeRef: ref } })).unitId

describe('charges by the interface', () => {
  it('are taken for the unit of the token, or the branch each names below it', async () => {
    const own = charge()
    const branch = charge({ branch: 'H1' })
    expect(await sent({ charges: [own, branch] })).toEqual({
      status: 201,
      body: { importId: expect.any(String), added: 2, known: 0, rejected: 0, problems: [] },
    })
    expect(await unitOf(own.charge_ref!)).toBe(units.C1)
    expect(await unitOf(branch.charge_ref!)).toBe(units.H1)
  })

  it('come again without adding anything, also twice in one call and in another spelling', async () => {
    const one = charge()
    const again = { ...one, charge_ref: ` ${one.charge_ref!.toLowerCase()} ` }
    expect(await sent({ charges: [one, again] })).toMatchObject({ status: 201, body: { added: 1, known: 1 } })
    expect(await sent({ charges: [one] })).toMatchObject({ status: 201, body: { added: 0, known: 1 } })
    expect(await test.db.charge.count({ where: { chargeRef: one.charge_ref! } })).toBe(1)
  })

  it('are taken once when two calls bring them at the same moment', async () => {
    const many = Array.from({ length: 50 }, () => charge())
    const answers = await Promise.all([
      sent({ charges: many }),
      sent({ charges: many.toReversed() }),
      sent({ charges: many }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(answers.reduce((sum, { body }) => sum + Number(body.added), 0)).toBe(50)
  })

  it('as many as the interface promises fit into one call, one more does not', async () => {
    const long = { order_ref: 'O'.repeat(80), account: 'A'.repeat(40), phone: '13800138000' }
    const many = Array.from({ length: MOST_CHARGES_A_CALL }, () => charge(long))
    expect(await sent({ charges: many })).toMatchObject({
      status: 201,
      body: { added: MOST_CHARGES_A_CALL, rejected: 0 },
    })
    expect(await sent({ charges: [...many, charge()] })).toMatchObject({
      status: 400,
      body: { code: 'invalid', fields: { charges: expect.stringMatching(/\p{Script=Han}/u) } },
    })
  }, 60_000)

  it('that are wrong are told by place and field in the caller’s language, the others are in', async () => {
    const rows = [
      charge(),
      charge({ amount: '-1' }),
      charge({ charged_at: '2026-03-02 11:00' }),
      charge({ phone: '12' }),
      charge({ branch: 'C2' }),
    ]
    const english = await sent({ charges: rows }, token, { 'accept-language': 'en-GB,en;q=0.8' })
    expect(english).toMatchObject({
      status: 201,
      body: {
        added: 1,
        rejected: 4,
        problems: [
          { index: 1, code: 'amount_invalid', field: 'amount', title: expect.stringMatching(/amount/i) },
          { index: 2, code: 'charge_time_without_offset', field: 'charged_at' },
          { index: 3, code: 'phone_invalid', field: 'phone', title: expect.stringMatching(/number/) },
          { index: 4, code: 'charge_branch_unknown', field: 'branch' },
        ],
      },
    })
    const chinese = await sent({ charges: [charge({ amount: 'x' })] })
    expect(chinese.body.problems).toMatchObject([{ index: 0, title: expect.stringMatching(/金额/) }])
    const taiwan = await sent({ charges: [charge({ amount: 'x' })] }, token, { 'accept-language': 'zh-TW' })
    expect(taiwan.body.problems).toMatchObject([{ title: expect.stringMatching(/金額/) }])
  })
})

describe('a call that is refused', () => {
  it.each([
    ['no JSON', '{"charges": [', 'body_no_json'],
    ['not even text', '\u0000', 'body_no_json'],
  ])('%s says so', async (_what, body, code) => {
    const answer = await sent(body, token, { 'accept-language': 'en' })
    expect(answer).toMatchObject({ status: 400, body: { code, title: expect.stringMatching(/JSON/) } })
  })

  it.each([
    ['an empty list', { charges: [] }, 'charges'],
    ['no list', {}, 'charges'],
    ['a list of its own', [], 'form'],
    ['a value that is no text', { charges: [{ amount: { yuan: 1 } }] }, 'charges.0.amount'],
    ['a unit that is no id', { charges: [charge()], unitId: 'C1' }, 'unitId'],
  ])('%s names the field', async (_what, body, field) => {
    const answer = await sent(body)
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid', title: expect.stringMatching(/\p{Script=Han}/u) },
    })
    expect(Object.keys(answer.body.fields ?? {})).toEqual([field])
  })

  it('longer than is read, before it is read', async () => {
    const answer = await sent('x'.repeat(7 * 1024 * 1024), token, { 'accept-language': 'en' })
    expect(answer).toMatchObject({
      status: 413,
      body: { code: 'body_too_long', title: expect.stringMatching(/6144 KB/) },
    })
  })

  it('without a token, with a wrong one or one that was revoked', async () => {
    const body = { charges: [charge()] }
    expect(await sent(body, null)).toMatchObject({ status: 401, body: { code: 'signed_out' } })
    expect(await sent(body, `jiannuo_${'a'.repeat(43)}`)).toMatchObject({
      status: 401,
      body: { code: 'token_wrong' },
    })
    const ended = unwrap(await createToken(ctx, { name: 'old', unitId: units.C1 }))
    unwrap(await revokeToken(ctx, { tokenId: ended.id }))
    expect(await sent(body, ended.token)).toMatchObject({ status: 401 })
    expect(await test.db.charge.count({ where: { chargeRef: body.charges[0]!.charge_ref! } })).toBe(0)
  })

  it('by a system that has lost its role', async () => {
    const lost = await tokenAt(units.C1, 'mediation')
    const { id } = await test.db.staff.findFirstOrThrow({ where: { displayName: 'mediation' } })
    await test.db.roleAssignment.updateMany({ where: { staffId: id }, data: { endedAt: ctx.clock() } })
    expect(await sent({ charges: [charge()] }, lost)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
  })

  it('for a unit outside the token’s; a branch elsewhere is no branch', async () => {
    const other = await tokenAt(units.C2)
    const one = charge({ branch: 'H1' })
    expect(await sent({ charges: [one], unitId: units.C1 }, other)).toMatchObject({ status: 403 })
    expect(await sent({ charges: [one] }, other)).toMatchObject({
      status: 201,
      body: { added: 0, rejected: 1, problems: [{ code: 'charge_branch_unknown' }] },
    })
  })
})
