import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { ErrorState } from '../rules/states'

/** What a list is asked for; null: no condition. */
export type ErrorFilter = {
  readonly unitIds: readonly string[] | null
  readonly states: readonly ErrorState[] | null
  readonly isLate: boolean
  /** Only what this person may still approve: not reported, checked, verified or approved by them. */
  readonly approverId: string | null
  readonly text: string | null
  readonly classCode: string | null
  readonly period: string | null
  readonly fromAt: Date | null
  readonly beforeAt: Date | null
  readonly batchId: string | null
  readonly fileId: string | null
  readonly complaintId: string | null
  readonly accountHash: string | null
  readonly customerId: string | null
  readonly versionId: string | null
  readonly now: Date
}

export type ListedErrorRow = {
  readonly id: string
  readonly number: string
  readonly state: ErrorState
  readonly unitId: string
  readonly classCode: string
  readonly customerId: string | null
  readonly accountEnc: Uint8Array
  readonly service: string
  readonly period: string
  readonly currency: string
  readonly overchargeMinor: bigint
  readonly promisedMinor: bigint | null
  readonly refundMinor: bigint | null
  readonly reportedAt: Date
  readonly verifiedAt: Date | null
  readonly approvedAt: Date | null
  readonly creditedAt: Date | null
  readonly dueAt: Date | null
  readonly ownerName: string | null
}

const ORDERS = {
  due: Prisma.sql`m.next_due_at ASC NULLS LAST, e.reported_at DESC, e.id`,
  reported: Prisma.sql`e.reported_at ASC, e.id`,
  '-reported': Prisma.sql`e.reported_at DESC, e.id`,
  amount: Prisma.sql`e.refund_minor ASC NULLS FIRST, e.id`,
  '-amount': Prisma.sql`e.refund_minor DESC NULLS LAST, e.id`,
  verified: Prisma.sql`e.verified_at ASC NULLS LAST, e.id`,
  '-verified': Prisma.sql`e.verified_at DESC NULLS LAST, e.id`,
  number: Prisma.sql`m.number ASC`,
} as const
export type ErrorOrder = keyof typeof ORDERS

const mayApprove = (staffId: string): Prisma.Sql => Prisma.sql`
  ${staffId}::uuid IS DISTINCT FROM e.reported_by_id AND ${staffId}::uuid IS DISTINCT FROM e.checked_by_id
  AND ${staffId}::uuid IS DISTINCT FROM e.verified_by_id
  AND NOT EXISTS (SELECT FROM refund_approval a WHERE a.error_id = e.id AND a.approver_id = ${staffId}::uuid)`

function where(filter: ErrorFilter): Prisma.Sql {
  const { sql } = Prisma
  const conditions = [sql`true`]
  if (filter.unitIds) conditions.push(sql`e.unit_id = ANY(${[...filter.unitIds]}::uuid[])`)
  if (filter.states) conditions.push(sql`e.state = ANY(${[...filter.states]}::text[])`)
  if (filter.isLate) conditions.push(sql`m.next_due_at < ${filter.now}`)
  if (filter.approverId) conditions.push(mayApprove(filter.approverId))
  if (filter.text) conditions.push(sql`(m.number = ${filter.text} OR e.charge_ref = ${filter.text})`)
  if (filter.classCode) conditions.push(sql`e.class_code = ${filter.classCode}`)
  if (filter.period) conditions.push(sql`e.period = ${filter.period}`)
  if (filter.fromAt) conditions.push(sql`e.reported_at >= ${filter.fromAt}`)
  if (filter.beforeAt) conditions.push(sql`e.reported_at < ${filter.beforeAt}`)
  if (filter.batchId) conditions.push(sql`e.batch_id = ${filter.batchId}::uuid`)
  if (filter.fileId)
    conditions.push(
      sql`EXISTS (SELECT FROM refund_payment p WHERE p.error_id = e.id AND p.file_id = ${filter.fileId}::uuid)`,
    )
  if (filter.complaintId) conditions.push(sql`m.complaint_id = ${filter.complaintId}::uuid`)
  if (filter.accountHash) conditions.push(sql`e.account_hash = ${filter.accountHash}`)
  if (filter.customerId) conditions.push(sql`e.customer_id = ${filter.customerId}::uuid`)
  if (filter.versionId) conditions.push(sql`e.promise_version_id = ${filter.versionId}::uuid`)
  return Prisma.join(conditions, ' AND ')
}

export function listErrors(
  tx: Tx,
  filter: ErrorFilter,
  { order, limit, offset }: { order: ErrorOrder; limit: number; offset: number },
): Promise<ListedErrorRow[]> {
  return tx.$queryRaw<ListedErrorRow[]>`
    SELECT e.id, m.number, e.state, e.unit_id AS "unitId", e.class_code AS "classCode", e.customer_id AS "customerId",
      e.account_enc AS "accountEnc", e.service, e.period, e.currency, e.overcharge_minor AS "overchargeMinor",
      e.promised_minor AS "promisedMinor", e.refund_minor AS "refundMinor", e.reported_at AS "reportedAt",
      e.verified_at AS "verifiedAt", e.approved_at AS "approvedAt", e.credited_at AS "creditedAt", m.next_due_at AS "dueAt",
      s.display_name AS "ownerName"
    FROM billing_error e JOIN matter m ON m.id = e.id LEFT JOIN staff s ON s.id = m.owner_id
    WHERE ${where(filter)} ORDER BY ${ORDERS[order]} LIMIT ${limit} OFFSET ${offset}`
}

export type ErrorTotals = {
  readonly currency: string
  readonly count: number
  readonly overchargeMinor: bigint
  readonly dueMinor: bigint
  readonly approvedMinor: bigint
  readonly paidMinor: bigint
  readonly lateCount: number
  readonly lateMinor: bigint
}

/** Sums of everything a filter means, per currency. */
export function errorTotals(tx: Tx, filter: ErrorFilter): Promise<ErrorTotals[]> {
  return tx.$queryRaw<ErrorTotals[]>`
    SELECT e.currency, count(*)::int AS count, coalesce(sum(e.overcharge_minor), 0)::bigint AS "overchargeMinor",
      coalesce(sum(e.refund_minor) FILTER (WHERE e.state NOT IN ('rejected','reversed')), 0)::bigint AS "dueMinor",
      coalesce(sum(e.refund_minor) FILTER (WHERE e.approved_at IS NOT NULL AND e.state <> 'reversed'), 0)::bigint AS "approvedMinor",
      coalesce(sum(e.refund_minor) FILTER (WHERE e.credited_at IS NOT NULL AND e.state <> 'reversed'), 0)::bigint AS "paidMinor",
      count(*) FILTER (WHERE m.next_due_at < ${filter.now} AND e.credited_at IS NULL)::int AS "lateCount",
      coalesce(sum(e.refund_minor) FILTER (WHERE m.next_due_at < ${filter.now} AND e.credited_at IS NULL), 0)::bigint AS "lateMinor"
    FROM billing_error e JOIN matter m ON m.id = e.id WHERE ${where(filter)} GROUP BY e.currency ORDER BY count(*) DESC`
}
