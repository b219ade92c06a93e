import type { Tx } from '@/platform/context'
import type { DueStep } from '../rules/refund-due'
import type { ErrorState, NextStep } from '../rules/states'

/** A billing error with everything its page shows. */
export type ErrorPageRow = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly state: ErrorState
  readonly unitId: string
  readonly customerId: string | null
  /** Postpaid, prepaid ...; promises may hold for some customers only. */
  readonly customerClass: string | null
  readonly ownerName: string | null
  readonly dueAt: Date | null
  readonly complaintId: string | null
  readonly complaintNumber: string | null
  readonly batchId: string | null
  readonly batchSeq: number | null
  readonly source: string
  readonly sourceId: string | null
  readonly accountHash: string
  readonly accountEnc: Uint8Array
  readonly period: string
  readonly service: string
  readonly classCode: string
  readonly chargeRef: string | null
  readonly chargedAt: Date
  readonly words: string | null
  readonly currency: string
  readonly chargedMinor: bigint
  readonly correctMinor: bigint
  readonly verifiedChargedMinor: bigint | null
  readonly verifiedCorrectMinor: bigint | null
  readonly overchargeMinor: bigint
  readonly promisedMinor: bigint | null
  readonly refundMinor: bigint | null
  readonly promiseVersionId: string | null
  readonly promiseCode: string | null
  readonly steps: readonly DueStep[] | null
  readonly finding: string | null
  readonly excessReason: string | null
  readonly rejectReason: string | null
  readonly rejectNext: NextStep | null
  readonly failReason: string | null
  readonly reverseReason: string | null
  readonly reportedAt: Date
  readonly reportedById: string | null
  readonly reportedBy: string | null
  readonly checkedById: string | null
  readonly checkedBy: string | null
  readonly verifiedById: string | null
  readonly verifiedBy: string | null
  readonly verifiedAt: Date | null
  readonly approvedAt: Date | null
  readonly creditedAt: Date | null
}

const UUID = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

export async function errorByNumber(tx: Tx, numberOrId: string): Promise<ErrorPageRow | null> {
  const [row] = await tx.$queryRaw<ErrorPageRow[]>`
    SELECT e.id, m.number, m.revision, e.state, e.unit_id AS "unitId", e.customer_id AS "customerId", o.display_name AS "ownerName",
      m.customer_class AS "customerClass", m.next_due_at AS "dueAt", m.complaint_id AS "complaintId", c.number AS "complaintNumber", e.batch_id AS "batchId", b.seq AS "batchSeq",
      e.source, e.source_id AS "sourceId", e.account_hash AS "accountHash", e.account_enc AS "accountEnc", e.period, e.service,
      e.class_code AS "classCode", e.charge_ref AS "chargeRef", e.charged_at AS "chargedAt", e.words, e.currency,
      e.charged_minor AS "chargedMinor", e.correct_minor AS "correctMinor", e.verified_charged_minor AS "verifiedChargedMinor",
      e.verified_correct_minor AS "verifiedCorrectMinor", e.overcharge_minor AS "overchargeMinor", e.promised_minor AS "promisedMinor",
      e.refund_minor AS "refundMinor", e.promise_version_id AS "promiseVersionId", e.promise_code AS "promiseCode", e.steps, e.finding,
      e.excess_reason AS "excessReason", e.reject_reason AS "rejectReason", e.reject_next AS "rejectNext", e.fail_reason AS "failReason",
      e.reverse_reason AS "reverseReason", e.reported_at AS "reportedAt", e.reported_by_id AS "reportedById", r.display_name AS "reportedBy",
      e.checked_by_id AS "checkedById", k.display_name AS "checkedBy", e.verified_by_id AS "verifiedById", v.display_name AS "verifiedBy",
      e.verified_at AS "verifiedAt", e.approved_at AS "approvedAt", e.credited_at AS "creditedAt"
    FROM billing_error e JOIN matter m ON m.id = e.id LEFT JOIN complaint c ON c.id = m.complaint_id
    LEFT JOIN refund_batch b ON b.id = e.batch_id LEFT JOIN staff o ON o.id = m.owner_id LEFT JOIN staff r ON r.id = e.reported_by_id
    LEFT JOIN staff k ON k.id = e.checked_by_id LEFT JOIN staff v ON v.id = e.verified_by_id
    WHERE m.id = (SELECT x.id FROM matter x WHERE x.number = ${numberOrId} UNION SELECT y.id FROM matter y WHERE y.id = (CASE WHEN ${numberOrId} ~ ${UUID} THEN ${numberOrId} END)::uuid LIMIT 1) AND m.type = 'billing_error'`
  return row ?? null
}

export type ApprovalRow = {
  readonly place: number
  readonly approverId: string
  readonly approver: string
  readonly amountMinor: bigint
  readonly note: string | null
  readonly at: Date
}

export function approvalsOf(tx: Tx, errorId: string): Promise<ApprovalRow[]> {
  return tx.$queryRaw<ApprovalRow[]>`
    SELECT a.place, a.approver_id AS "approverId", s.display_name AS approver, a.amount_minor AS "amountMinor", a.note, a.at
    FROM refund_approval a JOIN staff s ON s.id = a.approver_id WHERE a.error_id = ${errorId}::uuid ORDER BY a.place`
}

export type PaymentOfError = {
  readonly id: string
  readonly fileId: string
  readonly fileSeq: number
  readonly attempt: number
  readonly amountMinor: bigint
  readonly state: 'sent' | 'paid' | 'failed'
  readonly sentAt: Date
  readonly answeredAt: Date | null
  readonly billingRef: string | null
  readonly failReason: string | null
}

export function paymentsOf(tx: Tx, errorId: string): Promise<PaymentOfError[]> {
  return tx.$queryRaw<PaymentOfError[]>`
    SELECT p.id, f.id AS "fileId", f.seq AS "fileSeq", p.attempt, p.amount_minor AS "amountMinor", p.state, f.created_at AS "sentAt",
      p.answered_at AS "answeredAt", p.billing_ref AS "billingRef", p.fail_reason AS "failReason"
    FROM refund_payment p JOIN payment_file f ON f.id = p.file_id WHERE p.error_id = ${errorId}::uuid ORDER BY p.attempt`
}

export type FileOfError = {
  readonly id: string
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
  readonly addedAt: Date
  readonly addedBy: string
}

export function filesOfError(tx: Tx, errorId: string): Promise<FileOfError[]> {
  return tx.$queryRaw<FileOfError[]>`
    SELECT f.id, f.name, f.mime, f.size_bytes AS "sizeBytes", f.added_at AS "addedAt", s.display_name AS "addedBy"
    FROM refund_file f JOIN staff s ON s.id = f.added_by_id WHERE f.error_id = ${errorId}::uuid ORDER BY f.added_at`
}
