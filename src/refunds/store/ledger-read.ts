import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { LedgerAccount, TransferKind } from './ledger'

export type LedgerEntryRow = {
  readonly id: string
  readonly transferId: string
  readonly leg: number
  readonly kind: TransferKind
  readonly account: LedgerAccount
  readonly amountMinor: bigint
  readonly currency: string
  readonly errorId: string
  readonly number: string
  readonly unitId: string
  readonly at: Date
  readonly by: string | null
}

export type LedgerFilter = {
  readonly unitIds: readonly string[] | null
  readonly account: LedgerAccount | null
  readonly errorId: string | null
  readonly currency: string | null
  readonly fromAt: Date | null
  readonly beforeAt: Date | null
}

function where(filter: LedgerFilter): Prisma.Sql {
  const { sql } = Prisma
  const conditions = [sql`true`]
  if (filter.unitIds) conditions.push(sql`l.unit_id = ANY(${[...filter.unitIds]}::uuid[])`)
  if (filter.account) conditions.push(sql`l.account = ${filter.account}`)
  if (filter.errorId) conditions.push(sql`l.error_id = ${filter.errorId}::uuid`)
  if (filter.currency) conditions.push(sql`l.currency = ${filter.currency}`)
  if (filter.fromAt) conditions.push(sql`l.at >= ${filter.fromAt}`)
  if (filter.beforeAt) conditions.push(sql`l.at < ${filter.beforeAt}`)
  return Prisma.join(conditions, ' AND ')
}

export function ledgerEntries(
  tx: Tx,
  filter: LedgerFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<LedgerEntryRow[]> {
  return tx.$queryRaw<LedgerEntryRow[]>`
    SELECT l.id, l.transfer_id AS "transferId", l.leg, l.kind, l.account, l.amount_minor AS "amountMinor", l.currency,
      l.error_id AS "errorId", m.number, l.unit_id AS "unitId", l.at, s.display_name AS by
    FROM ledger_entry l JOIN matter m ON m.id = l.error_id LEFT JOIN staff s ON s.id = l.by_id
    WHERE ${where(filter)} ORDER BY l.at DESC, l.transfer_id, l.leg LIMIT ${limit} OFFSET ${offset}`
}

export type LedgerSum = {
  readonly unitId: string
  readonly currency: string
  readonly account: LedgerAccount
  readonly sumMinor: bigint
}

/** Balance of every account of every unit. */
export function ledgerSums(tx: Tx, filter: LedgerFilter): Promise<LedgerSum[]> {
  return tx.$queryRaw<LedgerSum[]>`
    SELECT l.unit_id AS "unitId", l.currency, l.account, sum(l.amount_minor)::bigint AS "sumMinor"
    FROM ledger_entry l WHERE ${where(filter)} GROUP BY 1, 2, 3`
}

/** What the ledger gets wrong: parties and units that do not come to zero, and errors whose accounts contradict their state. */
export type LedgerFindings = {
  readonly entries: number
  readonly transfers: number
  readonly customersOff: number
  readonly unitsOff: number
  readonly transfersOff: number
  /** Errors whose owed or paid account is not what their state says. */
  readonly contradictions: readonly {
    readonly number: string
    readonly state: string
    readonly owedMinor: bigint
    readonly paidMinor: bigint
  }[]
}

const MOST_TOLD = 100

export async function ledgerFindings(tx: Tx): Promise<LedgerFindings> {
  const [counts] = await tx.$queryRaw<
    { entries: number; transfers: number; customersOff: number; unitsOff: number; transfersOff: number }[]
  >`
    SELECT (SELECT count(*)::int FROM ledger_entry) AS entries,
      (SELECT count(DISTINCT transfer_id)::int FROM ledger_entry) AS transfers,
      (SELECT count(*)::int FROM (SELECT FROM ledger_entry GROUP BY customer_id, account_hash, currency HAVING sum(amount_minor) <> 0) x) AS "customersOff",
      (SELECT count(*)::int FROM (SELECT FROM ledger_entry GROUP BY unit_id, currency HAVING sum(amount_minor) <> 0) x) AS "unitsOff",
      (SELECT count(*)::int FROM (SELECT FROM ledger_entry GROUP BY transfer_id HAVING sum(amount_minor) <> 0 OR count(*) <> 2) x) AS "transfersOff"`
  const contradictions = await tx.$queryRaw<LedgerFindings['contradictions'][number][]>`
    WITH l AS (
      SELECT error_id, -coalesce(sum(amount_minor) FILTER (WHERE account = 'owed_to_customer'), 0)::bigint AS owed,
        -coalesce(sum(amount_minor) FILTER (WHERE account = 'paid_out'), 0)::bigint AS paid
      FROM ledger_entry GROUP BY error_id)
    SELECT m.number, e.state, coalesce(l.owed, 0)::bigint AS "owedMinor", coalesce(l.paid, 0)::bigint AS "paidMinor"
    FROM billing_error e JOIN matter m ON m.id = e.id LEFT JOIN l ON l.error_id = e.id
    WHERE m.state <> e.state OR (coalesce(l.owed, 0), coalesce(l.paid, 0)) IS DISTINCT FROM (
      CASE e.state WHEN 'verified' THEN e.promised_minor WHEN 'approved' THEN e.refund_minor WHEN 'sent' THEN e.refund_minor
        WHEN 'failed' THEN e.refund_minor ELSE 0 END,
      CASE WHEN e.state IN ('credited','confirmed') THEN e.refund_minor ELSE 0 END)
    ORDER BY m.number LIMIT ${MOST_TOLD}`
  return { ...counts!, contradictions }
}
