import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspectSource } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import { beginChargeImport, LARGEST_CHARGES_BYTES } from '@/reconciliation/service/begin-import'
import { beginRun, runReconciliation } from '@/reconciliation/service/run'
import { runChargeImport } from '@/reconciliation/service/run-import'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { MONTH, planOf, plantOrders, writePlanted } from '../support/planted-charges'
import { type Crew, crewAt, makeTill, type Till } from '../support/refunds'

const ROWS = 20_000
let database: TestDatabase
let till: Till
let crew: Crew
let folder: string

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, '2026-04-02T01:00:00Z')
  folder = await mkdtemp(path.join(tmpdir(), 'charges-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

test(`of ${ROWS} charges every planted error is found, for what it is, and none is invented`, async () => {
  const { quality } = crew
  const file = path.join(folder, 'charges.csv')
  const plan = planOf(ROWS)
  const planted = await writePlanted(file, await plantOrders(quality, till.units.hall, plan), plan)
  const source = await inspectSource(file, LARGEST_CHARGES_BYTES)
  if (typeof source === 'string') throw new Error(source)
  const { id } = unwrap(
    await beginChargeImport(quality, {
      fileName: 'charges.csv',
      source,
      path: file,
      unitId: till.units.hall,
      queue: false,
    }),
  )
  expect(unwrap(await runChargeImport(quality, id, { path: file, chunkRows: 7_000 }))).toMatchObject({
    status: 'done',
    processed: ROWS,
    added: ROWS,
    known: 0,
    rejected: 0,
  })
  const run = unwrap(await beginRun(quality, { month: MONTH, queue: false }))
  expect(unwrap(await runReconciliation(quality, run.id))).toMatchObject({ status: 'done' })
  const found = await database.db.$queryRaw<{ ref: string; why: string; owed: bigint }[]>`
    SELECT c.charge_ref AS ref, f.why, f.owed_minor AS owed FROM finding f JOIN charge c ON c.id = f.charge_id
    WHERE f.run_id = ${run.id}::uuid`
  expect(new Map(found.map(({ ref, why }) => [ref, why]))).toEqual(planted)
  expect(found).toHaveLength(planted.size)
  const [{ charges, unjudged }] = await database.db.$queryRaw<[{ charges: bigint; unjudged: bigint }]>`
    SELECT sum(charges) AS charges, sum(unjudged) AS unjudged FROM reconciliation_run_unit WHERE run_id = ${run.id}::uuid`
  expect([Number(charges), Number(unjudged)]).toEqual([ROWS, 0])
  // Twice the difference, as the promise in force says; a record too short owes nothing.
  const owed = (why: string) => [
    ...new Set(found.filter((each) => each.why === why).map((each) => each.owed)),
  ]
  expect(owed('again')).toEqual([3000n])
  expect(owed('price_above')).toEqual([600n])
  expect(owed('record_long')).toEqual([30n])
  expect(owed('record_short')).toEqual([0n])
})
