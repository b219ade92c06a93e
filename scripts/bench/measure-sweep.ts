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
  await makePlainTables(stage.pool)
  const { overdueEach, sweepAt } = rows
  const plainOne = await plainSweeps(stage.pool, sweepAt[0], overdueEach, 1)
  const one = await sweeps(stage, rows, sweepAt[0], 1)
  const plainTwo = await plainSweeps(stage.pool, sweepAt[1], overdueEach, 2)
  const two = await sweeps(stage, rows, sweepAt[1], 2)
  const target = { type: 'ratio_at_least', ratio: 0.5 } as const
  const plainWords = 'SQL: claim 1,000, flag, log'
  const size = overdueEach.toLocaleString('en')
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

/** The same obligations in a table with the same columns and indexes, without triggers, checks and figures. */
async function makePlainTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    CREATE TABLE plain_obligation (LIKE obligation INCLUDING INDEXES);
    CREATE TABLE plain_event (LIKE obligation_event INCLUDING INDEXES);
    INSERT INTO plain_obligation SELECT * FROM obligation`)
  await pool.query('VACUUM ANALYZE plain_obligation')
}

async function plainSweeps(pool: pg.Pool, at: Date, expected: number, workers: number): Promise<number> {
  const startedAt = performance.now()
  const flagged = await Promise.all(Array.from({ length: workers }, () => plainSweep(pool, at)))
  const seconds = (performance.now() - startedAt) / 1000
  const sum = flagged.reduce((total, each) => total + each, 0)
  if (sum !== expected) throw new Error(`plain SQL flagged ${sum} of ${expected}`)
  return sum / seconds
}

async function plainSweep(pool: pg.Pool, at: Date): Promise<number> {
  const client = await pool.connect()
  let total = 0
  try {
    for (;;) {
      await client.query('BEGIN')
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM plain_obligation WHERE next_action_at <= $1 ORDER BY next_action_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        [at],
      )
      const ids = rows.map(({ id }) => id)
      await client.query(
        `UPDATE plain_obligation SET state = 'BROKEN', broken_at = due_at, next_action_at = NULL WHERE id = ANY($1::uuid[])`,
        [ids],
      )
      await client.query(
        `INSERT INTO plain_event (id, obligation_id, kind, due_at, at, detail)
         SELECT gen_random_uuid(), id, 'broken', $2, $2, '{}' FROM unnest($1::uuid[]) AS x(id)`,
        [ids, at],
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
