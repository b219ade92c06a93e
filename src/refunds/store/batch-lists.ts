import type { Tx } from '@/platform/context'
import type { BatchRow } from './batches'

export type BatchTotals = {
  readonly batchId: string
  readonly state: string
  readonly currency: string
  readonly count: number
  readonly overchargeMinor: bigint
  readonly refundMinor: bigint
}

/** Batches of these units, newest first. */
export function listBatches(
  tx: Tx,
  unitIds: readonly string[] | null,
  { limit, offset }: { limit: number; offset: number },
): Promise<BatchRow[]> {
  return tx.$queryRaw<BatchRow[]>`
    SELECT b.id, b.seq, b.unit_id AS "unitId", b.cause, b.source, b.source_id AS "sourceId", b.file_name AS "fileName",
      b.created_by_id AS "createdById", s.display_name AS "createdBy", b.created_at AS "createdAt", b.row_count AS "rowCount",
      b.sample_size AS "sampleSize", b.running, b.running_by_id AS "runningById", b.running_since AS "runningSince",
      b.running_input AS "runningInput"
    FROM refund_batch b LEFT JOIN staff s ON s.id = b.created_by_id
    WHERE (${unitIds === null} OR b.unit_id = ANY(${[...(unitIds ?? [])]}::uuid[])) ORDER BY b.seq DESC LIMIT ${limit} OFFSET ${offset}`
}

/** Errors and money of batches by state. */
export function batchTotals(tx: Tx, batchIds: readonly string[]): Promise<BatchTotals[]> {
  return tx.$queryRaw<BatchTotals[]>`
    SELECT batch_id AS "batchId", state, currency, count(*)::int AS count, sum(overcharge_minor)::bigint AS "overchargeMinor",
      coalesce(sum(refund_minor), 0)::bigint AS "refundMinor"
    FROM billing_error WHERE batch_id = ANY(${[...batchIds]}::uuid[]) GROUP BY 1, 2, 3`
}

export type LineLeftOut = { readonly line: number; readonly problem: string; readonly field: string | null }

/** Lines of the file that became no error, with the reason. */
export function linesLeftOut(
  tx: Tx,
  batchId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<LineLeftOut[]> {
  return tx.$queryRaw<LineLeftOut[]>`
    SELECT line, problem, problem_field AS field FROM refund_batch_row
    WHERE batch_id = ${batchId}::uuid AND problem IS NOT NULL ORDER BY line LIMIT ${limit} OFFSET ${offset}`
}

export async function countLeftOut(tx: Tx, batchId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM refund_batch_row WHERE batch_id = ${batchId}::uuid AND problem IS NOT NULL`
  return row?.n ?? 0
}

export type StepProblem = {
  readonly errorId: string
  readonly number: string
  readonly line: number | null
  readonly action: string
  readonly code: string
}

/** Errors that a step left behind, with the reason. */
export function stepProblems(tx: Tx, batchId: string, limit: number): Promise<StepProblem[]> {
  return tx.$queryRaw<StepProblem[]>`
    SELECT p.error_id AS "errorId", m.number, e.batch_line AS line, p.action, p.code
    FROM refund_batch_problem p JOIN matter m ON m.id = p.error_id JOIN billing_error e ON e.id = p.error_id
    WHERE p.batch_id = ${batchId}::uuid ORDER BY e.batch_line LIMIT ${limit}`
}

export type SampleRow = {
  readonly errorId: string
  readonly number: string
  readonly state: string
  readonly service: string
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly refundMinor: bigint | null
  readonly isRight: boolean | null
  readonly tickedBy: string | null
  readonly note: string | null
}

export function sampleRows(tx: Tx, batchId: string): Promise<SampleRow[]> {
  return tx.$queryRaw<SampleRow[]>`
    SELECT s.error_id AS "errorId", m.number, e.state, e.service, e.currency, e.charged_minor AS "chargedMinor",
      e.correct_minor AS "correctMinor", e.refund_minor AS "refundMinor", s.is_right AS "isRight", t.display_name AS "tickedBy", s.note
    FROM refund_batch_sample s JOIN billing_error e ON e.id = s.error_id JOIN matter m ON m.id = e.id LEFT JOIN staff t ON t.id = s.ticked_by_id
    WHERE s.batch_id = ${batchId}::uuid ORDER BY m.number`
}
