import type { TaskList } from 'graphile-worker'
import { onErrorDecided, onErrorReported } from '@/flows/billing'
import { runImport } from '@/imports/service/run'
import { recomputeCalendar } from '@/obligations/service/rejudge'
import type { Ctx } from '@/platform/context'
import type { Jobs } from '@/platform/jobs'
import { runReconciliation } from '@/reconciliation/service/run'
import { runChargeImport } from '@/reconciliation/service/run-import'
import { runBatch } from '@/refunds/service/batch-run'

type Handlers = { readonly [Name in keyof Jobs]: (payload: Jobs[Name]) => Promise<unknown> }

/** What each kind of job does. A job may run twice after a crash; every one of them may. */
export function taskList(ctx: Ctx): TaskList {
  const handlers: Partial<Handlers> = {
    'calendar.recompute': ({ calendarId }) => recomputeCalendar(ctx, calendarId),
    'refund.error_reported': ({ errorIds }) => onErrorReported(ctx, errorIds),
    'refund.error_decided': ({ errorIds }) => onErrorDecided(ctx, errorIds),
    'refund.batch': ({ batchId }) => runBatch(ctx, batchId),
    'import.run': ({ batchId }) => runImport(ctx, batchId),
    'charges.import': ({ importId }) => runChargeImport(ctx, importId),
    'reconciliation.run': ({ runId }) => runReconciliation(ctx, runId),
  }
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (payload: unknown) => {
        await (handler as (payload: unknown) => Promise<unknown>)(payload)
      },
    ]),
  )
}
