import { run } from 'graphile-worker'
import { foldFigures } from '@/obligations/service/figures'
import { sweepAll } from '@/obligations/service/sweep'
import type { Ctx } from '@/platform/context'
import { createLog } from '@/platform/log'
import { taskList } from './jobs'
import { type Loop, startLoop } from './loop'

const log = createLog('worker')

export type Worker = { readonly stop: () => Promise<void> }

/**
 * The enforcing process: sweeps what is due every second, folds the figures, runs jobs. Any number may run at once.
 * @param url address of the database, for the job queue's own connections
 */
export async function startWorker(ctx: Ctx, url: string): Promise<Worker> {
  const loops: Loop[] = [
    startLoop('sweep', 1_000, async () => {
      const done = await sweepAll(ctx)
      if (done.looked > 0 || done.resumed > 0) log.info('swept', done)
    }),
    startLoop('fold', 10_000, () => foldFigures(ctx)),
    startLoop('jobs', 1_000, () =>
      runJobs(ctx, url, (stop) => {
        stopJobs = stop
      }),
    ),
  ]
  let stopJobs: (() => Promise<void>) | null = null
  log.info('worker runs')
  return {
    stop: async () => {
      const stopping = loops.map((loop) => loop.stop())
      await stopJobs?.()
      await Promise.all(stopping)
      log.info('worker stopped')
    },
  }
}

/** Runs the job queue until it ends; the loop around it starts it again after the database was away. */
async function runJobs(ctx: Ctx, url: string, onStart: (stop: () => Promise<void>) => void): Promise<void> {
  const runner = await run({
    connectionString: url,
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 1_000,
    taskList: taskList(ctx),
  })
  let ended = false
  onStart(async () => {
    if (!ended) await runner.stop()
  })
  await runner.promise.finally(() => {
    ended = true
  })
}
