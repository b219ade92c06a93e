import { type Ctx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { createLog } from '@/platform/log'
import { RUN_DIED } from '../rules/run-failure'
import { silentImports, updateImport } from '../store/imports'
import { forgottenRuns, giveUpSilentRuns, updateRun } from '../store/runs'

const SILENCE_MS = 60_000
/** A run that waits so long has lost its job. */
const RUN_FORGOTTEN_MS = 15 * 60_000
/** Between two signs of life of a run; while its one long statement runs, its row is held. */
const RUN_SILENCE_MS = 2 * 60_000

const log = createLog('worker')

/**
 * Hands imports whose worker died to the next one. Runs whose process died are given up with that reason: people see it and
 * start them again, which goes on from where they were.
 */
export async function resumeCharges(ctx: Ctx): Promise<void> {
  const heartbeatAt = ctx.clock()
  const since = (ms: number) => new Date(heartbeatAt.getTime() - ms)
  for (const importId of await silentImports(ctx.db, since(SILENCE_MS)))
    await withTransaction(ctx, async (tx) => {
      await updateImport(tx.tx, importId, { heartbeatAt })
      await enqueue(tx, 'charges.import', { importId }, `charges:${importId}`)
    })
  for (const runId of await forgottenRuns(ctx.db, since(RUN_FORGOTTEN_MS)))
    await withTransaction(ctx, async (tx) => {
      await updateRun(tx.tx, runId, { heartbeatAt })
      await enqueue(tx, 'reconciliation.run', { runId }, `reconciliation:${runId}`)
    })
  const given = await giveUpSilentRuns(ctx.db, since(RUN_SILENCE_MS), heartbeatAt, RUN_DIED)
  for (const runId of given) log.warn('a run was given up: nothing is heard of its process', { runId })
}
