import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DeadlineRule, GateRule } from '@/commitments/rules/rule'
import { unsaidItems } from '@/consents/rules/must-state'
import { recordCharge } from '@/consents/service/charge'
import { recordJoining } from '@/consents/service/joining'
import { recordPurchase } from '@/consents/service/purchase'
import { remindOfFees } from '@/consents/service/remind'
import { messageReactions } from '@/flows/messages'
import { proposeRefund, refundsOfCharges } from '@/flows/order-refund'
import { unwrap } from '@/kernel/result'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import { deliverOutbox } from '@/messaging/service/deliver'
import { sweepAll } from '@/obligations/service/sweep'
import { type Carrier, ctxAt, EVERYTHING, makeCarrier, publish } from '../support/carrier'
import { makeServices, newPhone, order, texted } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let hall: string
const versions: Record<string, string> = {}
const MINUTE = 60_000
const pass = (ms: number) => {
  ctx.now = new Date(ctx.now.getTime() + ms)
}
const within = (start: string, stop: string, minutes: number): DeadlineRule => ({
  kind: 'deadline',
  start,
  stop: [stop],
  limit: { amount: minutes, unit: 'minute' },
  clock: 'elapsed',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
})
const FEE_PAGE: GateRule = {
  kind: 'gate',
  start: 'purchase.made',
  action: 'purchase.made',
  preconditions: [{ fact: 'purchase.fee_page_shown' }],
  overrideBy: null,
  ifMissing: 'refuse',
}
const deliver = () =>
  deliverOutbox(ctx, { adapters: [simulatorAdapter()], react: messageReactions, random: () => 0 })
const stateOf = async (subjectId: string, code: string) =>
  (
    await database.db.obligation.findFirst({
      where: { subjectId, versionId: versions[code], ruleKind: 'deadline' },
    })
  )?.state
const textOf = async (subjectId: string, template: string) =>
  (await database.db.outboxMessage.findFirst({ where: { subjectId, key: { startsWith: `${template}:` } } }))
    ?.text

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  hall = carrier.units.hall
  ctx = ctxAt(database.db, '2026-03-02T01:00:00Z')
  const scope = { ...EVERYTHING, classes: ['content_sms', 'mms'] }
  versions.notice = await publish(
    database.db,
    carrier,
    [within('subscription.ordered', 'subscription.notice_sent', 60)],
    { scope },
  )
  versions.purchase = await publish(database.db, carrier, [
    within('purchase.made', 'purchase.notice_sent', 1),
    FEE_PAGE,
  ])
  versions.welcome = await publish(database.db, carrier, [
    within('customer.joined', 'customer.welcome_sent', 60),
  ])
  await makeServices(ctx)
})
afterAll(() => database.drop())
beforeEach(() => pass(MINUTE))

describe('the notice of a new subscription', () => {
  test('counts when a provider has it, not when it is written down', async () => {
    const { id } = await order(ctx, hall, { service: 'MP' })
    expect(await stateOf(id, 'notice')).toBe('OPEN')
    pass(2 * MINUTE)
    await deliver()
    expect(await stateOf(id, 'notice')).toBe('KEPT')
    // A service of another class owes none.
    expect(await stateOf((await order(ctx, hall)).id, 'notice')).toBeUndefined()
  })
  test('is broken when nothing leaves in time', async () => {
    const { id } = await order(ctx, hall, { service: 'MP' })
    pass(61 * MINUTE)
    await sweepAll(ctx)
    expect(await stateOf(id, 'notice')).toBe('BROKEN')
    await deliver()
  })
  test('says name, provider, price, period and how to cancel', async () => {
    const { id } = await order(ctx, hall, { service: 'MP' })
    expect(await textOf(id, 'consent.ask')).toMatch(/服务MP.*晨光传媒.*3\.00元.*每月.*TDMP/)
  })
})

const purchase = (over: object = {}) =>
  recordPurchase(ctx, {
    service: 'DB',
    phone: newPhone(),
    unitId: hall,
    channel: 'web',
    externalRef: `P-${ctx.now.getTime()}-${Math.random()}`,
    amountMinor: 200n,
    currency: 'CNY',
    feePageShownAt: ctx.now,
    madeAt: ctx.now,
    ...over,
  })

describe('the fee after a purchase', () => {
  test('is told within the minute, or broken', async () => {
    const { id } = unwrap(await purchase())
    expect(await textOf(id, 'notice.purchase')).toMatch(/服务DB.*晨光传媒.*2\.00元/)
    await deliver()
    expect(await stateOf(id, 'purchase')).toBe('KEPT')
    const late = unwrap(await purchase())
    pass(2 * MINUTE)
    await sweepAll(ctx)
    await deliver()
    expect(await stateOf(late.id, 'purchase')).toBe('BROKEN')
  })
  test('without the fee page the purchase is refused', async () => {
    expect(await purchase({ feePageShownAt: null })).toMatchObject({
      ok: false,
      refusal: { code: 'fee_page_missing' },
    })
  })
  test('the same reference is the same purchase', async () => {
    const first = unwrap(await purchase({ externalRef: 'P-SAME' }))
    expect(unwrap(await purchase({ externalRef: 'P-SAME' }))).toEqual({ ...first, wasRecordedBefore: true })
  })
})

describe('the welcome text', () => {
  const joining = (over: object = {}) =>
    recordJoining(ctx, {
      phone: newPhone(),
      unitId: hall,
      channel: 'hall',
      externalRef: `J-${ctx.now.getTime()}`,
      planName: '畅享59套餐',
      priceMinor: 5900n,
      currency: 'CNY',
      period: 'month',
      website: 'www.huaxin.example',
      joinedAt: ctx.now,
      ...over,
    })
  test('states tariff, ways to query and real-name registration', async () => {
    const { id } = unwrap(await joining())
    expect(await textOf(id, 'notice.welcome')).toMatch(
      /畅享59套餐.*59\.00元.*每月.*www\.huaxin\.example.*实名登记/,
    )
    await deliver()
    expect(await stateOf(id, 'welcome')).toBe('KEPT')
  })
  test('that would leave something unsaid is not sent', async () => {
    expect(unsaidItems('notice.welcome', { service: 'a', price: 'b', period: 'c', website: ' ' })).toEqual([
      'website',
    ])
    expect(await joining({ website: '' })).toMatchObject({
      ok: false,
      refusal: { code: 'message_leaves_unsaid' },
    })
  })
})

describe('the reminder of the monthly fee', () => {
  test('goes once a month by day, to those who have a monthly fee', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '是')
    await deliver()
    // Not in the month it began, not at night, then once.
    ctx.now = new Date('2026-03-20T02:00:00Z')
    await remindOfFees(ctx)
    expect(await textOf(id, 'consent.fee_reminder')).toBeUndefined()
    ctx.now = new Date('2026-04-01T15:00:00Z')
    expect(await remindOfFees(ctx)).toBe(0)
    ctx.now = new Date('2026-04-02T02:00:00Z')
    expect(await remindOfFees(ctx)).toBeGreaterThan(0)
    expect(await remindOfFees(ctx)).toBe(0)
    await deliver()
    expect(await textOf(id, 'consent.fee_reminder')).toMatch(/15\.00元.*TDTQ/)
    expect(
      await database.db.fact.count({ where: { subjectId: id, type: 'subscription.fee_reminded' } }),
    ).toBe(1)
  })
})

describe('the refund of a charge without consent', () => {
  test('is reported by one press, once', async () => {
    const { id } = await order(ctx, hall)
    unwrap(
      await recordCharge(ctx, {
        ref: id,
        chargeRef: 'NC-1',
        amountMinor: 1500n,
        currency: 'CNY',
        chargedAt: ctx.now,
      }),
    )
    const first = unwrap(await proposeRefund(ctx, { orderId: id, chargeRef: 'NC-1' }))
    expect(first.wasReportedBefore).toBe(false)
    expect(unwrap(await proposeRefund(ctx, { orderId: id, chargeRef: 'NC-1' }))).toEqual({
      number: first.number,
      wasReportedBefore: true,
    })
    // Found in whatever case billing writes its reference.
    expect(await refundsOfCharges(ctx, ['NC-1', 'nc-1'])).toEqual({
      'NC-1': first.number,
      'nc-1': first.number,
    })
    const error = await database.db.billingError.findFirstOrThrow({ where: { sourceId: id } })
    expect([error.chargedMinor, error.correctMinor]).toEqual([1500n, 0n])
  })
  test('a charge as ordered has none', async () => {
    const phone = newPhone()
    const { id } = await order(ctx, hall, { phone })
    await texted(ctx, phone, '是')
    unwrap(
      await recordCharge(ctx, {
        ref: id,
        chargeRef: 'OK-1',
        amountMinor: 1500n,
        currency: 'CNY',
        chargedAt: ctx.now,
      }),
    )
    expect(await proposeRefund(ctx, { orderId: id, chargeRef: 'OK-1' })).toMatchObject({
      ok: false,
      refusal: { code: 'charge_is_right' },
    })
  })
})
