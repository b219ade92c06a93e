// One worker of the sweep measurement in a process of its own: says "ready", waits for a line with the clock reading,
// sweeps everything due at that time and prints how long it took.
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { sweepAll } from '@/obligations/service/sweep'
import type { Ctx } from '@/platform/context'
import { db, disconnectDb } from '@/platform/db/client'

export type SweeperReport = { readonly ms: number; readonly broken: number; readonly steps: number }

const input = createInterface({ input: process.stdin })
let now = new Date(0)
const ctx: Ctx = {
  db: db(),
  actor: { kind: 'system', name: 'bench' },
  clock: () => now,
  locale: 'zh-CN',
}
// Connected and compiled before the clock runs, as a worker that has been up for a while is.
await sweepAll(ctx)
console.log('ready')
const [line] = (await once(input, 'line')) as [string]
now = new Date(line)
const startedAt = performance.now()
const { broken, steps } = await sweepAll(ctx)
const report: SweeperReport = { ms: performance.now() - startedAt, broken, steps }
console.log(JSON.stringify(report))
input.close()
await disconnectDb()
