import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { resumeImports, runImport } from '@/imports/service/run'
import { continueImport, startImport, stopImport } from '@/imports/service/start'
import { hasSource } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import { type Carrier, makeCarrier } from '../support/carrier'
import { type ActingCtx, ctxOf } from '../support/case-actors'
import { fileOf, fileRows } from '../support/complaint-file'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { batchNow, chosen, prepareFiles, uploaded } from '../support/imports'
import { startWorkerProcess } from '../support/worker-process'

let database: TestDatabase
let carrier: Carrier
let admin: ActingCtx
let files: ReturnType<typeof prepareFiles>

beforeAll(async () => {
  files = prepareFiles()
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  await database.db.roleAssignment.create({
    data: {
      id: '019b0000-0000-7000-8000-000000000001',
      staffId: carrier.staff.quality,
      role: 'administrator',
      unitId: carrier.units.root,
      grantedAt: new Date('2026-01-01T00:00:00Z'),
    },
  })
  admin = await ctxOf(database.db, carrier.staff.quality, new Date())
})
afterAll(async () => {
  await database.drop()
  files.forget()
})

/** Cases, owners and facts of a batch, each counted once. */
async function inside(batchId: string) {
  const [counts] = await database.db.$queryRaw<Record<string, number>[]>`
    SELECT count(*)::int AS cases, count(DISTINCT external_ref)::int AS refs, count(DISTINCT number)::int AS numbers,
      (SELECT count(*)::int FROM complaint_owner o JOIN complaint x ON x.id = o.complaint_id WHERE x.import_batch_id = ${batchId}::uuid) AS owners,
      (SELECT count(*)::int FROM fact f JOIN complaint x ON x.id = f.subject_id
        WHERE x.import_batch_id = ${batchId}::uuid AND f.type = 'complaint.received') AS received
    FROM complaint WHERE import_batch_id = ${batchId}::uuid`
  return counts
}
const once = (count: number) => ({
  cases: count,
  refs: count,
  numbers: count,
  owners: count,
  received: count,
})

async function started(count: number, origin: string): Promise<string> {
  const draft = await uploaded(admin, fileOf(fileRows(count)))
  await chosen(admin, draft, { origin })
  unwrap(await startImport(admin, draft.id))
  return draft.id
}

describe('a run that is interrupted', () => {
  test('a worker killed with -9 in the middle: the next one goes on, nothing is double, nothing lost', async () => {
    const id = await started(12_000, 'killed')
    const first = await startWorkerProcess(database.url, { filesDir: files.filesDir })
    await vi.waitUntil(async () => (await batchNow(admin, id)).processed > 0, {
      timeout: 60_000,
      interval: 25,
    })
    await first.kill()
    const cut = await batchNow(admin, id)
    expect(cut.status).toBe('running')
    expect(cut.processed).toBeLessThan(12_000)
    expect(await inside(id)).toEqual(once(cut.processed))

    // The dead worker's job stays locked; its import is noticed by its silence.
    admin.now = new Date(Date.now() + 60_000)
    expect(await resumeImports(admin)).toBe(1)
    expect(await resumeImports(admin)).toBe(0)
    const second = await startWorkerProcess(database.url, { filesDir: files.filesDir })
    await vi.waitUntil(async () => (await batchNow(admin, id)).status === 'done', {
      timeout: 90_000,
      interval: 100,
    })
    await second.stop()
    const done = await batchNow(admin, id)
    expect(done).toMatchObject({
      processed: 12_000,
      added: 12_000,
      duplicates: 0,
      rejected: 0,
      total: 12_000,
    })
    expect(await inside(id)).toEqual(once(12_000))
    const counted = Object.values(done.report.branches).reduce((sum, branch) => sum + branch.added, 0)
    expect(counted).toBe(12_000)
  }, 200_000)

  test('two runs of one import at once: one of them finds itself overtaken and ends', async () => {
    const id = await started(3_000, 'twice')
    await Promise.all([runImport(admin, id, { chunkRows: 250 }), runImport(admin, id, { chunkRows: 250 })])
    // Whichever lost the first race has ended; the other has finished.
    expect(await batchNow(admin, id)).toMatchObject({
      status: 'done',
      processed: 3_000,
      added: 3_000,
      duplicates: 0,
    })
    expect(await inside(id)).toEqual(once(3_000))
  })

  test('stopped by somebody it keeps what is in, and goes on when asked', async () => {
    const id = await started(2_000, 'stopped')
    const run = runImport(admin, id, {
      chunkRows: 500,
      onProgress: ({ processed }) => {
        if (processed === 1_000) stopping = stopImport(admin, id)
      },
    })
    let stopping: Promise<unknown> | undefined
    await run
    await stopping
    const stopped = await batchNow(admin, id)
    expect(stopped.status).toBe('stopped')
    expect(stopped.processed).toBeGreaterThanOrEqual(1_000)
    expect(stopped.processed).toBeLessThan(2_000)
    expect(await hasSource(stopped.sha256)).toBe(true)
    unwrap(await continueImport(admin, id))
    unwrap(await runImport(admin, id))
    expect(await inside(id)).toEqual(once(2_000))
    expect(await hasSource(stopped.sha256)).toBe(false)
  })

  test('a file that is gone ends the import with a reason instead of trying for ever', async () => {
    const id = await started(10, 'gone')
    const { sha256 } = await batchNow(admin, id)
    const { removeSource } = await import('@/imports/store/source-file')
    await removeSource(sha256)
    unwrap(await runImport(admin, id))
    expect(await batchNow(admin, id)).toMatchObject({
      status: 'failed',
      error: 'import_file_gone',
      processed: 0,
    })
  })
})

describe('a row the database will not have', () => {
  test('zero bytes and half characters are left out of the text', async () => {
    const rows = fileRows(40).map((row, index) =>
      index === 17 ? { text: row.text.replace('Springfield', `Spring\u0000field ${'𠮷'.repeat(90)}`) } : row,
    )
    const draft = await uploaded(admin, fileOf(rows))
    await chosen(admin, draft, { origin: 'zero' })
    unwrap(await startImport(admin, draft.id, { queue: false }))
    expect(unwrap(await runImport(admin, draft.id))).toMatchObject({ added: 40, rejected: 0 })
  })

  test('waits like any other; the rows around it are in', async () => {
    await database.db
      .$executeRaw`ALTER TABLE complaint ADD CONSTRAINT test_only CHECK (external_ref <> 'refused:200017')`
    const id = await started(40, 'refused')
    unwrap(await runImport(admin, id))
    expect(await batchNow(admin, id)).toMatchObject({ status: 'done', processed: 40, added: 39, rejected: 1 })
    expect(await inside(id)).toEqual(once(39))
    const [row] = await database.db.importRow.findMany({ where: { batchId: id } })
    expect(row).toMatchObject({ line: 19, state: 'rejected' })
    expect(row!.reason).toMatchObject([{ code: 'not_written' }])
  })
})
