import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unwrap } from '@/kernel/result'
import { LOCALES } from '@/kernel/text'
import { runList, runView } from '@/reconciliation/queries/runs'
import { beginRun, restartRun, runReconciliation } from '@/reconciliation/service/run'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { charge, findingsOf, makeTariffs, take } from '../support/reconciliation'
import { type Crew, crewAt, makeTill, REPORTED, refusalOf, type Till } from '../support/refunds'

let database: TestDatabase
let till: Till
let crew: Crew

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, REPORTED)
  await makeTariffs({ ...crew.quality, actor: { kind: 'system', name: 'test' } })
  await take(crew.quality, [charge(), charge()], till.units.hall)
  await database.db.$executeRaw`
    CREATE FUNCTION out_of_order() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'out of order' USING ERRCODE = TG_ARGV[0]; END $$`
})
afterAll(() => database.drop())

const runOf = (id: string) => database.db.reconciliationRun.findUniqueOrThrow({ where: { id } })
/** A database that refuses what the run writes, with a code of Postgres; set right again afterwards. */
async function failing(code: string, event: 'INSERT' | 'UPDATE', run: () => Promise<void>): Promise<void> {
  await database.db.$executeRawUnsafe(
    `CREATE TRIGGER a_out_of_order BEFORE ${event} ON finding FOR EACH ROW EXECUTE FUNCTION out_of_order('${code}')`,
  )
  try {
    await run()
  } finally {
    await database.db.$executeRaw`DROP TRIGGER a_out_of_order ON finding`
  }
}

describe('a run that fails', () => {
  test.each([
    ['disk full', '53100', /^reconciliation_run_no_room$/],
    ['cancelled', '57014', /^reconciliation_run_too_long$/],
    ['unforeseen', 'XX000', /^reconciliation_run_failed\/[0-9a-f]{12}$/],
  ])('%s: says why in every language, and succeeds when it is run again', async (_why, code, error) => {
    const { id } = unwrap(await beginRun(crew.quality, { month: '2026-03', queue: false }))
    await failing(code, 'INSERT', async () => {
      expect(unwrap(await runReconciliation(crew.quality, id))).toMatchObject({
        status: 'failed',
        error: expect.stringMatching(error),
      })
    })
    const words = await Promise.all(
      LOCALES.map(async (locale) => (await runView({ ...crew.quality, locale }, id)).problem),
    )
    expect(new Set(words).size).toBe(LOCALES.length)
    for (const text of words) expect(text).not.toMatch(/\{|reconciliation_/)
    expect((await runList(crew.quality)).find((run) => run.id === id)).toMatchObject({ status: 'failed' })
    unwrap(await restartRun(crew.quality, id, { queue: false }))
    expect(await runOf(id)).toMatchObject({ status: 'waiting', error: null, finishedAt: null })
    expect(unwrap(await runReconciliation(crew.quality, id))).toMatchObject({ status: 'done', error: null })
    expect(await findingsOf(crew.quality, id)).toHaveLength(2)
  })

  test('after it has judged: what it found stands, and only what is owed is worked out', async () => {
    const { id } = unwrap(await beginRun(crew.quality, { month: '2026-03', queue: false }))
    await failing('XX000', 'UPDATE', async () => {
      expect(unwrap(await runReconciliation(crew.quality, id))).toMatchObject({ status: 'failed' })
    })
    const before = await findingsOf(crew.quality, id)
    expect(before.map(({ owed }) => owed)).toEqual([null, null])
    const { judgedAt } = await runOf(id)
    unwrap(await restartRun(crew.quality, id, { queue: false }))
    unwrap(await runReconciliation(crew.quality, id))
    const after = await findingsOf(crew.quality, id)
    expect(after.map(({ id: finding }) => finding)).toEqual(before.map(({ id: finding }) => finding))
    expect(after.every(({ owed }) => owed !== null)).toBe(true)
    expect((await runOf(id)).judgedAt).toEqual(judgedAt)
  })

  test('is not run again while another of the month is under way, nor by who may not', async () => {
    const { id } = unwrap(await beginRun(crew.quality, { month: '2026-03', queue: false }))
    await failing('XX000', 'INSERT', async () => {
      unwrap(await runReconciliation(crew.quality, id))
    })
    const other = unwrap(await beginRun(crew.quality, { month: '2026-03', queue: false }))
    expect(refusalOf(await restartRun(crew.quality, id))).toBe('reconciliation_runs_already')
    unwrap(await runReconciliation(crew.quality, other.id))
    expect(refusalOf(await restartRun(crew.clerk, id))).toBe('not_allowed')
    expect(refusalOf(await restartRun(crew.quality, other.id))).toBe('reconciliation_run_not_failed')
    unwrap(await restartRun(crew.quality, id, { queue: false }))
  })

  test('the database wants a reason for a failed run, and none for another', async () => {
    const run = await database.db.reconciliationRun.findFirstOrThrow({ where: { status: 'done' } })
    const set = (data: object) => database.db.reconciliationRun.update({ where: { id: run.id }, data })
    await expect(set({ status: 'failed' })).rejects.toThrow('reconciliation_run_failed_says_why')
    await expect(set({ error: 'x' })).rejects.toThrow('reconciliation_run_failed_says_why')
  })
})
