import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type pg from 'pg'
import { projectFolder } from '../lib/project.mjs'
import { atEnd } from '../lib/stopping.mjs'
import type { Rows } from './million'
import type { Stage } from './stage'
import type { SweeperReport } from './sweeper'
import type { Line } from './table'

const BATCH = 1000

/** Overdue obligations enforced per second by one worker and by two, against plain SQL that only flags and logs them. */
export async function measureSweep(stage: Stage, rows: Rows): Promise<Line[]> {
  await makePlainTables(stage.pool, rows)
  const plainOne = await plainSweeps(stage.pool, rows.overdueEach, 1)
  const one = await sweeps(stage, rows, rows.sweepAt[0], 1)
  await stage.pool.query('UPDATE plain_obligation SET flagged_at = NULL')
  await stage.pool.query('VACUUM ANALYZE plain_obligation')
  const plainTwo = await plainSweeps(stage.pool, rows.overdueEach, 2)
  const two = await sweeps(stage, rows, rows.sweepAt[1], 2)
  const target = { type: 'ratio_at_least', ratio: 0.5 } as const
  const plainWords = 'SQL: claim 1,000, flag, log'
  const size = rows.overdueEach.toLocaleString('en')
  return [
    {
      what: `Sweep of ${size}, 1 worker`,
      ours: one,
      unit: '/s',
      plain: { figure: plainOne, what: plainWords },
      target,
      note: 'breach + ladder step + notification each',
    },
    {
      what: `Sweep of ${size}, 2 workers`,
      ours: two,
      unit: '/s',
      plain: { figure: plainTwo, what: plainWords },
      target,
    },
  ]
}

/** As many rows as there are obligations, with as many overdue ones. */
async function makePlainTables(pool: pg.Pool, rows: Rows): Promise<void> {
  await pool.query(`
    CREATE TABLE plain_obligation (id uuid PRIMARY KEY, due_at timestamptz NOT NULL, flagged_at timestamptz);
    CREATE TABLE plain_sweep_event (id uuid PRIMARY KEY, obligation_id uuid NOT NULL, kind text NOT NULL, at timestamptz NOT NULL)`)
  await pool.query(
    `INSERT INTO plain_obligation
     SELECT gen_random_uuid(), now() + CASE WHEN g < $2::int THEN interval '-1 hour' ELSE interval '1 day' END + g * interval '1 millisecond', NULL
     FROM generate_series(0, $1::int - 1) g`,
    [rows.obligations, rows.overdueEach],
  )
  await pool.query('CREATE INDEX plain_obligation_due ON plain_obligation (due_at) WHERE flagged_at IS NULL')
  await pool.query('CREATE INDEX plain_sweep_event_of ON plain_sweep_event (obligation_id)')
  await pool.query('VACUUM ANALYZE plain_obligation')
}

async function plainSweeps(pool: pg.Pool, expected: number, workers: number): Promise<number> {
  const startedAt = performance.now()
  const flagged = await Promise.all(Array.from({ length: workers }, () => plainSweep(pool)))
  const seconds = (performance.now() - startedAt) / 1000
  const sum = flagged.reduce((total, each) => total + each, 0)
  if (sum !== expected) throw new Error(`plain SQL flagged ${sum} of ${expected}`)
  return sum / seconds
}

async function plainSweep(pool: pg.Pool): Promise<number> {
  const client = await pool.connect()
  let total = 0
  try {
    for (;;) {
      await client.query('BEGIN')
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM plain_obligation WHERE flagged_at IS NULL AND due_at <= now() ORDER BY due_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      )
      const ids = rows.map(({ id }) => id)
      await client.query('UPDATE plain_obligation SET flagged_at = due_at WHERE id = ANY($1::uuid[])', [ids])
      await client.query(
        `INSERT INTO plain_sweep_event SELECT gen_random_uuid(), id, 'broken', now() FROM unnest($1::uuid[]) AS x(id)`,
        [ids],
      )
      await client.query('COMMIT')
      total += ids.length
      if (ids.length < BATCH) return total
    }
  } finally {
    client.release()
  }
}

/** Starts workers, gives them all the same time at once, and counts until the last one is done. */
async function sweeps(stage: Stage, rows: Rows, at: Date, workers: number): Promise<number> {
  const ready = await Promise.all(Array.from({ length: workers }, () => startSweeper(stage)))
  const startedAt = performance.now()
  const reports = await Promise.all(ready.map((go) => go(at)))
  const seconds = (performance.now() - startedAt) / 1000
  const broken = reports.reduce((total, report) => total + report.broken, 0)
  const steps = reports.reduce((total, report) => total + report.steps, 0)
  if (broken !== rows.overdueEach || steps !== rows.overdueEach) {
    throw new Error(`${broken} breaches and ${steps} steps, expected ${rows.overdueEach} each`)
  }
  return broken / seconds
}

async function startSweeper(stage: Stage): Promise<(at: Date) => Promise<SweeperReport>> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(projectFolder, 'scripts', 'bench', 'sweeper.ts')],
    { cwd: projectFolder, env: stage.env, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  atEnd(() => child.kill())
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(() => {
    throw new Error('a sweeping process ended by itself')
  })
  ended.catch(() => undefined)
  const nextLine = async () => {
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
    return line
  }
  await nextLine()
  return async (at) => {
    child.stdin.write(`${at.toISOString()}\n`)
    return JSON.parse(await nextLine()) as SweeperReport
  }
}
