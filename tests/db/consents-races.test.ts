import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { activate } from '@/consents/service/activate'
import { cancelOrder } from '@/consents/service/cancel'
import { recordCharge } from '@/consents/service/charge'
import { lapseSilent } from '@/consents/service/lapse'
import { orderById } from '@/consents/store/orders'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { makeServices, newPhone, order, texted } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'

/** What happens at once on one order comes out as if it had happened one after the other, whichever was first. */
let database: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
const ROUNDS = 12
const read = async (id: string) => (await orderById(database.db, id))!
const verdictsOf = async (orderId: string) =>
  (
    await database.db.consentRecord.findMany({
      where: { orderId, kind: 'answer' },
      orderBy: { seq: 'asc' },
    })
  ).map(({ verdict }) => verdict)
const keysOf = async (subjectId: string) =>
  (await database.db.outboxMessage.findMany({ where: { subjectId } }))
    .map(({ key }) => key.split(':')[0])
    .sort()

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  database = await createTestDatabase({ max: 20 })
  carrier = await makeCarrier(database.db)
  ctx = ctxAt(database.db, '2026-03-02T01:00:00Z')
  await makeServices(ctx)
})
afterAll(() => database.drop())

describe('at the same time', () => {
  test('five answers yes: one counts, the others are on file', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, carrier.units.hall, { phone })
    await Promise.all(['是', '是', 'Y', '好', '确认'].map((words) => texted(ctx, phone, words)))
    expect((await read(id)).state).toBe('active')
    const verdicts = await verdictsOf(id)
    expect(verdicts.filter((verdict) => verdict === 'yes')).toHaveLength(1)
    expect(verdicts.filter((verdict) => verdict === 'repeated')).toHaveLength(4)
    expect(await keysOf(id)).toEqual(['consent.activated', 'consent.ask'])
  })

  test('a yes and a no: never active after the no', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phone = newPhone()
      const { id } = await order(ctx, carrier.units.hall, { phone })
      await Promise.all([texted(ctx, phone, '是'), texted(ctx, phone, '否')])
      // The yes first: the no takes it back within the window. The no first: the yes changes nothing.
      expect(['cancelled', 'declined']).toContain((await read(id)).state)
      expect(await verdictsOf(id)).toHaveLength(2)
    }
  })

  test('an answer of the last moment and the end of the window: active with three records, whichever was first', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phone = newPhone()
      const { id, windowEndsAt } = await order(ctx, carrier.units.hall, { phone })
      const late = { ...ctx, clock: () => new Date(windowEndsAt!.getTime() + 1) }
      await Promise.all([lapseSilent(late), texted(late, phone, '是', windowEndsAt!)])
      expect(await read(id)).toMatchObject({ state: 'active', hasYes: true })
    }
  })

  test('an answer of the moment after and the end of the window: not ordered, whichever was first', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phone = newPhone()
      const { id, windowEndsAt } = await order(ctx, carrier.units.hall, { phone })
      const late = { ...ctx, clock: () => new Date(windowEndsAt!.getTime() + 1) }
      await Promise.all([lapseSilent(late), texted(late, phone, '是')])
      expect((await read(id)).state).toBe('lapsed')
      expect(await verdictsOf(id)).toEqual(['late'])
    }
  })

  test('activation and cancellation: cancelled in the end, told once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phone = newPhone()
      const { id } = await order(ctx, carrier.units.hall, { phone, activatesItself: false })
      await texted(ctx, phone, '是')
      const [activated, cancelled] = await Promise.all([
        activate(ctx, { ref: id }),
        cancelOrder(ctx, { ref: id, channel: 'hall' }),
      ])
      expect(cancelled.ok).toBe(true)
      if (!activated.ok) expect(activated.refusal.code).toBe('order_is_cancelled')
      expect((await read(id)).state).toBe('cancelled')
      expect((await keysOf(id)).filter((key) => key === 'consent.cancelled')).toHaveLength(1)
    }
  })

  test('ten reports of one charge are one charge', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, carrier.units.hall, { phone })
    await texted(ctx, phone, '是')
    const charge = { ref: id, chargeRef: 'RACE-1', amountMinor: 1500n, currency: 'CNY', chargedAt: ctx.now }
    const done = await Promise.all(Array.from({ length: 10 }, () => recordCharge(ctx, charge)))
    expect(done.every((each) => each.ok && each.value.verdict === 'as_ordered')).toBe(true)
    expect(await database.db.orderCharge.count({ where: { orderId: id } })).toBe(1)
    expect(await database.db.fact.count({ where: { subjectId: id, type: 'subscription.charged' } })).toBe(1)
  })

  test('two answers to two open questions: each has one', async () => {
    const phone = newPhone()
    const first = await order(ctx, carrier.units.hall, { phone })
    ctx.now = new Date(ctx.now.getTime() + 600_000)
    const second = await order(ctx, carrier.units.hall, { phone, service: 'XW' })
    await Promise.all([texted(ctx, phone, '是'), texted(ctx, phone, '是')])
    expect([(await read(first.id)).state, (await read(second.id)).state]).toEqual(['active', 'active'])
  })
})
