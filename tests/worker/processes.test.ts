import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LadderStep } from '@/commitments/rules/rule'
import { newId } from '@/kernel/ids'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { checkRebuild } from '@/obligations/service/rebuild'
import { SWEEP_BATCH } from '@/obligations/service/sweep'
import { createDb, type Db } from '@/platform/db/client'
import { type Carrier, ctxAt, makeCarrier, publish, REPLY_48H } from '../support/carrier'
import { copyTemplate, createTemplate, startTestCluster, testDatabaseUrl } from '../support/cluster'
import { createTestDatabase } from '../support/database'
import { enforcementOf, receiveMany } from '../support/many-cases'
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process'

const LADDER: LadderStep[] = [
  { moment: { at: 'share', percent: 50 }, recipient: 'owner', respectQuietHours: false },
  { moment: { at: 'deadline' }, recipient: 'branch_manager', respectQuietHours: false },
]
/** Two full batches and a half. */
const CASES = 2.5 * SWEEP_BATCH
const DAY_MS = 86_400_000
/** Everything done, once: a breach at its deadline, two steps and a notification each. */
const ALL_DONE = {
  obligations: CASES,
  broken: CASES,
  atDeadline: CASES,
  breaches: CASES,
  steps: 2 * CASES,
  notified: 2 * CASES,
  waiting: 0,
}
/** Waits for something another process does; asks again every 25 ms. */
const until = (condition: () => Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 60_000, interval: 25 })

type Setting = { db: Db; url: string; carrier: Carrier; cases: string[] }
let cleanUp: (() => Promise<unknown>)[] = []
beforeEach(() => {
  cleanUp = []
})
afterEach(async () => {
  for (const step of cleanUp.reverse()) await step()
})

/** A carrier whose worker was asleep while so many promises fell due: all of them were received nine days ago. */
async function afterAWeekAsleep(db: Db, url: string): Promise<Setting> {
  const carrier = await makeCarrier(db)
  await publish(db, carrier, [REPLY_48H], { ladder: LADDER, validFrom: new Date(0) })
  const cases = await receiveMany(ctxAt(db, new Date(Date.now() - 9 * DAY_MS)), carrier, CASES)
  return { db, url, carrier, cases }
}

async function onTheUsualDatabase(): Promise<Setting> {
  const made = await createTestDatabase()
  cleanUp.push(made.drop)
  return afterAWeekAsleep(made.db, made.url)
}

async function worker(url: string): Promise<WorkerProcess> {
  const started = await startWorkerProcess(url)
  cleanUp.push(started.kill)
  return started
}

/**
 * Stops whichever worker comes to the first step of this case in the middle of its batch: a notification with the same
 * key is being written by us and not committed, so the worker's INSERT waits.
 */
async function barrierAt({ url, carrier, db }: Setting, caseId: string) {
  const [obligation] = await db.obligation.findMany({ where: { subjectId: caseId } })
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  cleanUp.push(() => client.end().catch(() => undefined))
  await client.query('BEGIN')
  await client.query(
    `INSERT INTO notification (id, recipient_id, kind, params, created_at, idempotency_key) VALUES ($1, $2, 'step', '{}', now(), $3)`,
    [newId(Date.now()), carrier.staff.clerk, `step/${obligation!.id}/${carrier.staff.clerk}/0`],
  )
  return {
    /** Resolves when a worker waits there. */
    reached: () =>
      until(async () => {
        const [row] = await db.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%WITH given%'`
        return row!.waiting > 0
      }),
    lift: () => client.query('ROLLBACK'),
  }
}

const finished = (db: Db) => until(async () => (await enforcementOf(db)).waiting === 0)

/** Every step once, none lost, every breach at its deadline; figures and replay agree. */
async function expectAllDoneOnce(db: Db): Promise<void> {
  expect(await enforcementOf(db)).toEqual(ALL_DONE)
  const ctx = ctxAt(db, new Date())
  await foldFigures(ctx)
  expect(await checkFigures(ctx)).toEqual([])
  expect(await checkRebuild(ctx)).toMatchObject({ obligations: CASES, differences: [] })
}

describe('the worker as a process', () => {
  test('asleep for a week: it does everything it missed, once, and stops when asked', {
    timeout: 120_000,
  }, async () => {
    const { db, url } = await onTheUsualDatabase()
    const awake = await worker(url)
    await finished(db)
    expect(await awake.stop()).toBe(0)
    await expectAllDoneOnce(db)
  })

  test('two at once: while one is held up in its batch the other does all the rest', {
    timeout: 120_000,
  }, async () => {
    const setting = await onTheUsualDatabase()
    const { db, url, cases } = setting
    const barrier = await barrierAt(setting, cases[SWEEP_BATCH / 2]!)
    const workers = await Promise.all([worker(url), worker(url)])
    await barrier.reached()
    await until(async () => (await enforcementOf(db)).broken === CASES - SWEEP_BATCH)
    await barrier.lift()
    await finished(db)
    expect(await Promise.all(workers.map((each) => each.stop()))).toEqual([0, 0])
    await expectAllDoneOnce(db)
    const swept = workers.map(({ lines }) =>
      lines.filter(({ event }) => event === 'swept').reduce((sum, line) => sum + Number(line.broken), 0),
    )
    expect(swept.reduce((sum, each) => sum + each, 0)).toBe(CASES)
    expect(Math.min(...swept), 'both had a part').toBeGreaterThan(0)
  })

  test('killed with -9 in the middle: its batch is undone whole, and the next worker does it', {
    timeout: 120_000,
  }, async () => {
    const setting = await onTheUsualDatabase()
    const { db, url, cases } = setting
    const barrier = await barrierAt(setting, cases[1.5 * SWEEP_BATCH]!)
    const killed = await worker(url)
    await barrier.reached()
    await killed.kill()
    // The first batch is done; of the one that was held up, everything but the notifications was written, and nothing of
    // it is seen.
    const left = await enforcementOf(db)
    expect(left.broken).toBe(SWEEP_BATCH)
    expect(left).toMatchObject({
      breaches: left.broken,
      steps: 2 * left.broken,
      notified: 2 * left.broken,
      waiting: CASES - left.broken,
    })
    await barrier.lift()
    const next = await worker(url)
    await finished(db)
    expect(await next.stop()).toBe(0)
    await expectAllDoneOnce(db)
  })

  test('the database restarted under it: it recovers by itself and finishes', {
    timeout: 180_000,
  }, async () => {
    const cluster = await startTestCluster()
    cleanUp.push(cluster.stop)
    await createTemplate(cluster)
    const url = testDatabaseUrl(cluster.postgres, await copyTemplate(cluster.postgres))
    const db = createDb(url, { max: 5 })
    cleanUp.push(() => db.$disconnect())
    const setting = await afterAWeekAsleep(db, url)
    const barrier = await barrierAt(setting, setting.cases[1.5 * SWEEP_BATCH]!)
    const running = await worker(url)
    await barrier.reached()
    await cluster.restart()
    await running.logged(({ event }) => event === 'sweep failed')
    await until(() =>
      enforcementOf(db)
        .then(({ waiting }) => waiting === 0)
        .catch(() => false),
    )
    expect(await running.stop()).toBe(0)
    await expectAllDoneOnce(db)
  })
})
