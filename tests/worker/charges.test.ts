import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { receiveSource } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import { beginChargeImport } from '@/reconciliation/service/begin-import'
import { resumeCharges } from '@/reconciliation/service/resume'
import { beginRun } from '@/reconciliation/service/run'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { prepareFiles } from '../support/imports'
import { HEADS } from '../support/planted-charges'
import { type Crew, crewAt, makeTill, type Till } from '../support/refunds'
import { startWorkerProcess } from '../support/worker-process'

const ROWS = 90_000
let database: TestDatabase
let till: Till
let crew: Crew
let files: ReturnType<typeof prepareFiles>

beforeAll(async () => {
  files = prepareFiles()
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, new Date())
})
afterAll(async () => {
  await database.drop()
  files.forget()
})

test('a worker killed with -9 while taking charges: the next one goes on, nothing is double, nothing lost', async () => {
  const lines = Array.from(
    { length: ROWS },
    (_, index) =>
      `K${index},AC${100_000 + (index % 500)},1371${String(1_000_000 + (index % 500))},LOCAL,other,0.15,CNY,2026-03-02T11:00:00+08:00,2026-03,60,60,`,
  )
  const source = await receiveSource(Readable.from([Buffer.from([HEADS, ...lines].join('\n'))]))
  if (typeof source === 'string') throw new Error(source)
  const { id } = unwrap(
    await beginChargeImport(crew.quality, { fileName: 'charges.csv', source, unitId: till.units.hall }),
  )
  const now = () => database.db.chargeImport.findUniqueOrThrow({ where: { id } })
  const first = await startWorkerProcess(database.url, { filesDir: files.filesDir })
  await vi.waitUntil(async () => (await now()).processed > 0, { timeout: 90_000, interval: 25 })
  await first.kill()
  const cut = await now()
  expect(cut).toMatchObject({ status: 'running', added: cut.processed })
  expect(cut.processed).toBeLessThan(ROWS)
  expect(await database.db.charge.count()).toBe(cut.processed)

  // A minute later nobody has heard of it.
  await resumeCharges({ ...crew.quality, clock: () => new Date(Date.now() + 61_000) })
  const run = unwrap(await beginRun(crew.quality, { month: '2026-02' }))
  const second = await startWorkerProcess(database.url, { filesDir: files.filesDir })
  await vi.waitUntil(async () => (await now()).status === 'done', { timeout: 90_000, interval: 50 })
  expect(await now()).toMatchObject({ processed: ROWS, added: ROWS, known: 0, rejected: 0 })
  expect(await database.db.charge.count()).toBe(ROWS)
  await vi.waitUntil(
    async () =>
      (await database.db.reconciliationRun.findUniqueOrThrow({ where: { id: run.id } })).status === 'done',
    { timeout: 60_000, interval: 50 },
  )
  await second.stop()
}, 240_000)
