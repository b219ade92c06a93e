import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { unwrap } from '@/kernel/result'
import { createToken } from '@/organisation/service/tokens'
import { disconnectDb } from '@/platform/db/client'
import { DATA_KEY, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { makeNoticePromises, workThrough } from '../support/notices'
import { systemCtx } from '../support/organisation'

vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, set: () => {} }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }))

const HOUR_MS = 3_600_000
let test: TestDatabase
let hall: Hall
let token: string

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  hall = await makeHall(test.db)
  await makeNoticePromises(test.db, hall)
  const ctx = systemCtx(test.db)
  token = unwrap(await createToken(ctx, { name: 'billing', unitId: hall.units.city })).token
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})

type Handler = (request: Request, props: { params: Promise<{ ref: string }> }) => Promise<Response>
const post = async (handler: unknown, body: unknown, ref = '', headers: Record<string, string> = {}) => {
  const answer = await (handler as Handler)(
    new Request('http://localhost:3000/api/v1/x', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ ref: encodeURIComponent(ref) }) },
  )
  return { status: answer.status, body: await answer.json() }
}
const routes = async () => ({
  plan: (await import('../../app/api/v1/planned-events/route')).POST,
  move: (await import('../../app/api/v1/planned-events/[ref]/move/route')).POST,
  callOff: (await import('../../app/api/v1/planned-events/[ref]/call-off/route')).POST,
  permit: (await import('../../app/api/v1/suspensions/[ref]/permit/route')).POST,
  done: (await import('../../app/api/v1/suspensions/[ref]/done/route')).POST,
})
let refs = 0
const body = (over: object = {}) => {
  refs += 1
  return {
    kind: 'suspension',
    ref: `B/${refs}`,
    account: `ZZ-${400_000 + refs}`,
    phone: `136${String(10_000_000 + refs)}`,
    unit: 'ZZ_A1',
    eventAt: new Date(Date.now() + 72 * HOUR_MS).toISOString(),
    amountMinor: 1250,
    ...over,
  }
}

describe('planned events', () => {
  it('one is planned once; its suspension is refused with words, what is missing and the next moment', async () => {
    const { plan, permit, done } = await routes()
    const event = body()
    const first = await post(plan, event)
    expect(first).toMatchObject({ status: 201, body: { ref: event.ref, state: 'planned' } })
    expect(await post(plan, event)).toMatchObject({ status: 200, body: { id: first.body.id } })
    const refused = await post(permit, { at: event.eventAt }, event.ref)
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'suspension_unproven',
        title: expect.stringContaining(first.body.number),
        params: { possibleAt: expect.stringMatching(/^\d{4}-/), missing: expect.stringContaining('T-') },
      },
    })
    expect(await post(done, {}, event.ref)).toMatchObject({ status: 409 })
    expect(await post(done, { breachReason: 'batch ran ahead' }, event.ref)).toMatchObject({
      status: 200,
      body: { state: 'done', isBreach: true },
    })
  })

  it('with the reminder delivered it is permitted', async () => {
    const { plan, permit } = await routes()
    const event = body()
    await post(plan, event)
    const tomorrow = new Date(Date.parse(event.eventAt) - 30 * HOUR_MS)
    tomorrow.setUTCHours(4)
    await workThrough({ ...systemCtx(test.db), clock: () => tomorrow })
    expect(await post(permit, { at: event.eventAt }, event.ref)).toMatchObject({
      status: 200,
      body: { permitted: true, at: event.eventAt },
    })
  })

  it('many answer each for itself, in the order given', async () => {
    const { plan } = await routes()
    const known = body()
    const answer = await post(plan, [
      known,
      body({ unit: 'NOWHERE' }),
      body({ amountMinor: undefined }),
      known,
      body({ kind: 'low_balance', customerClass: 'prepaid', eventAt: undefined, balanceMinor: 99_000 }),
    ])
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject([
      { place: 0, state: 'planned', wasPlannedBefore: false },
      { place: 1, code: 'unit_unknown' },
      { place: 2, code: 'invalid', fields: { amountMinor: expect.any(String) } },
      { place: 3, wasPlannedBefore: true },
      { place: 4, state: 'not_low', id: null },
    ])
  })

  it('a thousand are planned at once, more are refused', async () => {
    const { plan } = await routes()
    const many = Array.from({ length: 1000 }, () => body())
    const answer = await post(plan, many)
    expect(answer.body).toHaveLength(1000)
    expect(new Set(answer.body.map(({ number }: { number: string }) => number)).size).toBe(1000)
    expect(await post(plan, [...many, body()])).toMatchObject({
      status: 422,
      body: { code: 'event_too_many' },
    })
  }, 60_000)

  it('is moved and called off; unknown ones are 404', async () => {
    const { plan, move, callOff, permit } = await routes()
    const event = body()
    await post(plan, event)
    const eventAt = new Date(Date.now() + 100 * HOUR_MS).toISOString()
    expect(await post(move, { eventAt }, event.ref)).toMatchObject({ status: 200, body: { eventAt } })
    expect(await post(callOff, { reason: 'paid' }, event.ref)).toMatchObject({
      body: { state: 'called_off' },
    })
    expect(await post(move, { eventAt }, event.ref)).toMatchObject({ status: 409 })
    expect(await post(permit, {}, event.ref)).toMatchObject({
      status: 409,
      body: { code: 'event_called_off' },
    })
    expect(await post(permit, {}, 'nothing')).toMatchObject({ status: 404 })
  })

  it('of another branch can be neither moved, called off, permitted nor done by its token', async () => {
    const { plan, move, callOff, permit, done } = await routes()
    const event = body()
    await post(plan, event)
    const ctx = systemCtx(test.db)
    const other = unwrap(await createToken(ctx, { name: 'other', unitId: hall.otherCity })).token
    const foreign = { authorization: `Bearer ${other}` }
    const eventAt = new Date(Date.now() + 100 * HOUR_MS).toISOString()
    for (const [handler, asked] of [
      [move, { eventAt }],
      [callOff, { reason: 'paid' }],
      [permit, {}],
      [done, { breachReason: 'batch ran ahead' }],
    ] as const) {
      const answer = await post(handler, asked, event.ref, foreign)
      expect([403, 404]).toContain(answer.status)
      expect(JSON.stringify(answer.body)).not.toContain(event.account)
    }
    const row = await test.db.plannedEvent.findFirstOrThrow({ where: { externalRef: event.ref } })
    expect(row.state).toBe('planned')
  })

  it('that cannot be read says what is wrong, in the caller’s language', async () => {
    const { plan, permit, move } = await routes()
    const chinese = { 'accept-language': 'zh-CN' }
    const english = { 'accept-language': 'en' }
    expect(await post(plan, body({ eventAt: '2026-03-09' }), '', english)).toMatchObject({
      status: 400,
      body: { code: 'invalid', fields: { eventAt: expect.stringMatching(/[a-z]{4}/) } },
    })
    expect(await post(plan, body({ kind: 'party' }), '', chinese)).toMatchObject({
      status: 400,
      body: {
        title: expect.stringMatching(/\p{Script=Han}/u),
        fields: { kind: expect.stringMatching(/\p{Script=Han}/u) },
      },
    })
    const event = body()
    await post(plan, event)
    expect(await post(move, {}, event.ref, english)).toMatchObject({
      status: 400,
      body: { fields: { eventAt: expect.any(String) } },
    })
    const words = await Promise.all(
      ['zh-CN', 'zh-TW', 'en'].map((locale) => post(permit, {}, event.ref, { 'accept-language': locale })),
    )
    expect(words.map(({ status }) => status)).toEqual([409, 409, 409])
    expect(new Set(words.map(({ body }) => body.title)).size).toBe(3)
  })

  it('is refused to a system that has lost its role', async () => {
    const { plan } = await routes()
    const ctx = systemCtx(test.db)
    const lost = unwrap(await createToken(ctx, { name: 'lost', unitId: hall.units.city })).token
    const { id } = await test.db.staff.findFirstOrThrow({ where: { displayName: 'lost' } })
    await test.db.roleAssignment.updateMany({ where: { staffId: id }, data: { endedAt: ctx.clock() } })
    expect(await post(plan, body(), '', { authorization: `Bearer ${lost}` })).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
  })

  it('is nobody’s without the token, nor outside its units', async () => {
    const { plan } = await routes()
    expect(await post(plan, body(), '', { authorization: `Bearer jiannuo_${'a'.repeat(43)}` })).toMatchObject(
      {
        status: 401,
      },
    )
    expect(await post(plan, body({ unit: 'KF' }))).toMatchObject({ status: 403 })
  })
})
