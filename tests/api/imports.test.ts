import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { issueSessionToken, sessionCookieName } from '@/identity/session-token'
import { runImport } from '@/imports/service/run'
import { startImport } from '@/imports/service/start'
import { unwrap } from '@/kernel/result'
import { disconnectDb } from '@/platform/db/client'
import { GET as progress } from '../../app/api/v1/imports/[id]/route'
import { GET as rows } from '../../app/api/v1/imports/[id]/rows/route'
import { POST as upload } from '../../app/api/v1/imports/route'
import { ctxOf, type Hall, makeHall } from '../support/case-actors'
import { FILE_HEADER } from '../support/complaint-file'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { prepareFiles } from '../support/imports'

/** The cookies of the request being served: what Next gives to a handler. */
const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
  }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

let test: TestDatabase
let hall: Hall
let files: ReturnType<typeof prepareFiles>

beforeAll(async () => {
  files = prepareFiles()
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  hall = await makeHall(test.db)
  await test.db.staff.updateMany({ data: { mustChangePassword: false } })
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
  files.forget()
})
beforeEach(() => signIn(hall.staff.quality))

async function signIn(staffId: string): Promise<void> {
  const { sessionVersion } = await test.db.staff.findUniqueOrThrow({ where: { id: staffId } })
  jar.clear()
  jar.set(sessionCookieName(), await issueSessionToken({ staffId, sessionVersion }, new Date()))
}

const BASE = 'http://localhost:3000/api/v1/imports'
const post = (body: string | Uint8Array<ArrayBuffer> | null, headers: Record<string, string> = {}) =>
  upload(new Request(`${BASE}?name=${encodeURIComponent('投诉.csv')}`, { method: 'POST', body, headers }), {
    params: Promise.resolve({}),
  })
const get = (handler: typeof progress, id: string) =>
  handler(new Request(`${BASE}/${id}`), { params: Promise.resolve({ id }) })

describe('POST /api/v1/imports', () => {
  it('takes a file as it is and answers with the draft; the rest of its way is told and downloaded', async () => {
    const answer = await post(
      `${FILE_HEADER}\n1,=1+1 broken,31-02-15,,,Internet,,ZZ,,Open,No\n2,fine,22-04-15,,,Internet,,ZZ,,Open,No\n`,
    )
    expect(answer.status).toBe(201)
    const { id } = await answer.json()
    expect(await (await get(progress, id)).json()).toMatchObject({ status: 'draft', total: 2, processed: 0 })
    const ctx = await ctxOf(test.db, hall.staff.quality, new Date())
    unwrap(await startImport(ctx, id, { queue: false }))
    unwrap(await runImport(ctx, id))
    expect(await (await get(progress, id)).json()).toMatchObject({ status: 'done', added: 1, rejected: 1 })
    const file = await get(rows, id)
    expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('投诉-rows.csv'))
    const [head, line] = (await file.text()).split('\r\n')
    expect(head).toBe(`${FILE_HEADER},行,原因`)
    expect(line).toContain("'=1+1 broken")
    expect(line).toContain('31-02-15')
    expect(line).toContain('受理日期：“31-02-15”不是日期')
  })

  it('refuses by content, by size and by right, says why and keeps nothing of it', async () => {
    const before = readdirSync(path.join(files.filesDir, 'imports'))
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
    expect(await (await post(png)).json()).toMatchObject({ code: 'import_file_type' })
    const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    expect(await (await post(old)).json()).toMatchObject({ code: 'import_file_old_excel' })
    expect(await (await post('PK\u0003\u0004 no workbook at all')).json()).toMatchObject({
      code: 'import_file_broken',
    })
    expect(await (await post(FILE_HEADER)).json()).toMatchObject({ code: 'import_file_no_rows' })
    expect(await (await post(null)).json()).toMatchObject({ code: 'import_file_empty' })
    const large = await post('x', { 'content-length': String(101 * 1024 * 1024) })
    expect(await large.json()).toMatchObject({ code: 'import_file_too_large' })
    expect(readdirSync(path.join(files.filesDir, 'imports'))).toEqual(before)
    await signIn(hall.staff.clerk)
    expect((await post('a,b\n1,2')).status).toBe(403)
    expect((await post('a,b\n1,2', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })
})
