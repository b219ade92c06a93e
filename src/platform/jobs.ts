import { type Ctx, reader } from './context'

/** Jobs the worker knows, with what they carry. Payloads hold ids only, never personal data. */
export type Jobs = {
  'calendar.recompute': { readonly calendarId: string }
  'import.run': { readonly batchId: string }
  'refund.error_reported': { readonly errorIds: readonly string[] }
  'refund.error_decided': { readonly errorIds: readonly string[] }
  'refund.batch': { readonly batchId: string }
  'charges.import': { readonly importId: string }
  'reconciliation.run': { readonly runId: string }
  'group.check': { readonly classCode: string; readonly unitId: string }
}

/**
 * Enqueues a job in the caller's transaction: it runs if and only if that transaction commits. The same `key` waiting
 * already is not enqueued twice.
 */
export async function enqueue<Name extends keyof Jobs>(
  ctx: Ctx,
  name: Name,
  payload: Jobs[Name],
  key?: string,
): Promise<void> {
  await reader(ctx).$executeRaw`
    SELECT graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json, job_key := ${key ?? null}, max_attempts := 10)`
}
