import type { Tx } from '@/platform/context'
import type { ErrorState } from '../rules/states'
import type { PaymentFileRow, PaymentState } from './payments'

export type ListedFile = PaymentFileRow & { readonly paid: number; readonly failed: number }

/** Payment files of these units, newest first, with how they were answered. */
export function listPaymentFiles(
  tx: Tx,
  unitIds: readonly string[] | null,
  { limit, offset }: { limit: number; offset: number },
): Promise<ListedFile[]> {
  return tx.$queryRaw<ListedFile[]>`
    SELECT f.id, f.seq, f.unit_id AS "unitId", f.currency, f.row_count AS "rowCount", f.total_minor AS "totalMinor", f.sha256,
      f.created_at AS "createdAt", s.display_name AS "createdBy",
      (SELECT count(*)::int FROM refund_payment p WHERE p.file_id = f.id AND p.state = 'paid') AS paid,
      (SELECT count(*)::int FROM refund_payment p WHERE p.file_id = f.id AND p.state = 'failed') AS failed
    FROM payment_file f LEFT JOIN staff s ON s.id = f.created_by_id
    WHERE (${unitIds === null} OR f.unit_id = ANY(${[...(unitIds ?? [])]}::uuid[]))
    ORDER BY f.seq DESC LIMIT ${limit} OFFSET ${offset}`
}

export type ListedPayment = {
  readonly id: string
  readonly line: number
  readonly number: string
  readonly unitId: string
  readonly errorState: ErrorState
  readonly amountMinor: bigint
  readonly state: PaymentState
  readonly answeredAt: Date | null
  readonly billingRef: string | null
  readonly failReason: string | null
}

export function listPayments(
  tx: Tx,
  fileId: string,
  { state, limit, offset }: { state: PaymentState | null; limit: number; offset: number },
): Promise<ListedPayment[]> {
  return tx.$queryRaw<ListedPayment[]>`
    SELECT p.id, p.line, m.number, e.unit_id AS "unitId", e.state AS "errorState", p.amount_minor AS "amountMinor", p.state,
      p.answered_at AS "answeredAt", p.billing_ref AS "billingRef", p.fail_reason AS "failReason"
    FROM refund_payment p JOIN billing_error e ON e.id = p.error_id JOIN matter m ON m.id = e.id
    WHERE p.file_id = ${fileId}::uuid AND (${state}::text IS NULL OR p.state = ${state}) ORDER BY p.line LIMIT ${limit} OFFSET ${offset}`
}

/** What waits to be paid, per currency. */
export function payableTotals(
  tx: Tx,
  unitIds: readonly string[] | null,
): Promise<{ currency: string; count: number; totalMinor: bigint }[]> {
  return tx.$queryRaw`
    SELECT currency, count(*)::int AS count, sum(refund_minor)::bigint AS "totalMinor" FROM billing_error
    WHERE state IN ('approved','failed') AND (${unitIds === null} OR unit_id = ANY(${[...(unitIds ?? [])]}::uuid[]))
    GROUP BY currency ORDER BY currency`
}
