import { type Ctx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { silentImports, updateImport } from '../store/imports'
import { silentRuns, updateRun } from '../store/runs'

const SILENCE_MS = 60_000
/** A run is one long statement during which nothing is heard of it. */
const RUN_SILENCE_MS = 15 * 60_000

/** Hands imports and runs whose worker died to the next one. */
export async function resumeCharges(ctx: Ctx): Promise<void> {
  const heartbeatAt = ctx.clock()
  const since = (ms: number) => new Date(heartbeatAt.getTime() - ms)
  for (const importId of await silentImports(ctx.db, since(SILENCE_MS)))
    await withTransaction(ctx, async (tx) => {
      await updateImport(tx.tx, importId, { heartbeatAt })
      await enqueue(tx, 'charges.import', { importId }, `charges:${importId}`)
    })
  for (const runId of await silentRuns(ctx.db, since(RUN_SILENCE_MS)))
    await withTransaction(ctx, async (tx) => {
      await updateRun(tx.tx, runId, { heartbeatAt })
      await enqueue(tx, 'reconciliation.run', { runId }, `reconciliation:${runId}`)
    })
}
