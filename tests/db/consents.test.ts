import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { activate } from '@/consents/service/activate'
import { answerReceived } from '@/consents/service/answer'
import { cancelOrder } from '@/consents/service/cancel'
import { recordCharge } from '@/consents/service/charge'
import { lapseSilent } from '@/consents/service/lapse'
import { placeOrder } from '@/consents/service/place'
import { saveService, withdrawService } from '@/consents/service/services'
import { saveSetting } from '@/consents/service/settings'
import { orderById } from '@/consents/store/orders'
import { currentSetting } from '@/consents/store/settings'
import { unwrap } from '@/kernel/result'
import { gatesMissing } from '@/obligations/queries/gates-ready'
import { withTransaction } from '@/platform/context'
import { type Carrier, ctxAt, EVERYTHING, makeCarrier, publish } from '../support/carrier'
import { makeServices, newPhone, order, SECOND_CONFIRMATION, service, texted } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let versionId: string
let hall: string
const HOUR = 3_600_000
const pass = (ms: number) => {
  ctx.now = new Date(ctx.now.getTime() + ms)
}
const read = async (id: string) => (await orderById(database.db, id))!
const recordsOf = (orderId: string) =>
  database.db.consentRecord.findMany({ where: { orderId }, orderBy: { seq: 'asc' } })
const factsOf = async (subjectId: string) =>
  (await database.db.fact.findMany({ where: { subjectId }, orderBy: { seq: 'asc' } })).map(({ type }) => type)
const textsOf = (subjectId: string) =>
  database.db.outboxMessage.findMany({ where: { subjectId }, orderBy: { createdAt: 'asc' } })
const gateOf = (subjectId: string) => database.db.obligation.findFirst({ where: { subjectId, versionId } })

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  hall = carrier.units.hall
  ctx = ctxAt(database.db, '2026-03-02T01:00:00Z')
  versionId = await publish(database.db, carrier, [SECOND_CONFIRMATION], {
    scope: { ...EVERYTHING, classes: ['monthly', 'subscription'] },
  })
  await makeServices(ctx)
})
afterAll(() => database.drop())
beforeEach(() => pass(HOUR))

describe('order, question, answer', () => {
  test('a gate that waits for the first charge says how many steps are missing', async () => {
    const phone = newPhone()
    const placed = await order(ctx, hall, { phone })
    const missing = async () => [...(await gatesMissing(ctx, placed.id)).values()]
    expect(await missing()).toEqual([1])
    await texted(ctx, phone, '是')
    expect(await missing()).toEqual([0])
  })

  test('a yes makes the order active, with three records as received', async () => {
    const phone = newPhone()
    const placed = await order(ctx, hall, { phone })
    expect(placed).toMatchObject({ state: 'asked', needsConfirmation: true })
    expect(placed.windowEndsAt!.getTime() - ctx.now.getTime()).toBe(24 * HOUR)
    pass(60_000)
    expect((await texted(ctx, phone, ' Ｙ！')).state).toBe('handled')
    expect(await read(placed.id)).toMatchObject({ state: 'active', hasYes: true })
    const records = await recordsOf(placed.id)
    expect(records.map(({ kind, text, verdict }) => [kind, text, verdict])).toEqual([
      ['order', '订购TQ', null],
      ['question', expect.stringMatching(/服务TQ.*晨光传媒.*15\.00元.*每月.*TDTQ/), null],
      ['answer', ' Ｙ！', 'yes'],
    ])
    expect(await factsOf(placed.id)).toEqual([
      'subscription.ordered',
      'subscription.confirm_requested',
      'subscription.confirmed',
      'subscription.activated',
    ])
    expect((await textsOf(placed.id)).map(({ key }) => key.split(':')[0])).toEqual([
      'consent.ask',
      'consent.activated',
    ])
    expect(await database.db.matter.findUnique({ where: { id: placed.id } })).toMatchObject({
      state: 'active',
      closedAt: null,
    })
  })

  test('a no declines, and a yes after it changes nothing', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '不要')
    await texted(ctx, phone, '是')
    expect((await read(id)).state).toBe('declined')
    expect((await recordsOf(id)).map(({ verdict }) => verdict)).toEqual([null, null, 'no', 'repeated'])
  })

  test('what is unclear is asked again once, then the window decides', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '这是什么')
    await texted(ctx, phone, '你是谁')
    expect((await recordsOf(id)).map(({ kind, verdict }) => verdict ?? kind)).toEqual([
      'order',
      'question',
      'unclear',
      'question',
      'unclear',
    ])
    await texted(ctx, phone, '好的')
    expect((await read(id)).state).toBe('active')
  })

  test('silence to the end of the window means not ordered; its last moment is in time', async () => {
    const phone = newPhone()
    const { id, windowEndsAt } = await order(ctx, hall, { phone })
    ctx.now = windowEndsAt!
    expect(await lapseSilent(ctx)).toBe(0)
    pass(1)
    await lapseSilent(ctx)
    expect((await read(id)).state).toBe('lapsed')
    await texted(ctx, phone, '是')
    expect((await read(id)).state).toBe('lapsed')
    expect((await recordsOf(id)).at(-1)).toMatchObject({ verdict: 'late' })
    expect(await factsOf(id)).toContain('subscription.lapsed')
  })

  test('a yes received in time counts though it reaches us after the window was closed', async () => {
    const phone = newPhone()
    const { id, windowEndsAt } = await order(ctx, hall, { phone })
    ctx.now = new Date(windowEndsAt!.getTime() + HOUR)
    await lapseSilent(ctx)
    await texted(ctx, phone, '是', windowEndsAt!)
    expect(await read(id)).toMatchObject({ state: 'active', hasYes: true })
  })

  test('another number is recorded and changes nothing', async () => {
    const { id, number } = await order(ctx, hall)
    const other = await order(ctx, hall)
    const { customerId, phoneHash } = await read(other.id)
    const outcome = unwrap(
      await withTransaction(ctx, (tx) =>
        answerReceived(tx, {
          id: 'link-1',
          customerId,
          fromHash: phoneHash,
          text: '是',
          receivedAt: ctx.now,
          channel: 'web',
          orderRef: number,
        }),
      ),
    )
    expect(outcome).toMatchObject({ verdict: 'wrong_number', state: 'asked' })
    expect((await read(id)).state).toBe('asked')
  })

  test('a text of somebody without orders is for others', async () => {
    expect((await texted(ctx, newPhone(), '是')).state).toBe('unhandled')
  })

  test('several open questions: the newest, or the one named, or asked which', async () => {
    const phone = newPhone()
    const first = await order(ctx, hall, { phone, service: 'TQ' })
    pass(10 * 60_000)
    const second = await order(ctx, hall, { phone, service: 'XW' })
    await texted(ctx, phone, 'tq 是')
    expect((await read(first.id)).state).toBe('active')
    await texted(ctx, phone, '是')
    expect((await read(second.id)).state).toBe('active')
    // Two texts on the screen at once.
    const phone2 = newPhone()
    const a = await order(ctx, hall, { phone: phone2, service: 'TQ' })
    const b = await order(ctx, hall, { phone: phone2, service: 'XW' })
    await texted(ctx, phone2, '是')
    expect([(await read(a.id)).state, (await read(b.id)).state]).toEqual(['asked', 'asked'])
    const told = [...(await textsOf(a.id)), ...(await textsOf(b.id))]
    expect(
      told.some(({ key, text }) => key.startsWith('consent.which') && /XW/.test(text) && /TQ/.test(text)),
    ).toBe(true)
    await texted(ctx, phone2, '否XW')
    expect((await read(b.id)).state).toBe('declined')
  })

  test('the same text handed in twice counts once', async () => {
    const { id } = await order(ctx, hall)
    const { customerId, phoneHash } = await read(id)
    const answer = {
      id: 'twice',
      customerId,
      fromHash: phoneHash,
      text: '是',
      receivedAt: ctx.now,
      channel: 'sms' as const,
    }
    for (let i = 0; i < 2; i += 1)
      expect(unwrap(await withTransaction(ctx, (tx) => answerReceived(tx, answer)))).toMatchObject({
        verdict: 'yes',
        state: 'active',
      })
    expect(await recordsOf(id)).toHaveLength(3)
  })
})

describe('placing', () => {
  test('on demand needs no confirmation and is active at once', async () => {
    const placed = await order(ctx, hall, { service: 'DB' })
    expect(placed).toMatchObject({ state: 'active', needsConfirmation: false, windowEndsAt: null })
  })

  test('the same key gives the same order; a second one while the first runs is refused', async () => {
    const phone = newPhone()
    const first = await order(ctx, hall, { phone, idempotencyKey: 'same-key-1' })
    expect(await order(ctx, hall, { phone, idempotencyKey: 'same-key-1' })).toMatchObject({
      id: first.id,
      wasPlacedBefore: true,
    })
    expect(
      await placeOrder(ctx, { service: 'TQ', phone, channel: 'hall', words: '再订', unitId: hall }),
    ).toMatchObject({ ok: false, refusal: { code: 'order_running', params: { order: first.number } } })
  })

  test('ten at once with one key are one order', async () => {
    const phone = newPhone()
    const placed = await Promise.all(
      Array.from({ length: 10 }, () => order(ctx, hall, { phone, idempotencyKey: 'ten-at-once' })),
    )
    expect(new Set(placed.map(({ id }) => id)).size).toBe(1)
  })

  test('services that are unknown or withdrawn, wrong numbers and times to come are refused', async () => {
    unwrap(await saveService(ctx, service('OLD')))
    unwrap(await withdrawService(ctx, { code: 'OLD', isWithdrawn: true }))
    const base = { service: 'TQ', phone: newPhone(), channel: 'hall', words: '订', unitId: hall } as const
    const refusalOf = async (over: object) => {
      const done = await placeOrder(ctx, { ...base, ...over })
      return done.ok ? null : done.refusal.code
    }
    expect(await refusalOf({ service: 'NONE' })).toBe('service_unknown')
    expect(await refusalOf({ service: 'OLD' })).toBe('service_unknown')
    expect(await refusalOf({ phone: '12' })).toBe('phone_invalid')
    expect(await refusalOf({ requestedAt: new Date(ctx.now.getTime() + 1) })).toBe('time_in_future')
  })

  test('an order keeps the price it saw', async () => {
    unwrap(await saveService(ctx, service('KP')))
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone, service: 'KP' })
    await texted(ctx, phone, '是')
    unwrap(await saveService(ctx, service('KP', { basedOn: 1, priceMinor: 9900n })))
    const charged = { ref: id, currency: 'CNY', chargedAt: ctx.now }
    expect(
      unwrap(await recordCharge(ctx, { ...charged, chargeRef: 'KP-1', amountMinor: 9900n })).verdict,
    ).toBe('above_price')
    expect(
      unwrap(await recordCharge(ctx, { ...charged, chargeRef: 'KP-2', amountMinor: 1500n })).verdict,
    ).toBe('as_ordered')
  })
})

describe('activation, charges, cancelling', () => {
  test('the carrier’s system cannot activate before the yes, and can after it', async () => {
    const phone = newPhone()
    const { id, number } = await order(ctx, hall, { phone, activatesItself: false })
    expect(await activate(ctx, { ref: number })).toMatchObject({
      ok: false,
      refusal: { code: 'order_not_confirmed' },
    })
    await texted(ctx, phone, '确认')
    expect((await read(id)).state).toBe('confirmed')
    expect(unwrap(await activate(ctx, { ref: number })).state).toBe('active')
    expect(unwrap(await activate(ctx, { ref: number })).state).toBe('active')
  })

  test('a charge after the yes keeps the promise, one without it breaks it and is told', async () => {
    const phone = newPhone()
    const good = await order(ctx, hall, { phone })
    await texted(ctx, phone, '是')
    const silent = await order(ctx, hall)
    pass(HOUR)
    const charge = (ref: string, chargeRef: string) =>
      recordCharge(ctx, { ref, chargeRef, amountMinor: 1500n, currency: 'CNY', chargedAt: ctx.now })
    expect(unwrap(await charge(good.id, 'C-1'))).toMatchObject({ verdict: 'as_ordered', isError: false })
    expect(unwrap(await charge(silent.number, 'C-2'))).toMatchObject({
      verdict: 'without_consent',
      isError: true,
    })
    // The same reference is the same charge, and no other order's.
    expect(unwrap(await charge(silent.number, 'C-2')).verdict).toBe('without_consent')
    expect(await charge(good.id, 'C-2')).toMatchObject({
      ok: false,
      refusal: { code: 'charge_of_other_order' },
    })
    expect((await gateOf(good.id))?.state).toBe('KEPT')
    expect((await gateOf(silent.id))?.state).toBe('BROKEN')
    expect(await factsOf(silent.id)).toContain('subscription.charged_without_consent')
    expect((await factsOf(silent.id)).filter((type) => type === 'subscription.charged')).toHaveLength(1)
  })

  test('cancelled by text at once, with a charge afterwards an error', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '是')
    pass(HOUR)
    await texted(ctx, phone, 'ＴＤＴＱ')
    expect(await read(id)).toMatchObject({ state: 'cancelled', cancelChannel: 'sms' })
    expect(
      unwrap(
        await recordCharge(ctx, {
          ref: id,
          chargeRef: 'AC-1',
          amountMinor: 1500n,
          currency: 'CNY',
          chargedAt: ctx.now,
        }),
      ).verdict,
    ).toBe('after_cancellation')
  })

  test.each(['hall', 'hotline', 'web', 'app', 'voice', 'api'] as const)(
    'cancelled by %s in one step, twice the same',
    async (channel) => {
      const phone = newPhone()
      const { id } = await order(ctx, hall, { phone })
      await texted(ctx, phone, '是')
      expect(unwrap(await cancelOrder(ctx, { ref: id, channel })).state).toBe('cancelled')
      const before = await read(id)
      pass(HOUR)
      expect(unwrap(await cancelOrder(ctx, { ref: id, channel: 'hall' })).state).toBe('cancelled')
      expect(await read(id)).toEqual(before)
      expect((await textsOf(id)).filter(({ key }) => key.startsWith('consent.cancelled'))).toHaveLength(1)
    },
  )
})

describe('settings', () => {
  test('new words and another window hold for orders from then on', async () => {
    const phone = newPhone()
    const before = await order(ctx, hall, { phone })
    const { version, words } = await currentSetting(database.db)
    const saved = unwrap(
      await saveSetting(ctx, {
        basedOn: version,
        windowMinutes: 60,
        confirmsOnDemand: true,
        words: { ...words, yes: [...words.yes, '中'] },
      }),
    )
    expect(saved.version).toBe(version + 1)
    const after = await order(ctx, hall, { service: 'DB' })
    expect(after).toMatchObject({ state: 'asked', needsConfirmation: true })
    expect(after.windowEndsAt!.getTime() - ctx.now.getTime()).toBe(HOUR)
    await texted(ctx, phone, '中')
    expect((await recordsOf(before.id)).at(-1)?.verdict ?? 'question').not.toBe('yes')
    expect(
      await saveSetting(ctx, { basedOn: version, windowMinutes: 60, confirmsOnDemand: false, words }),
    ).toMatchObject({ ok: false, refusal: { code: 'changed_meanwhile' } })
    expect(
      await saveSetting(ctx, {
        basedOn: version + 1,
        windowMinutes: 60,
        confirmsOnDemand: false,
        words: { ...words, no: [...words.no, 'Ｙ'] },
      }),
    ).toMatchObject({ ok: false, refusal: { code: 'consent_words_contradict' } })
  })
})
