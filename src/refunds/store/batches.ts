import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'

export const BATCH_STEPS = ['create', 'verify', 'reject', 'approve'] as const
export type BatchStep = (typeof BATCH_STEPS)[number]

export type BatchRow = {
  readonly id: string
  readonly seq: number
  readonly unitId: string
  readonly cause: string
  readonly source: string
  readonly sourceId: string | null
  readonly fileName: string | null
  readonly createdById: string | null
  readonly createdBy: string | null
  readonly createdAt: Date
  readonly rowCount: number
  readonly sampleSize: number
  readonly running: BatchStep | null
  readonly runningById: string | null
  readonly runningSince: Date | null
  readonly runningInput: unknown
}

export async function insertBatch(
  tx: Tx,
  batch: Omit<
    BatchRow,
    'id' | 'seq' | 'createdBy' | 'running' | 'runningById' | 'runningSince' | 'runningInput'
  >,
): Promise<string> {
  const id = newId(batch.createdAt.getTime())
  await tx.refundBatch.create({ data: { id, ...batch } })
  return id
}

export async function findBatch(tx: Tx, id: string): Promise<BatchRow | null> {
  const [row] = await tx.$queryRaw<BatchRow[]>`
    SELECT b.id, b.seq, b.unit_id AS "unitId", b.cause, b.source, b.source_id AS "sourceId", b.file_name AS "fileName",
      b.created_by_id AS "createdById", s.display_name AS "createdBy", b.created_at AS "createdAt", b.row_count AS "rowCount",
      b.sample_size AS "sampleSize", b.running, b.running_by_id AS "runningById", b.running_since AS "runningSince",
      b.running_input AS "runningInput"
    FROM refund_batch b LEFT JOIN staff s ON s.id = b.created_by_id WHERE b.id = ${id}::uuid`
  return row ?? null
}

/** Takes the batch's row lock, so that one step is begun or ended at a time. */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | null> {
  await tx.$queryRaw`SELECT id FROM refund_batch WHERE id = ${id}::uuid FOR UPDATE`
  return findBatch(tx, id)
}

export async function setRunning(
  tx: Tx,
  id: string,
  running: { step: BatchStep; byId: string | null; since: Date; input: unknown } | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE refund_batch SET running = ${running?.step ?? null}, running_by_id = ${running?.byId ?? null}::uuid,
      running_since = ${running?.since ?? null}, running_input = ${running ? JSON.stringify(running.input) : null}::jsonb WHERE id = ${id}::uuid`
}

export async function insertBatchRows(
  tx: Tx,
  batchId: string,
  rows: readonly { readonly line: number; readonly payload: Uint8Array }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO refund_batch_row (batch_id, line, payload)
    SELECT ${batchId}::uuid, line, decode(payload, 'base64') FROM unnest(${rows.map(({ line }) => line)}::int[],
      ${rows.map(({ payload }) => Buffer.from(payload).toString('base64'))}::text[]) AS x(line, payload)`
}

/** Rows that have become nothing yet, locked, in the order of the file. */
export function nextBatchRows(
  tx: Tx,
  batchId: string,
  limit: number,
): Promise<{ line: number; payload: Uint8Array }[]> {
  return tx.$queryRaw`
    SELECT line, payload FROM refund_batch_row WHERE batch_id = ${batchId}::uuid AND error_id IS NULL AND problem IS NULL
    ORDER BY line LIMIT ${limit} FOR UPDATE`
}

export type RowOutcome = {
  readonly line: number
  readonly errorId: string | null
  readonly problem: string | null
  readonly field: string | null
}

/** What became of rows; what they held is forgotten, it stands in the errors now. */
export async function settleBatchRows(
  tx: Tx,
  batchId: string,
  outcomes: readonly RowOutcome[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE refund_batch_row r SET error_id = x."errorId", problem = x.problem, problem_field = x.field, payload = NULL
    FROM jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) AS x(line int, "errorId" uuid, problem text, field text)
    WHERE r.batch_id = ${batchId}::uuid AND r.line = x.line`
}

/** Draws errors at random for somebody to look at; the same draw however often it is asked. */
export async function drawSample(tx: Tx, batchId: string, size: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO refund_batch_sample (batch_id, error_id)
    SELECT ${batchId}::uuid, id FROM (SELECT id FROM billing_error WHERE batch_id = ${batchId}::uuid AND state <> 'rejected'
      ORDER BY md5(id::text || ${batchId}) LIMIT ${size}) x ON CONFLICT DO NOTHING`
}

/** Errors of a batch in these states after the given one that have no problem with this step yet, in order. */
export async function batchErrors(
  tx: Tx,
  batchId: string,
  wanted: { states: readonly string[]; step: BatchStep; after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM billing_error WHERE batch_id = ${batchId}::uuid AND state = ANY(${[...wanted.states]}::text[])
      AND (${wanted.after}::uuid IS NULL OR id > ${wanted.after}::uuid) ORDER BY id LIMIT ${wanted.limit}`
  return rows.map(({ id }) => id)
}

export async function tellProblems(
  tx: Tx,
  batchId: string,
  action: BatchStep,
  problems: readonly { readonly errorId: string; readonly code: string }[],
  at: Date,
): Promise<void> {
  if (problems.length === 0) return
  await tx.$executeRaw`
    INSERT INTO refund_batch_problem (batch_id, error_id, action, code, at)
    SELECT ${batchId}::uuid, "errorId", ${action}, code, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(problems)}::jsonb) AS x("errorId" uuid, code text)
    ON CONFLICT (batch_id, error_id, action) DO UPDATE SET code = excluded.code, at = excluded.at`
}

/** Problems of a step are told anew each time it runs. */
export async function forgetProblems(tx: Tx, batchId: string, action: BatchStep): Promise<void> {
  await tx.$executeRaw`DELETE FROM refund_batch_problem WHERE batch_id = ${batchId}::uuid AND action = ${action}`
}

export type SampleState = { readonly drawn: number; readonly right: number; readonly wrong: number }

export async function sampleState(tx: Tx, batchId: string): Promise<SampleState> {
  const [row] = await tx.$queryRaw<SampleState[]>`
    SELECT count(*)::int AS drawn, count(*) FILTER (WHERE is_right)::int AS right, count(*) FILTER (WHERE NOT is_right)::int AS wrong
    FROM refund_batch_sample s JOIN billing_error e ON e.id = s.error_id WHERE s.batch_id = ${batchId}::uuid AND e.state <> 'rejected'`
  return row ?? { drawn: 0, right: 0, wrong: 0 }
}

export async function tickSampleRow(
  tx: Tx,
  tick: {
    batchId: string
    errorId: string
    isRight: boolean
    tickedById: string
    tickedAt: Date
    note: string | null
  },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE refund_batch_sample SET is_right = ${tick.isRight}, ticked_by_id = ${tick.tickedById}::uuid, ticked_at = ${tick.tickedAt},
      note = ${tick.note} WHERE batch_id = ${tick.batchId}::uuid AND error_id = ${tick.errorId}::uuid`
}
