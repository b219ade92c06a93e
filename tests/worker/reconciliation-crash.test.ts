import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { unwrap } from '@/kernel/result'
import { runView } from '@/reconciliation/queries/runs'
import { resumeCharges } from '@/reconciliation/service/resume'
import { beginRun, restartRun } from '@/reconciliation/service/run'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { charge, makeTariffs, take } from '../support/reconciliation'
import { type Crew, crewAt, makeTill, refusalOf, type Till } from '../support/refunds'
import { startWorkerProcess } from '../support/worker-process'

const MINUTE_MS = 60_000
let database: TestDatabase
let till: Till
let crew: Crew

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', Buffer.alloc(32, 7).toString('base64'))
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, new Date())
  await makeTariffs({ ...crew.quality, actor: { kind: 'system', name: 'test' } })
  await take(crew.quality, [charge(), charge(), charge()], till.units.hall)
})
afterAll(() => database.drop())

const runOf = (id: string) => database.db.reconciliationRun.findUniqueOrThrow({ where: { id } })
const later = (minutes: number) => ({
  ...crew.quality,
  clock: () => new Date(Date.now() + minutes * MINUTE_MS),
})
/** Processes of the database that stand before the table the run writes. */
const judging = async () =>
  (
    await database.db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_locks WHERE relation = 'finding'::regclass AND NOT granted`
  )[0]?.n

test('a worker killed with -9 while it judges: the run is given up with the reason, and run again it finds everything once', async () => {
  const { id } = unwrap(await beginRun(crew.quality, { month: '2026-03' }))
  await database.db.$transaction(
    async (tx) => {
      // With its table held, the process stands still in its one statement.
      await tx.$executeRaw`LOCK TABLE finding IN EXCLUSIVE MODE`
      const first = await startWorkerProcess(database.url)
      await vi.waitUntil(async () => (await judging()) === 1, { timeout: 60_000, interval: 50 })
      // However long it takes, it is alive: its row is held.
      await resumeCharges(later(30))
      expect(await runOf(id)).toMatchObject({ status: 'running', error: null })
      await first.kill()
      await vi.waitUntil(async () => (await judging()) === 0, { timeout: 30_000, interval: 50 })
    },
    { timeout: 120_000 },
  )
  // Just now something was heard of it; two minutes later nothing more.
  await resumeCharges(crew.quality)
  expect(await runOf(id)).toMatchObject({ status: 'running' })
  await resumeCharges(later(3))
  expect(await runOf(id)).toMatchObject({ status: 'failed', error: 'reconciliation_run_died' })
  expect(await database.db.finding.count()).toBe(0)
  const view = await runView({ ...crew.quality, locale: 'en' }, id)
  expect(view).toMatchObject({ problem: expect.stringContaining('died'), canRunAgain: true })
  expect(await runView(crew.manager, id)).toMatchObject({ canRunAgain: false })

  expect(refusalOf(await restartRun(crew.manager, id))).toBe('not_allowed')
  unwrap(await restartRun(crew.quality, id))
  expect(refusalOf(await restartRun(crew.quality, id))).toBe('reconciliation_run_not_failed')
  const second = await startWorkerProcess(database.url)
  await vi.waitUntil(async () => (await runOf(id)).status === 'done', { timeout: 60_000, interval: 50 })
  await second.stop()
  expect(await runOf(id)).toMatchObject({ error: null })
  const findings = await database.db.finding.findMany({ where: { runId: id } })
  expect(findings).toHaveLength(3)
  expect(findings.every(({ owedMinor }) => owedMinor !== null)).toBe(true)
  expect(await runView(crew.quality, id)).toMatchObject({ problem: null, charges: 3, findings: 3 })
}, 240_000)
