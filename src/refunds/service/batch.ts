import type { Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { seal } from '@/platform/crypto'
import { enqueue } from '@/platform/jobs'
import { type BatchCells, batchNumber, usualSample } from '../rules/batch-file'
import type { NextStep } from '../rules/states'
import {
  type BatchRow,
  type BatchStep,
  insertBatch,
  insertBatchRows,
  lockBatch,
  sampleState,
  setRunning,
  tickSampleRow,
} from '../store/batches'
import { refused } from './change'

export type NewBatch = {
  /** Unit for rows that name none. */
  readonly unitId: string
  /** The one cause, in words. */
  readonly cause: string
  readonly source: 'file' | 'reconciliation' | 'order' | 'api'
  /** Run or order it came out of. */
  readonly sourceId?: string | null
  readonly fileName?: string | null
  /** Errors to be looked at before anybody approves; default: 1 in 100. */
  readonly sampleSize?: number | null
  readonly rows: readonly { readonly line: number; readonly cells: BatchCells }[]
}

/** Most rows of one batch. */
export const MOST_BATCH_ROWS = 200_000
const ROWS_A_STATEMENT = 5_000
const LONGEST_MS = 300_000

/**
 * Takes the rows of a file into a new batch, sealed, and has the worker make errors of them.
 * @param options.queue false: the caller runs it itself
 */
export function openBatch(
  ctx: Ctx,
  input: NewBatch,
  options: { readonly queue: boolean } = { queue: true },
): Promise<Result<{ id: string; number: string }>> {
  return withTransaction(
    ctx,
    async (tx) => {
      const unit = (await orgTree(tx)).unitById(input.unitId)
      mustBeAllowed(tx, 'refund.batch', unit.path)
      if (input.rows.length === 0) return refused({ code: 'refund_batch_empty' })
      if (input.rows.length > MOST_BATCH_ROWS)
        return refused({ code: 'refund_batch_too_long', params: { limit: MOST_BATCH_ROWS } })
      const now = tx.clock()
      const id = await insertBatch(tx.tx, {
        unitId: unit.id,
        cause: input.cause,
        source: input.source,
        sourceId: input.sourceId ?? null,
        fileName: input.fileName ?? null,
        createdById: actorId(tx),
        createdAt: now,
        rowCount: input.rows.length,
        sampleSize: input.sampleSize ?? usualSample(input.rows.length),
      })
      for (let from = 0; from < input.rows.length; from += ROWS_A_STATEMENT)
        await insertBatchRows(
          tx.tx,
          id,
          input.rows
            .slice(from, from + ROWS_A_STATEMENT)
            .map(({ line, cells }) => ({ line, payload: seal('import.row', JSON.stringify(cells)) })),
        )
      await begin(tx, id, 'create', {}, options.queue)
      const batch = (await lockBatch(tx.tx, id))!
      await audit(tx, {
        action: 'refund.batch_open',
        subjectType: 'refund_batch',
        subjectId: id,
        unitId: unit.id,
        detail: { number: batchNumber(batch.seq), rows: input.rows.length },
      })
      return { id, number: batchNumber(batch.seq) }
    },
    LONGEST_MS,
  )
}

async function begin(
  ctx: TxCtx,
  batchId: string,
  step: BatchStep,
  input: unknown,
  queue: boolean,
): Promise<void> {
  await setRunning(ctx.tx, batchId, { step, byId: actorId(ctx), since: ctx.clock(), input })
  if (queue) await enqueue(ctx, 'refund.batch', { batchId }, `refund.batch:${batchId}`)
}

export type BatchStepInput =
  | { readonly step: 'verify' }
  | { readonly step: 'reject'; readonly reason: string; readonly next: NextStep }
  | { readonly step: 'approve' }

const NEEDED = { verify: 'refund.check', reject: 'refund.check', approve: 'refund.approve' } as const

/** Begins a step for every error of a batch that is ready for it; the worker takes them on, each on its own merits. */
export function beginBatchStep(
  ctx: Ctx,
  batchId: string,
  input: BatchStepInput,
  options: { readonly queue: boolean } = { queue: true },
): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const batch = await heldBatch(tx, batchId)
    mustBeAllowed(tx, NEEDED[input.step], (await orgTree(tx)).pathOf(batch.unitId))
    if (actorId(tx) === null) return refused({ code: 'refund_needs_person' })
    if (batch.running !== null) return refused({ code: 'refund_batch_running' })
    if (input.step === 'approve') {
      const sample = await sampleState(tx.tx, batchId)
      if (sample.drawn === 0 || sample.right < sample.drawn) return refused({ code: 'refund_batch_sample' })
    }
    await begin(tx, batchId, input.step, input, options.queue)
    await audit(tx, {
      action: `refund.batch_${input.step}`,
      subjectType: 'refund_batch',
      subjectId: batchId,
      unitId: batch.unitId,
      detail: { number: batchNumber(batch.seq) },
    })
    return null
  })
}

/** Somebody has looked at an error of the sample: right, or not and why. One that is wrong keeps the batch from approval. */
export function tickSample(
  ctx: Ctx,
  input: {
    readonly batchId: string
    readonly errorId: string
    readonly isRight: boolean
    readonly note: string | null
  },
): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const batch = await heldBatch(tx, input.batchId)
    mustBeAllowed(tx, 'refund.check', (await orgTree(tx)).pathOf(batch.unitId))
    const tickedById = actorId(tx)
    if (tickedById === null) return refused({ code: 'refund_needs_person' })
    const ticked = await tickSampleRow(tx.tx, { ...input, tickedById, tickedAt: tx.clock() })
    if (ticked === 0) return refused({ code: 'not_found' })
    await audit(tx, {
      action: 'refund.sample',
      subjectType: 'billing_error',
      subjectId: input.errorId,
      unitId: batch.unitId,
      detail: { batch: batchNumber(batch.seq), isRight: input.isRight },
    })
    return null
  })
}

async function heldBatch(ctx: TxCtx, batchId: string): Promise<BatchRow> {
  const batch = await lockBatch(ctx.tx, batchId)
  if (!batch) return refused({ code: 'not_found' })
  mustBeAllowed(ctx, 'refund.view', (await orgTree(ctx)).pathOf(batch.unitId))
  return batch
}
