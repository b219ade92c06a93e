import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepView } from '@/complaints/list-actions'
import { savedViews } from '@/complaints/service/saved-views'
import { authOptions } from '@/identity/auth-options'
import { issueSessionToken, sessionCookieName } from '@/identity/session-token'
import { disconnectDb } from '@/platform/db/client'
import PrintPage from '../../app/(print)/print/[number]/page'
import { POST as authenticate } from '../../app/api/auth/[...nextauth]/route'
import { POST as addFile } from '../../app/api/v1/complaints/[id]/files/route'
import { POST as openCases } from '../../app/api/v1/complaints/open/route'
import { POST as logCase } from '../../app/api/v1/complaints/route'
import { ctxOf, DATA_KEY, FORM, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

/** The cookies of the request being served: what Next gives to a handler. */
const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    set: () => {},
  }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

let test: TestDatabase
let hall: Hall

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  hall = await makeHall(test.db)
  await test.db.staff.updateMany({ data: { mustChangePassword: false } })
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})
beforeEach(() => signIn(hall.staff.clerk))

async function signIn(staffId: string): Promise<void> {
  const { sessionVersion } = await test.db.staff.findUniqueOrThrow({ where: { id: staffId } })
  jar.clear()
  jar.set(sessionCookieName(), await issueSessionToken({ staffId, sessionVersion }, new Date()))
}

const BASE = 'http://localhost:3000/api/v1/complaints'
const noParams = { params: Promise.resolve({}) }
const post = (body: unknown, url = BASE) => new Request(url, { method: 'POST', body: JSON.stringify(body) })

/** A body without a length that never ends; `read` tells how much was taken of it. */
function endless(): { stream: ReadableStream<Uint8Array>; read: () => number } {
  let bytes = 0
  const piece = new Uint8Array(64 * 1024).fill(0x20)
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        bytes += piece.length
        controller.enqueue(piece)
      },
    },
    { highWaterMark: 0 },
  )
  return { stream, read: () => bytes }
}
const streamed = (url: string, stream: ReadableStream<Uint8Array>, contentType: string) =>
  new Request(url, {
    method: 'POST',
    body: stream,
    headers: { 'content-type': contentType },
    duplex: 'half',
  } as RequestInit)

describe('a body that does not end', () => {
  it.each([
    ['a case', (request: Request) => logCase(request, noParams), 413, 1],
    ['a lookup', (request: Request) => openCases(request, noParams), 413, 1],
    [
      'a file',
      (request: Request) => addFile(request, { params: Promise.resolve({ id: crypto.randomUUID() }) }),
      422,
      11,
    ],
    [
      'a sign-in',
      (request: Request) =>
        authenticate(request as Parameters<typeof authenticate>[0], {
          params: Promise.resolve({ nextauth: ['callback', 'credentials'] }),
        }),
      413,
      1,
    ],
  ] as const)('is not read for %s', async (_what, handler, status, mostMegabytes) => {
    const { stream, read } = endless()
    expect((await handler(streamed(BASE, stream, 'application/json'))).status).toBe(status)
    expect(read()).toBeLessThanOrEqual(mostMegabytes * 1024 * 1024)
  })
})

describe('what one person was told', () => {
  it('is kept by nobody on the way, refusals too', async () => {
    const answers = [
      await logCase(post(FORM), noParams),
      await openCases(post({ phone: '13812341234' }), noParams),
      await logCase(post({}), noParams),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 400])
    for (const answer of answers) expect(answer.headers.get('cache-control')).toContain('no-store')
  })
})

describe('a saved view', () => {
  it('keeps filters alone: no number of a customer, no other address', async () => {
    const answer = await keepView({ name: 'mine', query: 'due=4h&q=138 1234 1234&x=1&after=abc' })
    expect(answer?.serverError).toBeUndefined()
    const clerk = await ctxOf(test.db, hall.staff.clerk, new Date())
    expect((await savedViews(clerk)).map(({ query }) => query)).toEqual(['due=4h'])
  })
})

describe('a print', () => {
  it('is refused to who sees the case by another role only', async () => {
    const logged = (await (await logCase(post(FORM), noParams)).json()) as { number: string }
    const shown = async () => {
      const page = await PrintPage({
        params: Promise.resolve({ number: logged.number }),
        searchParams: Promise.resolve({}),
      })
      return JSON.stringify(page)
    }
    expect(await shown()).toContain(logged.number)
    const { outsider } = hall.staff
    const data = { role: 'auditor', unitId: hall.units.root, grantedAt: new Date() }
    await test.db.roleAssignment.create({ data: { id: crypto.randomUUID(), staffId: outsider, ...data } })
    await signIn(outsider)
    expect(await shown()).not.toContain(logged.number)
  })
})

describe('sign-in', () => {
  /** What next-auth calls, and so what becomes of a message. */
  async function attempt(credentials: Record<string, unknown>) {
    const failures: unknown[] = []
    const [provider] = authOptions((error) => failures.push(error)).providers
    const { authorize } = (
      provider as unknown as { options: { authorize: (c: unknown, r: unknown) => Promise<unknown> } }
    ).options
    const told = await authorize(credentials, { headers: {} }).then(
      () => 'in',
      (error: unknown) => (error as Error).message,
    )
    return { told, failures }
  }

  it.each([
    ['an object for a name', { username: { $ne: '' }, password: 'x' }],
    ['a list for a password', { username: 'clerk', password: ['x'] }],
    ['a zero byte', { username: 'cl\0erk', password: 'x' }],
    ['a name of a megabyte', { username: 'x'.repeat(1_000_000), password: 'x' }],
    ['nothing', {}],
  ])('takes %s for a wrong password', async (_what, credentials) => {
    expect(await attempt(credentials)).toEqual({ told: 'sign_in_wrong', failures: [] })
  })

  it('tells nobody outside what broke inside', async () => {
    await disconnectDb()
    vi.stubEnv('DATABASE_URL', 'postgresql://somebody:hidden@127.0.0.1:1/none')
    const { told, failures } = await attempt({ username: 'clerk', password: 'x' })
    expect(told).toBe('failed')
    expect(failures).toHaveLength(1)
    await disconnectDb()
    vi.stubEnv('DATABASE_URL', test.url)
  })
})
