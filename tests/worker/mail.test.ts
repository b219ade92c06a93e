import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notifyAll } from '@/notifications/service'
import { CLAIM_MINUTES, claimMails, MOST_ATTEMPTS } from '@/notifications/store/outbox'
import { createDb } from '@/platform/db/client'
import { MailServerError, mailTransport, messageIdOf, sendMails } from '@/worker/mail'
import { type Carrier, ctxAt, makeCarrier, publish, REPLY_48H, receive } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type MailPeer, startMailPeer } from '../support/mail-peer'

const BASE_URL = 'https://jiannuo.example.cn'
const START = '2026-03-02T01:00:00Z'
const MINUTE_MS = 60_000

let test: TestDatabase
let carrier: Carrier
let peer: MailPeer
let ctx: ReturnType<typeof ctxAt>
let day = 0

beforeAll(async () => {
  test = await createTestDatabase()
  carrier = await makeCarrier(test.db)
  await publish(test.db, carrier, [REPLY_48H], {
    ladder: [
      {
        moment: { at: 'before', duration: { amount: 4, unit: 'hour' } },
        recipient: 'owner',
        respectQuietHours: false,
      },
    ],
  })
  for (const [name, id] of Object.entries(carrier.staff)) {
    await test.db.staff.update({ where: { id }, data: { email: `${name}@example.cn` } })
  }
  await test.db.staff.update({ where: { id: carrier.staff.executive }, data: { locale: 'en' } })
})
afterAll(() => test.drop())

// Each test has days of its own: what another left behind is too old to be sent.
beforeEach(async () => {
  peer = await startMailPeer()
  day += 10
  ctx = ctxAt(test.db, new Date(Date.parse(START) + day * 24 * 60 * MINUTE_MS))
})
afterEach(() => peer.close())

const settings = () => ({ url: peer.url, from: 'Jiannuo <jiannuo@example.cn>', baseUrl: BASE_URL })
const send = (by = ctx) => sendMails(by, settings(), mailTransport(settings()))
const later = (minutes: number) => {
  ctx.now = new Date(ctx.now.getTime() + minutes * MINUTE_MS)
}
const tell = (staffId: string, count = 1) =>
  notifyAll(
    ctx,
    Array.from({ length: count }, (_, n) => ({
      recipientId: staffId,
      kind: 'chased' as const,
      params: { number: `T-${day}-${n}`, by: '王芳' },
      idempotencyKey: `mail-test/${day}/${staffId}/${n}/${ctx.now.getTime()}`,
    })),
  )
const sinceStart = () =>
  test.db.notification.findMany({ where: { createdAt: { gte: new Date(ctx.now.getTime() - 3_600_000) } } })

describe('mails of notifications', () => {
  it('sends one mail per notification, with two workers at once', async () => {
    await tell(carrier.staff.clerk, 15)
    await tell(carrier.staff.colleague, 15)
    const otherDb = createDb(test.url, { max: 3 })
    try {
      const done = await Promise.all([send(), send({ ...ctx, db: otherDb })])
      expect(done[0].sent + done[1].sent).toBe(30)
    } finally {
      await otherDb.$disconnect()
    }
    expect(peer.received).toHaveLength(30)
    const sent = await sinceStart()
    expect(peer.received.map(({ headers }) => headers['message-id']).sort()).toEqual(
      sent.map(({ id }) => messageIdOf(id, BASE_URL)).sort(),
    )
    expect(sent.every(({ emailedAt }) => emailedAt !== null)).toBe(true)
    expect(await send()).toEqual({ sent: 0, failed: 0 })
  })

  it('says what it is about in the language of the recipient, with a link and without the customer', async () => {
    const subject = await receive(ctx, carrier, {})
    const params = { number: 'PC26-000123', commitment: 'BR-31', moment: 'before', dueAt: '' }
    const obligation = await test.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })
    const step = { kind: 'step' as const, complaintId: subject.id, obligationId: obligation.id, params }
    await notifyAll(ctx, [
      { ...step, recipientId: carrier.staff.clerk, idempotencyKey: `step/${day}/1` },
      { ...step, recipientId: carrier.staff.executive, idempotencyKey: `step/${day}/2` },
    ])
    await send()
    const { number } = await test.db.complaint.findUniqueOrThrow({ where: { id: subject.id } })
    const [chinese, english] = ['clerk', 'executive'].map((name) =>
      peer.received.find(({ to }) => to.includes(`${name}@example.cn`)),
    )
    expect(chinese?.headers.subject).toMatch(
      new RegExp(`^【践诺】BR-31 首次回复将于\\d\\d-\\d\\d 09:00到期：${number}$`),
    )
    expect(chinese?.parts['text/plain']).toContain(`${BASE_URL}/notifications/`)
    expect(chinese?.parts['text/html']).toContain('lang="zh-CN"')
    expect(english?.headers.subject).toMatch(
      new RegExp(`^\\[Jiannuo\\] BR-31 first reply due .* 09:00: ${number}$`),
    )
    expect(english?.headers['auto-submitted']).toBe('auto-generated')
    const complaint = await test.db.complaint.findUniqueOrThrow({ where: { id: subject.id } })
    for (const mail of peer.received) expect(Object.values(mail.parts).join()).not.toContain(complaint.words)
  })

  it('leaves a refused address behind and tries it again later, without holding up the others', async () => {
    peer.refused.add('clerk@example.cn')
    await tell(carrier.staff.clerk)
    await tell(carrier.staff.colleague, 12)
    expect(await send()).toEqual({ sent: 12, failed: 1 })
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    later(2)
    peer.refused.clear()
    expect(await send()).toEqual({ sent: 1, failed: 0 })
    expect(peer.asked.filter((address) => address === 'clerk@example.cn')).toHaveLength(2)
  })

  it('gives an address up that keeps refusing', async () => {
    peer.refused.add('clerk@example.cn')
    await tell(carrier.staff.clerk)
    for (let attempt = 0; attempt < MOST_ATTEMPTS + 3; attempt += 1) {
      await send()
      later(61)
    }
    expect(peer.asked).toHaveLength(MOST_ATTEMPTS)
  })

  it('reports a server that is away, and sends everything when it is back', async () => {
    await tell(carrier.staff.clerk, 3)
    const away = { ...settings(), url: 'smtp://127.0.0.1:9' }
    await expect(sendMails(ctx, away, mailTransport(away))).rejects.toThrow(MailServerError)
    later(2)
    expect(await send()).toEqual({ sent: 3, failed: 0 })
  })

  it('sends what a worker that died had taken, under the same Message-ID, when its claim has ended', async () => {
    await tell(carrier.staff.clerk)
    const [taken] = await claimMails(test.db, ctx.now, 10)
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    later(CLAIM_MINUTES)
    expect(await send()).toEqual({ sent: 1, failed: 0 })
    expect(peer.received[0]?.headers['message-id']).toBe(messageIdOf(taken?.id ?? '', BASE_URL))
  })

  it('sends nothing that was read, is older than a day, or has nobody to go to', async () => {
    await tell(carrier.staff.clerk)
    await test.db.notification.updateMany({
      where: { recipientId: carrier.staff.clerk, readAt: null },
      data: { readAt: ctx.now },
    })
    await tell(carrier.staff.quality)
    await test.db.staff.update({ where: { id: carrier.staff.quality }, data: { email: null } })
    await tell(carrier.staff.hallManager)
    await test.db.staff.update({ where: { id: carrier.staff.hallManager }, data: { closedAt: ctx.now } })
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    await tell(carrier.staff.colleague)
    later(25 * 60)
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    expect(peer.asked).toEqual([])
  })
})
