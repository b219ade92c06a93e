import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findOrAddCustomer } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import type { MessageAdapter } from '@/messaging/adapters/adapter'
import { type ProviderEvents, smppAdapter } from '@/messaging/adapters/smpp'
import type { IncomingMessage } from '@/messaging/rules/message'
import { deliverOutbox } from '@/messaging/service/deliver'
import { queueMessage } from '@/messaging/service/queue'
import type { Reactions } from '@/messaging/service/reactions'
import { receiveIncoming } from '@/messaging/service/receive'
import { reportDelivery } from '@/messaging/service/report'
import { withTransaction } from '@/platform/context'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type SmppPeer, startSmppPeer } from '../support/smpp-peer'
import { startWorkerProcess } from '../support/worker-process'

const DATA_KEY = Buffer.alloc(32, 7).toString('base64')
const TIMES = { answerMs: 400, enquireEveryMs: 50, firstReconnectMs: 20, longestReconnectMs: 100 }

let test: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let customerId: string
let peer: SmppPeer
let adapter: MessageAdapter
const incoming: IncomingMessage[] = []
let failing = false

const react: Reactions = {
  onIncoming: async (_ctx, message) => {
    incoming.push(message)
    return 'handled'
  },
  onDelivery: async () => undefined,
}
const events = (): ProviderEvents => ({
  onReport: async ({ phone, reference, ...report }) => {
    await reportDelivery(
      ctx,
      { ...report, adapter: 'smpp', occurredAt: ctx.clock() },
      react,
      reference === null ? null : { phone, attempt: reference },
    )
  },
  onIncoming: async ({ from, to, text }) => {
    if (failing) throw new Error('the database is away')
    await receiveIncoming(
      ctx,
      { adapter: 'smpp', providerId: newId(Date.now()), from, to, text, receivedAt: ctx.clock() },
      react,
    )
  },
})
const connect = (password = 'secret') =>
  smppAdapter(
    { url: peer.url, systemId: 'jiannuo', password, sender: '10010', perSecond: null },
    events(),
    TIMES,
  )

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  carrier = await makeCarrier(test.db)
  ctx = ctxAt(test.db, '2026-03-02T01:00:00Z')
  customerId = unwrap(await withTransaction(ctx, (ctx) => findOrAddCustomer(ctx, { phone: '13812341234' })))
})
afterAll(() => test.drop())
beforeEach(async () => {
  peer = await startSmppPeer()
  failing = false
  incoming.length = 0
  ctx.now = new Date(ctx.now.getTime() + 24 * 3_600_000)
})
afterEach(async () => {
  await adapter.close()
  await peer.close()
})

const queue = async (service: string, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  unwrap(
    await withTransaction(ctx, (ctx) =>
      queueMessage(ctx, {
        key: newId(Date.now()),
        channel: 'sms',
        customerId,
        templateCode: 'consent.declined',
        locale,
        params: { service },
        subject: { type: 'subscription_order', id: newId(Date.now()) },
        unitId: carrier.units.hall,
      }),
    ),
  )
const deliver = () => deliverOutbox(ctx, { adapters: [adapter], react, random: () => 0 })
const row = (id: string) => test.db.outboxMessage.findUniqueOrThrow({ where: { id } })
const isBound = () => expect.poll(() => peer.bound()).toBe(1)

describe('a short message centre', () => {
  it('takes a message in Chinese and reports it delivered', async () => {
    adapter = connect()
    await isBound()
    const { id, text } = await queue('手机报')
    await deliver()
    expect(peer.submitted).toMatchObject([
      { to: '8613812341234', from: '10010', text, hasHeader: false, dataCoding: 8 },
    ])
    expect((await row(id)).state).toBe('sent')
    expect(await peer.receipt(peer.submitted[0]!, 'DELIVRD')).toBe(0)
    expect((await row(id)).state).toBe('delivered')
  })

  it('takes a long one in joined parts; delivered when all are', async () => {
    adapter = connect()
    await isBound()
    const { id, text, parts } = await queue('长'.repeat(100))
    expect(parts).toBe(2)
    await deliver()
    expect(peer.submitted.map((each) => each.hasHeader)).toEqual([true, true])
    expect(peer.submitted.map((each) => each.text).join('')).toBe(text)
    await peer.receipt(peer.submitted[0]!, 'DELIVRD')
    expect((await row(id)).state).toBe('sent')
    await peer.receipt(peer.submitted[1]!, 'UNDELIV')
    expect(await row(id)).toMatchObject({ state: 'undelivered', errorCode: 'undeliv_000' })
  })

  it('takes plain letters in the 7-bit alphabet', async () => {
    adapter = connect()
    await isBound()
    const { text } = await queue('News [daily]', 'en')
    await deliver()
    expect(peer.submitted).toMatchObject([{ text, dataCoding: 0 }])
  })

  it('refuses: for now it is tried again, for good it is not', async () => {
    adapter = connect()
    await isBound()
    const throttled = await queue('一')
    peer.answers.push(0x58)
    await deliver()
    expect(await row(throttled.id)).toMatchObject({ state: 'waiting', errorCode: 'smpp_58' })
    ctx.now = (await row(throttled.id)).dueAt
    await deliver()
    expect((await row(throttled.id)).state).toBe('sent')
    const wrong = await queue('二')
    peer.answers.push(0x0b)
    await deliver()
    expect(await row(wrong.id)).toMatchObject({ state: 'dead', errorCode: 'smpp_0b' })
  })

  it('brings answers of customers; one we could not keep is brought again', async () => {
    adapter = connect()
    await isBound()
    expect(await peer.write('8613812341234', '确认', { data_coding: 8 })).toBe(0)
    expect(incoming).toMatchObject([{ customerId, text: '确认' }])
    failing = true
    expect(await peer.write('8613812341234', 'Y')).toBe(0x64)
  })

  it('is called again when the connection breaks', async () => {
    adapter = connect()
    await isBound()
    peer.drop()
    await expect.poll(() => peer.binds()).toBe(2)
    const { id } = await queue('三')
    ctx.now = new Date(ctx.now.getTime() + 10_000)
    await expect
      .poll(async () => {
        await deliver()
        return (await row(id)).state
      })
      .toBe('sent')
  })

  it('that stays silent leaves the message unknown; its receipt settles it', async () => {
    adapter = connect()
    await isBound()
    const { id } = await queue('四')
    peer.silent = true
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'unknown', errorCode: 'no_answer' })
    await deliver()
    expect(peer.submitted).toHaveLength(1)
    const [message] = peer.submitted
    await peer.receipt(message!, 'DELIVRD', { user_message_reference: (message!.reference! + 1) & 0xffff })
    expect((await row(id)).state).toBe('unknown')
    await peer.receipt({ ...message!, messageId: 'later' }, 'DELIVRD', {
      user_message_reference: message!.reference,
    })
    expect((await row(id)).state).toBe('delivered')
  })

  it('that does not know us gets no messages', async () => {
    adapter = connect('wrong')
    const { id } = await queue('五')
    await deliver()
    expect(await row(id)).toMatchObject({ state: 'waiting', errorCode: 'no_connection', attempts: 0 })
  })
})

describe('kill -9 of a worker between the centre and our commit', () => {
  it('sends nothing twice: the message is unknown, and a receipt settles it', async () => {
    adapter = connect()
    await isBound()
    await adapter.close()
    await test.db.$executeRaw`UPDATE outbox_message SET state = 'withdrawn' WHERE state = 'waiting'`
    const settings = { JIANNUO_SMPP_URL: peer.url.replace('smpp://', 'smpp://jiannuo:secret@') }
    const { id } = await queue('六')
    peer.silent = true
    const first = await startWorkerProcess(test.url, { settings })
    await expect.poll(() => peer.submitted.length, { timeout: 20_000 }).toBe(1)
    expect((await row(id)).state).toBe('sending')
    await first.kill()
    expect((await row(id)).state).toBe('sending')
    // The lease of the dead worker runs out.
    await test.db
      .$executeRaw`UPDATE outbox_message SET lease_until = now() - interval '1 second' WHERE id = ${id}::uuid`
    peer.silent = false
    const second = await startWorkerProcess(test.url, { settings })
    await expect.poll(async () => (await row(id)).state, { timeout: 20_000 }).toBe('unknown')
    const later = await queue('七')
    await expect.poll(async () => (await row(later.id)).state, { timeout: 20_000 }).toBe('sent')
    expect(peer.submitted).toHaveLength(2)
    const [lost] = peer.submitted
    expect(await peer.receipt(lost!, 'DELIVRD', { user_message_reference: lost!.reference })).toBe(0)
    await expect.poll(async () => (await row(id)).state).toBe('delivered')
    expect(await second.stop()).toBe(0)
  })
})
