import type { Tx } from '@/platform/context'

export type PaymentState = 'sent' | 'paid' | 'failed'

/** Errors of these units that may be paid now, oldest approval first. */
export function payableErrors(
  tx: Tx,
  wanted: { unitIds: readonly string[]; currency: string; batchId: string | null; limit: number },
): Promise<{ id: string }[]> {
  return tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM billing_error
    WHERE unit_id = ANY(${[...wanted.unitIds]}::uuid[]) AND currency = ${wanted.currency} AND state IN ('approved','failed')
      AND (${wanted.batchId}::uuid IS NULL OR batch_id = ${wanted.batchId}::uuid)
    ORDER BY approved_at, id LIMIT ${wanted.limit}`
}

export type PayLineRow = {
  readonly errorId: string
  readonly number: string
  readonly accountEnc: Uint8Array
  readonly amountMinor: bigint
  readonly period: string
  readonly service: string
  readonly chargeRef: string | null
  readonly attempts: number
}

/** What a payment file says of errors, in the order of their numbers. */
export function payLines(tx: Tx, ids: readonly string[]): Promise<PayLineRow[]> {
  return tx.$queryRaw<PayLineRow[]>`
    SELECT e.id AS "errorId", m.number, e.account_enc AS "accountEnc", e.refund_minor AS "amountMinor", e.period, e.service,
      e.charge_ref AS "chargeRef", (SELECT count(*)::int FROM refund_payment p WHERE p.error_id = e.id) AS attempts
    FROM billing_error e JOIN matter m ON m.id = e.id WHERE e.id = ANY(${[...ids]}::uuid[]) ORDER BY m.number`
}

export type NewPayment = {
  readonly id: string
  readonly line: number
  readonly errorId: string
  readonly attempt: number
  readonly amountMinor: bigint
}

export async function insertPayments(
  tx: Tx,
  fileId: string,
  currency: string,
  payments: readonly NewPayment[],
): Promise<void> {
  const json = JSON.stringify(payments.map((each) => ({ ...each, amountMinor: String(each.amountMinor) })))
  await tx.$executeRaw`
    INSERT INTO refund_payment (id, file_id, line, error_id, attempt, amount_minor, currency, state)
    SELECT id, ${fileId}::uuid, line, "errorId", attempt, "amountMinor", ${currency}, 'sent'
    FROM jsonb_to_recordset(${json}::jsonb) AS x(id uuid, line int, "errorId" uuid, attempt int, "amountMinor" bigint)`
}

export async function nextPaymentFileSeq(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ seq: number }[]>`
    SELECT nextval(pg_get_serial_sequence('payment_file', 'seq'))::int AS seq`
  return row!.seq
}

export type PaymentFileRow = {
  readonly id: string
  readonly seq: number
  readonly unitId: string
  readonly currency: string
  readonly rowCount: number
  readonly totalMinor: bigint
  readonly sha256: string
  readonly createdAt: Date
  readonly createdBy: string | null
}

export async function findPaymentFile(tx: Tx, id: string): Promise<PaymentFileRow | null> {
  const [row] = await tx.$queryRaw<PaymentFileRow[]>`
    SELECT f.id, f.seq, f.unit_id AS "unitId", f.currency, f.row_count AS "rowCount", f.total_minor AS "totalMinor", f.sha256,
      f.created_at AS "createdAt", s.display_name AS "createdBy"
    FROM payment_file f LEFT JOIN staff s ON s.id = f.created_by_id WHERE f.id = ${id}::uuid`
  return row ?? null
}

/** The lines of a file as they were written. */
export function linesOfFile(
  tx: Tx,
  fileId: string,
): Promise<(Omit<PayLineRow, 'attempts'> & { readonly paymentId: string })[]> {
  return tx.$queryRaw`
    SELECT p.id AS "paymentId", e.id AS "errorId", m.number, e.account_enc AS "accountEnc", p.amount_minor AS "amountMinor", e.period,
      e.service, e.charge_ref AS "chargeRef"
    FROM refund_payment p JOIN billing_error e ON e.id = p.error_id JOIN matter m ON m.id = e.id
    WHERE p.file_id = ${fileId}::uuid ORDER BY p.line`
}

export type PaymentRow = {
  readonly id: string
  readonly errorId: string
  readonly state: PaymentState
  readonly amountMinor: bigint
  readonly failReason: string | null
}

export function paymentsByIds(tx: Tx, ids: readonly string[]): Promise<PaymentRow[]> {
  return tx.$queryRaw<PaymentRow[]>`
    SELECT id, error_id AS "errorId", state, amount_minor AS "amountMinor", fail_reason AS "failReason"
    FROM refund_payment WHERE id = ANY(${[...ids]}::uuid[])`
}

export type AnsweredPayment = {
  readonly id: string
  readonly state: 'paid' | 'failed'
  readonly billingRef: string | null
  readonly failReason: string | null
}

export async function answerPayments(
  tx: Tx,
  answers: readonly AnsweredPayment[],
  at: Date,
  by: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE refund_payment p SET state = x.state, billing_ref = x."billingRef", fail_reason = x."failReason", answered_at = ${at}, answered_by = ${by}
    FROM jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) AS x(id uuid, state text, "billingRef" text, "failReason" text)
    WHERE p.id = x.id`
}
