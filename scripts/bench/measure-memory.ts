import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { workerPart } from '../run/parts'
import { tailOf } from '../run/supervisor'
import type { Rows } from './million'
import { type Running, type Stage, startPart } from './stage'
import type { Line } from './table'

const PATIENCE_MS = 300_000

/** Physical memory of the real worker after it has swept the last overdue batch and folded the figures. */
export async function measureWorkerMemory(stage: Stage, rows: Rows): Promise<Line[]> {
  const part = workerPart({ env: stage.env, logFolder: join(stage.folder, 'logs') })
  if (!part) return []
  const worker = startPart(part)
  const deadline = Date.now() + PATIENCE_MS
  while (!(await isDone(stage))) {
    if (Date.now() > deadline) throw new Error(`the worker is not done:\n${tailOf(part.logFile)}`)
    await wait(500)
  }
  const memory = worker.memoryMb()
  await worker.stop()
  const swept = rows.overdueLast > 0 ? `, after sweeping ${rows.overdueLast.toLocaleString('en')}` : ''
  return [
    { what: `Memory of the worker${swept}`, ours: memory, unit: 'MB', plain: null, target: { type: 'none' } },
  ]
}

/** Nothing is due and every change is in the figures. */
async function isDone(stage: Stage): Promise<boolean> {
  const { rows } = await stage.pool.query<{ waiting: boolean }>(
    `SELECT EXISTS (SELECT FROM obligation WHERE next_action_at <= now()) OR EXISTS (SELECT FROM obligation_rollup_delta) AS waiting`,
  )
  return rows[0]?.waiting === false
}

/** Physical memory of the web process after all that was asked of it, beside that of bare Next. */
export function webMemory(web: Running, bare: Running): Line[] {
  return [
    {
      what: 'Memory of web, after the load',
      ours: web.memoryMb(),
      unit: 'MB',
      plain: { figure: bare.memoryMb(), what: 'bare Next' },
      target: { type: 'none' },
    },
  ]
}
