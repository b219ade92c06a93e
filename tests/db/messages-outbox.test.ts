import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findOrAddCustomer } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import type { MessageAdapter, OutgoingMessage, SendOutcome } from '@/messaging/adapters/adapter'
import { simulatorAdapter } from '@/messaging/adapters/simulator'
import type { Delivery } from '@/messaging/rules/message'
import { LEASE_MS, MOST_ATTEMPTS } from '@/messaging/rules/retry'
import { type DeliverOptions, deliverOutbox } from '@/messaging/service/deliver'
import { type NewMessage, queueMessage, withdrawMessages } from '@/messaging/service/queue'
import type { Reactions } from '@/messaging/service/reactions'
import { reactToReceived, receiveIncoming } from '@/messaging/service/receive'
import { reportDelivery } from '@/messaging/service/report'
import { withTransaction } from '@/platform/context'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

let test_: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let customerId: string
let counter = 0

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  test_ = await createTestDatabase()
  carrier = await makeCarrier(test_.db)
  ctx = ctxAt(test_.db, '2026-03-02T01:00:00Z')
  customerId = unwrap(
    await withTransaction(ctx, (ctx) => findOrAddCustomer(ctx, { phone: '13812341234', name: '张三' })),
  )
})
afterAll(() => test_.drop())

const message = (over: Partial<NewMessage> = {}): NewMessage => ({
  key: `test:${++counter}`,
  channel: 'sms',
  customerId,
  templateCode: 'consent.declined',
  params: { service: '手机报' },
  subject: { type: 'subscription_order', id: newId(0) },
  unitId: carrier.units.hall,
  ...over,
})
const queue = async (over: Partial<NewMessage> = {}) =>
  unwrap(await withTransaction(ctx, (ctx) => queueMessage(ctx, message(over))))

/** An adapter that answers as the test says and remembers what it was given. */
function adapter(
  answer: (message: OutgoingMessage) => SendOutcome | Promise<SendOutcome>,
  over: Partial<MessageAdapter> = {},
) {
  const seen: OutgoingMessage[] = []
  const made: MessageAdapter = {
    name: 'test',
    channels: ['sms'],
    perSecond: null,
    isIdempotent: false,
    window: 10,
    send: async (message) => {
      seen.push(message)
      return answer(message)
    },
    close: async () => undefined,
    ...over,
  }
  return { made, seen }
}
const accept = (message: OutgoingMessage): SendOutcome => ({ kind: 'accepted', providerIds: [message.id] })

const told: Delivery[] = []
const react: Reactions = {
  onIncoming: async () => 'unhandled',
  onDelivery: async (_ctx, delivery) => {
    told.push(delivery)
  },
}
const deliver = (adapters: readonly MessageAdapter[], over: Partial<DeliverOptions> = {}) =>
  deliverOutbox(ctx, { adapters, react, random: () => 0.5, ...over })
const row = (id: string) => test_.db.outboxMessage.findUniqueOrThrow({ where: { id } })
const drain = () => deliver([adapter(accept).made])

describe('queueing', () => {
  test('the text is the approved one, filled; the same key is the same message', async () => {
    const first = await queue({ key: 'once' })
    const second = await queue({ key: 'once', params: { service: '别的' } })
    expect(second).toEqual(first)
    expect(first.text).toBe('【HX】已按您的回复不订购“手机报”，不会收取任何费用。')
    expect(first.parts).toBe(1)
    await drain()
  })

  test('is undone with its transaction', async () => {
    await expect(
      withTransaction(ctx, async (ctx) => {
        await queueMessage(ctx, message({ key: 'undone' }))
        throw new Error('later')
      }),
    ).rejects.toThrow('later')
    expect(await test_.db.outboxMessage.count({ where: { key: 'undone' } })).toBe(0)
  })

  test('a gap without a value, and a template nobody knows, are refused', async () => {
    const refusal = async (over: Partial<NewMessage>) => {
      const done = await withTransaction(ctx, (ctx) => queueMessage(ctx, message(over)))
      return done.ok ? null : done.refusal.code
    }
    expect(await refusal({ params: {} })).toBe('template_value_missing')
    expect(await refusal({ templateCode: 'no.such' })).toBe('template_missing')
  })

  test('fifty at once with one key write one row', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => queue({ key: 'crowd' })))
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1)
    const { made, seen } = adapter(accept)
    await Promise.all([deliver([made]), deliver([made]), deliver([made])])
    expect(seen).toHaveLength(1)
  })
})

describe('sending', () => {
  test('waits for its time and is told to the room', async () => {
    const { id, text } = await queue({ notBefore: new Date('2026-03-02T02:00:00Z') })
    const { made, seen } = adapter(accept)
    await deliver([made])
    expect(seen).toEqual([])
    ctx.now = new Date('2026-03-02T02:00:00Z')
    await deliver([made])
    expect(seen).toMatchObject([{ id, text, to: '13812341234' }])
    expect(await row(id)).toMatchObject({ state: 'sent', sentAt: ctx.now, attempts: 1, tellAt: null })
    expect(told.at(-1)).toMatchObject({ messageId: id, state: 'sent', customerId })
  })

  test('withdrawn before its time it never goes', async () => {
    const { id } = await queue({ key: 'called-off', notBefore: new Date(ctx.now.getTime() + 60_000) })
    expect(
      unwrap(await withTransaction(ctx, (ctx) => withdrawMessages(ctx, ['called-off', 'once']))),
    ).toEqual(['called-off'])
    ctx.now = new Date(ctx.now.getTime() + 120_000)
    await drain()
    expect((await row(id)).state).toBe('withdrawn')
  })

  test('too late it is given up', async () => {
    const { id } = await queue({ notAfter: new Date(ctx.now.getTime() - 1) })
    const { made, seen } = adapter(accept)
    await deliver([made])
    expect(seen).toEqual([])
    expect(await row(id)).toMatchObject({ state: 'dead', errorCode: 'expired' })
  })

  test('refused for now: tried again with growing pauses, then given up', async () => {
    const { id } = await queue()
    const { made, seen } = adapter(() => ({ kind: 'refused', permanent: false, errorCode: 'busy' }))
    const pauses: number[] = []
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      await deliver([made])
      const { dueAt } = await row(id)
      pauses.push(dueAt.getTime() - ctx.now.getTime())
      ctx.now = dueAt
    }
    await deliver([made])
    expect(seen).toHaveLength(MOST_ATTEMPTS)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses[0]).toBe(11_250)
    expect(await row(id)).toMatchObject({ state: 'dead', errorCode: 'busy', attempts: MOST_ATTEMPTS })
    expect(told.at(-1)).toMatchObject({ messageId: id, state: 'dead', errorCode: 'busy' })
  })

  test('no connection costs no attempt', async () => {
    const { id } = await queue()
    await deliver([adapter(() => ({ kind: 'not_tried', errorCode: 'no_connection' })).made])
    expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 0, errorCode: 'no_connection' })
    ctx.now = new Date(ctx.now.getTime() + 5_000)
    await drain()
    expect((await row(id)).state).toBe('sent')
  })

  test('no answer: repeated under the same number where the provider knows it, left to people where not', async () => {
    const unsure = () => ({ kind: 'unsure', errorCode: 'timeout' }) as const
    const plain = await queue()
    await deliver([adapter(unsure).made])
    expect(await row(plain.id)).toMatchObject({ state: 'unknown', errorCode: 'timeout' })

    const { id } = await queue()
    const first = adapter(unsure, { isIdempotent: true })
    await deliver([first.made])
    ctx.now = (await row(id)).dueAt
    const second = adapter(accept, { isIdempotent: true })
    await deliver([second.made])
    expect(second.seen[0]?.attemptId).toBe(first.seen[0]?.attemptId)
    expect((await row(id)).state).toBe('sent')
  })

  test('a worker that vanished: unknown where the provider could have it', async () => {
    const { id } = await queue()
    let vanish = () => {}
    const gone = new Promise<SendOutcome>((resolve) => {
      vanish = () => resolve({ kind: 'accepted', providerIds: ['late'] })
    })
    const round = deliver([adapter(() => gone).made])
    await expect.poll(async () => (await row(id)).state).toBe('sending')
    await drain()
    expect((await row(id)).state).toBe('sending')
    ctx.now = new Date(ctx.now.getTime() + LEASE_MS + 1)
    await drain()
    expect(await row(id)).toMatchObject({ state: 'unknown', errorCode: 'worker_lost' })
    // It was only slow: what it says at last counts.
    vanish()
    await round
    expect((await row(id)).state).toBe('sent')
  })

  test('no more in a second than the adapter may, however many workers there are', async () => {
    for (let count = 0; count < 12; count++) await queue()
    const { made, seen } = adapter(accept, { name: 'paced', perSecond: 5 })
    const beganMs = performance.now()
    await Promise.all([deliver([made]), deliver([made]), deliver([made])])
    const seconds = (performance.now() - beganMs) / 1000
    expect(seen.length).toBeLessThanOrEqual(5 + Math.ceil(seconds * 5))
    expect(seen.length).toBeGreaterThanOrEqual(5)
    await drain()
  })
})

describe('reports', () => {
  test('delivered when all parts are, once, and early ones wait for the message', async () => {
    const { id } = await queue()
    const report = (providerId: string, state: 'delivered' | 'undelivered' = 'delivered') =>
      reportDelivery(
        ctx,
        { adapter: 'test', providerId, state, errorCode: null, occurredAt: new Date('2026-03-02T03:00:00Z') },
        react,
      )
    expect(await report('p-1')).toBe(true)
    await deliver([adapter(() => ({ kind: 'accepted', providerIds: ['p-1', 'p-2'] })).made])
    expect((await row(id)).state).toBe('sent')
    expect(await report('p-2')).toBe(true)
    expect(await report('p-2')).toBe(false)
    expect((await row(id)).state).toBe('delivered')
    expect(told.filter(({ messageId }) => messageId === id).map(({ state }) => state)).toEqual([
      'sent',
      'delivered',
    ])
  })

  test('the simulator delivers at once', async () => {
    const { id } = await queue()
    await deliver([simulatorAdapter()])
    expect((await row(id)).state).toBe('delivered')
  })

  test('a room that fails is told again; the report holds', async () => {
    const { id } = await queue()
    const failing: Reactions = { ...react, onDelivery: () => Promise.reject(new Error('bug')) }
    await deliver([simulatorAdapter()], { react: failing })
    expect((await row(id)).state).toBe('delivered')
    ctx.now = new Date(ctx.now.getTime() + 10 * 60_000)
    await drain()
    expect(told.at(-1)).toMatchObject({ messageId: id, state: 'delivered' })
  })
})

describe('answers', () => {
  const incoming = (providerId: string, from = '+86 138 1234 1234') => ({
    adapter: 'test',
    providerId,
    from,
    to: '10010',
    text: 'ｙ ',
    receivedAt: ctx.now,
  })

  test('are kept as they came, once, with the customer', async () => {
    const seen: unknown[] = []
    const taking: Reactions = {
      ...react,
      onIncoming: async (_ctx, each) => {
        seen.push(each)
        return 'handled'
      },
    }
    expect((await receiveIncoming(ctx, incoming('in-1'), taking)).state).toBe('handled')
    expect((await receiveIncoming(ctx, incoming('in-1'), taking)).state).toBe('repeated')
    expect((await receiveIncoming(ctx, incoming('in-2', '13900000000'), taking)).state).toBe('handled')
    expect(seen).toMatchObject([{ customerId, text: 'ｙ ', channel: 'sms' }, { customerId: null }])
  })

  test('stay on record when a room fails, and are tried again', async () => {
    let broken = true
    const seen: string[] = []
    const shaky: Reactions = {
      ...react,
      onIncoming: async (ctx, { text }) => {
        if (broken) await ctx.tx.$executeRaw`SELECT 1/0`
        seen.push(text)
        return 'handled'
      },
    }
    expect((await receiveIncoming(ctx, incoming('in-3'), shaky)).state).toBe('received')
    broken = false
    ctx.now = new Date(ctx.now.getTime() + 60_000)
    expect(await reactToReceived(ctx, shaky)).toBe(1)
    expect(seen).toEqual(['ｙ '])
  })
})
