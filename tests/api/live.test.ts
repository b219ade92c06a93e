import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sessionOfToken } from '@/identity/session'
import { issueSessionToken, sessionCookieName } from '@/identity/session-token'
import { CONNECTIONS_PER_PERSON } from '@/notifications/live/hub'
import { liveHub } from '@/notifications/live/process-hub'
import { liveStream } from '@/notifications/live/stream'
import { notify } from '@/notifications/service'
import { disconnectDb } from '@/platform/db/client'
import { GET as news } from '../../app/api/live/notices/route'
import { GET as live } from '../../app/api/live/route'
import { ctxAt } from '../support/carrier'
import { ctxOf, DATA_KEY, type Hall, logged, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

/** The cookies of the request being served: what Next gives to a handler. */
const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
  }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

const URL_LIVE = 'http://localhost:3000/api/live'
const noParams = { params: Promise.resolve({}) }

let test: TestDatabase
let hall: Hall
let complaintId: string
const opened: AbortController[] = []

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  hall = await makeHall(test.db)
  await test.db.staff.updateMany({ data: { mustChangePassword: false } })
  complaintId = (await logged(await ctxOf(test.db, hall.staff.clerk, new Date()))).id
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})
afterEach(() => {
  for (const each of opened.splice(0)) each.abort()
  expect(liveHub().size).toBe(0)
})

async function tokenOf(staffId: string): Promise<string> {
  const { sessionVersion } = await test.db.staff.findUniqueOrThrow({ where: { id: staffId } })
  return issueSessionToken({ staffId, sessionVersion }, new Date())
}

/** Opens the stream as that person; resolves when the server has begun it. */
async function open(staffId: string): Promise<{ answer: Response; events: EventReader }> {
  jar.set(sessionCookieName(), await tokenOf(staffId))
  const abort = new AbortController()
  opened.push(abort)
  const answer = await live(new Request(URL_LIVE, { signal: abort.signal }), noParams)
  return { answer, events: new EventReader(answer) }
}

/** Reads an event stream event by event. */
class EventReader {
  private reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  private text = ''
  readonly seen: string[] = []

  constructor(private readonly answer: Response) {}

  /** Name of the next event; null when the server has ended the stream. */
  async next(): Promise<string | null> {
    this.reader ??= this.answer.body?.getReader()
    for (;;) {
      const end = this.text.indexOf('\n\n')
      if (end >= 0) {
        const block = this.text.slice(0, end)
        this.text = this.text.slice(end + 2)
        const name = /^event: (\w+)$/m.exec(block)?.[1]
        if (!name) continue
        this.seen.push(block)
        return name
      }
      const { done, value } = (await this.reader?.read()) ?? { done: true, value: undefined }
      if (done) return null
      this.text += new TextDecoder().decode(value)
    }
  }
}

let told = 0
const tell = (staffId: string, kind: 'chased' | 'assigned' = 'chased') =>
  notify(ctxAt(test.db, new Date()), {
    recipientId: staffId,
    kind,
    complaintId,
    params: { by: '王芳' },
    idempotencyKey: `live-test/${++told}`,
  })
const touchCase = () =>
  test.db.complaint.update({ where: { id: complaintId }, data: { revision: { increment: 1 } } })

describe('GET /api/live', () => {
  it('opens an event stream that nothing on the way holds back', async () => {
    const { answer } = await open(hall.staff.clerk)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
  })

  it('tells of a change in the units of the reader, without saying what changed', async () => {
    const { events } = await open(hall.staff.branchManager)
    await touchCase()
    expect(await events.next()).toBe('change')
    expect(events.seen[0]).toMatch(/^event: change\nid: 1\ndata: \{\}$/)
  })

  it('tells nobody of changes in units that are not theirs', async () => {
    const { events } = await open(hall.staff.outsider)
    await touchCase()
    // Both come by the same connection in the order of their commits: had the change been told, it would be first.
    await tell(hall.staff.outsider)
    expect(await events.next()).toBe('notice')
  })

  it('tells a person, and nobody else, that they have a new notification, and that one was read', async () => {
    const { events } = await open(hall.staff.clerk)
    const other = await open(hall.staff.colleague)
    await tell(hall.staff.clerk)
    expect(await events.next()).toBe('notice')
    await test.db.notification.updateMany({
      where: { recipientId: hall.staff.clerk },
      data: { readAt: new Date() },
    })
    expect(await events.next()).toBe('notice')
    await tell(hall.staff.colleague)
    expect(await other.events.next()).toBe('notice')
    expect(other.events.seen).toHaveLength(1)
  })

  it('is refused to who is signed out, and beyond the number of windows a person may have', async () => {
    jar.clear()
    expect((await live(new Request(URL_LIVE), noParams)).status).toBe(401)
    for (let n = 0; n < CONNECTIONS_PER_PERSON; n += 1) await open(hall.staff.clerk)
    const { answer } = await open(hall.staff.clerk)
    expect(answer.status).toBe(429)
    expect(await answer.json()).toMatchObject({ code: 'live_too_many' })
    expect((await open(hall.staff.colleague)).answer.status).toBe(200)
  })

  it('leaves nothing behind when the reader goes, whoever notices first', async () => {
    const { answer } = await open(hall.staff.clerk)
    await answer.body?.cancel()
    expect(liveHub().connectionsOf(hall.staff.clerk)).toBe(0)
    await open(hall.staff.clerk)
    opened.pop()?.abort()
    expect(liveHub().connectionsOf(hall.staff.clerk)).toBe(0)
  })

  it.each([
    ['the account is closed', { closedAt: new Date() }],
    ['its roles change', { sessionVersion: { increment: 1 } }],
  ])('ends when %s', async (_why, change) => {
    const staffId = hall.staff.engineer
    await test.db.staff.update({ where: { id: staffId }, data: { closedAt: null } })
    const token = await tokenOf(staffId)
    const abort = new AbortController()
    opened.push(abort)
    const answer = await liveStream({
      hub: liveHub(),
      staffId,
      scope: [hall.network],
      signal: abort.signal,
      recheckMs: 5,
      recheck: async () => ((await sessionOfToken(test.db, token)) ? [hall.network] : 'ended'),
    })
    const events = new EventReader(answer)
    await test.db.staff.update({ where: { id: staffId }, data: change })
    expect(await events.next()).toBeNull()
    expect(liveHub().connectionsOf(staffId)).toBe(0)
  })
})

describe('GET /api/live/notices', () => {
  it('gives the number unread and puts what is urgent into words', async () => {
    const staffId = hall.staff.hallManager
    jar.set(sessionCookieName(), await tokenOf(staffId))
    const since = new Date().toISOString()
    await tell(staffId)
    await tell(staffId, 'assigned')
    const answer = await news(new Request(`${URL_LIVE}/notices?since=${since}`), noParams)
    const { number } = await test.db.complaint.findUniqueOrThrow({ where: { id: complaintId } })
    expect(await answer.json()).toMatchObject({
      unread: 2,
      urgent: [{ label: '催办', text: `王芳 催办：${number}` }],
    })
  })
})
