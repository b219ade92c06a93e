import { createServer, type IncomingMessage as HttpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findOrAddCustomer } from '@/customers/service/find-or-add'
import { newId } from '@/kernel/ids'
import { unwrap } from '@/kernel/result'
import { httpAdapter } from '@/messaging/adapters/http'
import { smtpAdapter } from '@/messaging/adapters/smtp'
import { SIGNATURE_MAX_AGE_MS, signatureOf } from '@/messaging/rules/signature'
import { deliverOutbox } from '@/messaging/service/deliver'
import { queueMessage } from '@/messaging/service/queue'
import type { Reactions } from '@/messaging/service/reactions'
import { withTransaction } from '@/platform/context'
import { seal } from '@/platform/crypto'
import { disconnectDb } from '@/platform/db/client'
import { POST as callback } from '../../app/api/v1/messages/callback/route'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type MailPeer, startMailPeer } from '../support/mail-peer'

vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, set: () => {} }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

const SECRET = 's'.repeat(40)
let test: TestDatabase
let carrier: Carrier
let ctx: ReturnType<typeof ctxAt>
let customerId: string
let gateway: Server
let url: string
let mail: MailPeer
type Asked = { readonly key: string; readonly authorization: string; readonly body: Record<string, string> }
const asked: Asked[] = []
/** What the gateway does with the next requests; then it takes them. */
const answers: ((key: string) => { status: number; body: unknown } | 'hang up')[] = []

const react: Reactions = { onIncoming: async () => 'unhandled', onDelivery: async () => undefined }

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  carrier = await makeCarrier(test.db)
  ctx = ctxAt(test.db, new Date())
  customerId = unwrap(await withTransaction(ctx, (ctx) => findOrAddCustomer(ctx, { phone: '13812341234' })))
  gateway = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const key = String(request.headers['idempotency-key'])
      asked.push({ key, authorization: String(request.headers.authorization), body })
      const answer = answers.shift()?.(key) ?? { status: 202, body: { id: `g-${key}` } }
      if (answer === 'hang up') request.socket.destroy()
      else response.writeHead(answer.status).end(JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/messages`
  vi.stubEnv('JIANNUO_SMS_GATEWAY_URL', url)
  vi.stubEnv('JIANNUO_SMS_GATEWAY_KEY', 'key-of-the-test')
  vi.stubEnv('JIANNUO_SMS_GATEWAY_SECRET', SECRET)
  mail = await startMailPeer()
})
afterAll(async () => {
  gateway.closeAllConnections()
  await Promise.all([new Promise((resolve) => gateway.close(resolve)), mail.close(), disconnectDb()])
  await test.drop()
})
beforeEach(() => {
  asked.length = 0
})

async function bodyOf(request: HttpRequest): Promise<Record<string, string>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>
}

/** A port where nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const queue = async (channel: 'sms' | 'voice' | 'email' = 'sms') =>
  unwrap(
    await withTransaction(ctx, (ctx) =>
      queueMessage(ctx, {
        key: newId(Date.now()),
        channel,
        customerId,
        templateCode: 'consent.declined',
        params: { service: '手机报' },
        subject: { type: 'subscription_order', id: newId(Date.now()) },
        unitId: carrier.units.hall,
      }),
    ),
  )
const row = (id: string) => test.db.outboxMessage.findUniqueOrThrow({ where: { id } })
const deliver = (to = url) =>
  deliverOutbox(ctx, {
    adapters: [httpAdapter({ url: to, apiKey: 'key-of-the-test', sender: '10010', perSecond: null })],
    react,
    random: () => 0,
  })
const later = async (id: string) => {
  ctx.now = (await row(id)).dueAt
}

describe('the HTTP gateway', () => {
  it('takes text and voice, with our key and a key for the message', async () => {
    const [text, voice] = [await queue(), await queue('voice')]
    await deliver()
    expect(asked.map(({ authorization }) => authorization)).toEqual(Array(2).fill('Bearer key-of-the-test'))
    expect(asked.map(({ body }) => body)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: text.id, channel: 'sms', to: '13812341234', text: text.text }),
        expect.objectContaining({ id: voice.id, channel: 'voice' }),
      ]),
    )
    expect((await row(text.id)).state).toBe('sent')
  })

  it.each([
    ['hangs up after it has the message', () => 'hang up' as const],
    ['breaks', () => ({ status: 502, body: null })],
    ['answers nonsense', () => ({ status: 200, body: 'ok' })],
  ])('that %s gets it again under the same key', async (_what, answer) => {
    const { id } = await queue()
    answers.push(answer)
    await deliver()
    expect((await row(id)).state).toBe('waiting')
    await later(id)
    await deliver()
    expect(asked).toHaveLength(2)
    expect(asked[0]?.key).toBe(asked[1]?.key)
    expect((await row(id)).state).toBe('sent')
  })

  it('that refuses the number is believed; one that is too busy, or away, is asked later', async () => {
    const wrong = await queue()
    answers.push(() => ({ status: 422, body: { code: 'number_unknown' } }))
    await deliver()
    expect(await row(wrong.id)).toMatchObject({ state: 'dead', errorCode: 'number_unknown' })
    const busy = await queue()
    answers.push(() => ({ status: 429, body: null }))
    await deliver()
    expect(await row(busy.id)).toMatchObject({ state: 'waiting', attempts: 0, errorCode: 'http_429' })
    await later(busy.id)
    await deliver(`http://127.0.0.1:${await closedPort()}/`)
    expect(await row(busy.id)).toMatchObject({ state: 'waiting', attempts: 0, errorCode: 'no_connection' })
    await later(busy.id)
    await deliver()
    expect((await row(busy.id)).state).toBe('sent')
  })
})

describe('what the gateway tells', () => {
  const tell = (
    events: unknown,
    { secret = SECRET, ageMs = 0, tamper = '' }: { secret?: string; ageMs?: number; tamper?: string } = {},
  ) => {
    const body = JSON.stringify({ events })
    const timestamp = String(Math.floor((Date.now() - ageMs) / 1000))
    const request = new Request('http://localhost:3000/api/v1/messages/callback', {
      method: 'POST',
      body: body + tamper,
      headers: {
        'x-jiannuo-timestamp': timestamp,
        'x-jiannuo-signature': `sha256=${signatureOf(secret, timestamp, Buffer.from(body))}`,
      },
    })
    return callback(request, { params: Promise.resolve({}) })
  }
  const now = () => new Date().toISOString()

  it('counts once, however often it is told', async () => {
    const { id } = await queue()
    await deliver()
    const events = [
      { type: 'report', id: `g-${asked[0]?.key}`, state: 'delivered', at: now() },
      { type: 'incoming', id: 'in-1', from: '13812341234', to: '10010', text: '确认', at: now() },
    ]
    expect(await (await tell(events)).json()).toEqual({ taken: 2, fresh: 2 })
    expect(await (await tell(events)).json()).toEqual({ taken: 2, fresh: 0 })
    expect((await row(id)).state).toBe('delivered')
    expect(await test.db.inboundMessage.count({ where: { providerId: 'in-1' } })).toBe(1)
  })

  it('names a message of ours whose answer was lost', async () => {
    const { id } = await queue()
    await test.db
      .$executeRaw`UPDATE outbox_message SET state = 'unknown', adapter = 'http', attempt_id = gen_random_uuid(),
      error_code = 'worker_lost' WHERE id = ${id}::uuid`
    await tell([{ type: 'report', id: 'g-lost', message: id, state: 'delivered', at: now() }])
    expect((await row(id)).state).toBe('delivered')
  })

  it.each([
    ['with another secret', { secret: 'x'.repeat(40) }],
    ['long ago', { ageMs: SIGNATURE_MAX_AGE_MS + 2_000 }],
    ['and changed', { tamper: ' ' }],
  ])('signed %s is refused', async (_what, how) => {
    const answer = await tell(
      [{ type: 'incoming', id: 'forged', from: '1', to: '1', text: '是', at: now() }],
      how,
    )
    expect(answer.status).toBe(401)
    expect(await test.db.inboundMessage.count({ where: { providerId: 'forged' } })).toBe(0)
  })

  it('makes no sense: 400', async () => {
    expect((await tell([{ type: 'other' }])).status).toBe(400)
  })
})

describe('mail', () => {
  const send = (to = mail.url) =>
    deliverOutbox(ctx, {
      adapters: [smtpAdapter({ url: to, from: 'Jiannuo <jiannuo@example.cn>', host: 'jiannuo.example.cn' })],
      react,
      random: () => 0,
    })
  const address = (text: string | null) =>
    test.db.customer.update({
      where: { id: customerId },
      data: { emailEnc: text === null ? null : seal('customer.email', text) },
    })

  it('goes to the customer’s address under the name of the template', async () => {
    await address('zhang@example.com')
    const { id, text } = await queue('email')
    await send()
    expect(mail.received.at(-1)).toMatchObject({
      to: ['zhang@example.com'],
      headers: { subject: '未订购告知（已拒绝）', 'message-id': `<message.${id}@jiannuo.example.cn>` },
    })
    expect(mail.received.at(-1)?.parts['text/plain']?.trim()).toBe(text)
    expect((await row(id)).state).toBe('sent')
  })

  it('without an address, or to one the server refuses, is given up; a server that is away is asked later', async () => {
    await address(null)
    const nowhere = await queue('email')
    await send()
    expect(await row(nowhere.id)).toMatchObject({ state: 'dead', errorCode: 'no_address' })
    await address('gone@example.com')
    mail.refused.add('gone@example.com')
    const refused = await queue('email')
    await send()
    expect(await row(refused.id)).toMatchObject({ state: 'dead', errorCode: 'smtp_550' })
    const waiting = await queue('email')
    await send('smtp://127.0.0.1:1')
    expect(await row(waiting.id)).toMatchObject({ state: 'waiting', attempts: 0 })
  })
})
