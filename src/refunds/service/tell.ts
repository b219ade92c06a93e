import type { TxCtx } from '@/platform/context'
import { enqueue } from '@/platform/jobs'

const MOST_IDS_A_JOB = 1000

/** Tells the rooms that hold something while an error is open (a suspension of the account), once this transaction holds. */
export const tellReported = (ctx: TxCtx, errorIds: readonly string[]) =>
  tell(ctx, 'refund.error_reported', errorIds)

/** Tells them that it is decided: verified, rejected, credited or taken back. */
export const tellDecided = (ctx: TxCtx, errorIds: readonly string[]) =>
  tell(ctx, 'refund.error_decided', errorIds)

async function tell(
  ctx: TxCtx,
  job: 'refund.error_reported' | 'refund.error_decided',
  errorIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < errorIds.length; from += MOST_IDS_A_JOB)
    await enqueue(ctx, job, { errorIds: errorIds.slice(from, from + MOST_IDS_A_JOB) })
}
