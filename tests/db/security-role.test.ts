import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { replySchema } from '@/complaints/schema'
import { reply } from '@/complaints/service/handle'
import { createDb, type Db } from '@/platform/db/client'
import { withClient } from '@/platform/db/embedded'
import { enqueue } from '@/platform/jobs'
import { startWorker } from '@/worker/worker'
import { publish, REPLY_48H } from '../support/carrier'
import { ctxOf, DATA_KEY, type Hall, logged, makeHall } from '../support/case-actors'
import { projectFolder } from '../support/cluster'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { systemCtx } from '../support/organisation'

/** What the role of prisma/grants.sql can do, and what it cannot: the README advises it for production. */

const NOON = '2026-03-02T04:00:00Z'
const role = `app_${randomBytes(4).toString('hex')}`
const password = randomBytes(12).toString('hex')
let test: TestDatabase
let db: Db
let url: string
let superuserUrl: string
let hall: Hall

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  const address = new URL(test.url)
  address.username = 'postgres'
  address.password = inject('testPostgres').superuserPassword
  superuserUrl = address.toString()
  await withClient(superuserUrl, (client) =>
    client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`).then(() => undefined),
  )
  const grants = (await readFile(join(projectFolder, 'prisma', 'grants.sql'), 'utf8')).replaceAll(
    ':"app"',
    role,
  )
  await withClient(test.url, (client) => client.query(grants).then(() => undefined))
  address.username = role
  address.password = password
  url = address.toString()
  db = createDb(url, { max: 4 })
  hall = await makeHall(test.db)
  await publish(test.db, hall, [REPLY_48H])
})
afterAll(async () => {
  await db.$disconnect()
  await withClient(superuserUrl, async (client) => {
    await client.query(`DROP OWNED BY ${role}`)
    await client.query(`DROP ROLE ${role}`)
  })
  await test.drop()
})

describe('the role of the application', () => {
  it('logs and handles cases, and its worker runs jobs', async () => {
    const clerk = await ctxOf(db, hall.staff.clerk, NOON)
    const { id } = await logged(clerk)
    const said = { complaintId: id, revision: 1, text: '已告知处理办法', channel: 'phone' }
    expect((await reply(clerk, replySchema.parse(said))).ok).toBe(true)
    const system = systemCtx(db, NOON)
    await enqueue(system, 'calendar.recompute', { calendarId: '00000000-0000-0000-0000-000000000000' })
    const worker = await startWorker(system, url)
    await vi.waitFor(
      async () =>
        expect(await test.db.$queryRaw`SELECT count(*)::int AS count FROM graphile_worker.jobs`).toEqual([
          { count: 0 },
        ]),
      { timeout: 20_000, interval: 100 },
    )
    await worker.stop()
  })

  it.each([
    'TRUNCATE audit_log',
    'UPDATE fact SET attrs = attrs',
    'DELETE FROM audit_log',
    'DELETE FROM complaint',
    'DELETE FROM obligation',
    'ALTER TABLE fact DISABLE TRIGGER ALL',
    'ALTER TABLE audit_log DROP COLUMN detail',
    'DROP TRIGGER fact_append_only ON fact',
    'CREATE OR REPLACE FUNCTION jn_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
    "SET session_replication_role = 'replica'",
    'SELECT * FROM _prisma_migrations',
  ])('cannot %s', async (statement) => {
    // 42501: insufficient privilege.
    await expect(withClient(url, (client) => client.query(statement))).rejects.toMatchObject({
      code: '42501',
    })
  })
})
