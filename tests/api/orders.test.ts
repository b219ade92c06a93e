import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { saveService } from '@/consents/service/services'
import { unwrap } from '@/kernel/result'
import { createToken } from '@/organisation/service/tokens'
import { disconnectDb } from '@/platform/db/client'
import { POST as joinings } from '../../app/api/v1/joinings/route'
import { POST as activate } from '../../app/api/v1/orders/[ref]/activate/route'
import { POST as answers } from '../../app/api/v1/orders/[ref]/answers/route'
import { POST as cancel } from '../../app/api/v1/orders/[ref]/cancel/route'
import { POST as charges } from '../../app/api/v1/orders/[ref]/charges/route'
import { GET as order } from '../../app/api/v1/orders/[ref]/route'
import { POST as orders } from '../../app/api/v1/orders/route'
import { POST as purchases } from '../../app/api/v1/purchases/route'
import { newPhone, service } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { smallCarrier, systemCtx } from '../support/organisation'

vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, set: () => {} }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

let test: TestDatabase
let token: string
let elsewhere: string

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  const ctx = systemCtx(test.db)
  const units = await smallCarrier(ctx)
  // A service is offered from the moment it is saved.
  const past = { ...ctx, clock: () => new Date(Date.now() - 60_000) }
  unwrap(await saveService(past, service('TQ')))
  unwrap(await saveService(past, service('DB', { type: 'on_demand', period: 'use', priceMinor: 200n })))
  token = unwrap(await createToken(ctx, { name: 'billing', unitId: units.C1 })).token
  elsewhere = unwrap(await createToken(ctx, { name: 'other', unitId: units.C2 })).token
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})

type Handler = (request: Request, props: { params: Promise<{ ref: string }> }) => Promise<Response>
async function call(handler: Handler, ref: string, body: unknown, by: string | null = token, headers = {}) {
  const isGet = body === undefined
  const response = await handler(
    new Request('http://localhost:3000/api/v1/orders', {
      method: isGet ? 'GET' : 'POST',
      headers: { ...(by ? { authorization: `Bearer ${by}` } : {}), ...headers },
      ...(isGet ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
    { params: Promise.resolve({ ref }) },
  )
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const newOrder = (over: object = {}) => ({
  service: 'TQ',
  phone: newPhone(),
  channel: 'app',
  words: '点击订购',
  unit: 'C1',
  activatesItself: false,
  ...over,
})

describe('orders by the interface', () => {
  it('placed, asked, answered, activated, charged, cancelled', async () => {
    const input = newOrder({ externalRef: 'CRM-1' })
    const placed = await call(orders as Handler, '', input)
    expect(placed).toMatchObject({ status: 201, body: { state: 'asked', needsConfirmation: true } })
    expect(await call(orders as Handler, '', input)).toMatchObject({
      status: 200,
      body: { wasPlacedBefore: true },
    })
    const early = await call(activate as Handler, 'CRM-1', {})
    expect(early).toMatchObject({ status: 422, body: { code: 'order_not_confirmed' } })
    expect(early.body.title).toContain('还没有确认')
    const wrong = { phone: newPhone(), channel: 'app', words: '是', externalRef: 'A-1' }
    expect(await call(answers as Handler, 'CRM-1', wrong)).toMatchObject({
      body: { verdict: 'wrong_number' },
    })
    const right = { phone: input.phone, channel: 'app', words: '是', externalRef: 'A-2' }
    expect(await call(answers as Handler, 'CRM-1', right)).toMatchObject({
      body: { verdict: 'yes', state: 'confirmed' },
    })
    expect(await call(activate as Handler, 'CRM-1', {})).toMatchObject({
      status: 200,
      body: { state: 'active' },
    })
    const charge = {
      chargeRef: 'CDR-1',
      amountMinor: 1500,
      chargedAt: new Date().toISOString(),
    }
    expect(await call(charges as Handler, 'CRM-1', charge)).toMatchObject({
      body: { verdict: 'as_ordered', isError: false },
    })
    expect(await call(cancel as Handler, 'CRM-1', { channel: 'voice' })).toMatchObject({
      body: { state: 'cancelled' },
    })
    const evidence = await call(order as Handler, 'CRM-1', undefined)
    expect(evidence).toMatchObject({ status: 200, body: { state: 'cancelled', isProven: true } })
    expect(JSON.stringify(evidence.body)).not.toContain(input.phone)
  })

  it('an idempotency key in the header stands for the field', async () => {
    const key = { 'idempotency-key': 'key-0001-0001' }
    const input = newOrder()
    const first = await call(orders as Handler, '', input, token, key)
    const again = await call(orders as Handler, '', { ...input, phone: newPhone() }, token, key)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body.id).toBe(first.body.id)
  })

  it('a charge without the yes is told to be an error', async () => {
    const placed = await call(orders as Handler, '', newOrder())
    const charge = { chargeRef: 'CDR-2', amountMinor: 1500, chargedAt: new Date().toISOString() }
    expect(await call(charges as Handler, String(placed.body.number), charge)).toMatchObject({
      body: { verdict: 'without_consent', isError: true },
    })
  })

  it('refuses in words what is wrong', async () => {
    expect(await call(orders as Handler, '', newOrder({ phone: '12' }))).toMatchObject({
      status: 400,
      body: { fields: { phone: expect.any(String) } },
    })
    expect(await call(orders as Handler, '', 'no json')).toMatchObject({ status: 400 })
    expect(await call(orders as Handler, '', newOrder({ service: 'NONE' }))).toMatchObject({
      body: { code: 'service_unknown' },
    })
    expect(await call(orders as Handler, '', newOrder({ unit: 'NOWHERE' }))).toMatchObject({
      body: { code: 'unit_unknown' },
    })
    expect(await call(cancel as Handler, 'NOTHING', { channel: 'api' })).toMatchObject({
      body: { code: 'order_unknown' },
    })
  })

  it('needs a token, and one of the order’s branch', async () => {
    expect(await call(orders as Handler, '', newOrder(), null)).toMatchObject({ status: 401 })
    expect(await call(orders as Handler, '', newOrder(), elsewhere)).toMatchObject({ status: 403 })
    const placed = await call(orders as Handler, '', newOrder())
    const ref = String(placed.body.number)
    expect(await call(cancel as Handler, ref, { channel: 'api' }, elsewhere)).toMatchObject({ status: 403 })
    expect(await call(order as Handler, ref, undefined, elsewhere)).toMatchObject({ status: 404 })
  })
})

describe('purchases and new customers by the interface', () => {
  it('are taken once', async () => {
    const now = new Date().toISOString()
    const purchase = {
      service: 'DB',
      phone: newPhone(),
      unit: 'C1',
      channel: 'web',
      externalRef: 'P-1',
      amountMinor: 200,
      feePageShownAt: now,
      madeAt: now,
    }
    expect((await call(purchases as Handler, '', purchase)).status).toBe(201)
    expect((await call(purchases as Handler, '', purchase)).status).toBe(200)
    const joining = {
      phone: newPhone(),
      unit: 'C1',
      channel: 'hall',
      externalRef: 'J-1',
      planName: '59',
      priceMinor: 5900,
      website: 'www.example.com',
      joinedAt: now,
    }
    expect((await call(joinings as Handler, '', joining)).status).toBe(201)
    expect((await call(joinings as Handler, '', joining)).status).toBe(200)
  })
})
