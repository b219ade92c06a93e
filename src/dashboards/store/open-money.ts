import type { Tx } from '@/platform/context'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'

const { sql } = Prisma

const ofUnits = (unitIds: readonly string[] | null, column: Prisma.Sql): Prisma.Sql =>
  unitIds === null ? sql`true` : sql`${column} = ANY(${[...unitIds]}::uuid[])`

/** Billing errors that stand in a state now, of one unit and currency, whenever they were reported; `late` is a part of the owed. */
export type OpenMoneyRow = {
  readonly unitId: string
  readonly state: 'reported' | 'checked' | 'verified' | 'approved' | 'sent' | 'failed' | 'late'
  readonly currency: string
  readonly count: number
  readonly minor: bigint
}

/** JSON has no whole numbers of any size: amounts travel as text. */
const minorOf = (row: Omit<OpenMoneyRow, 'minor'> & { readonly minor: string }): OpenMoneyRow => ({
  ...row,
  minor: BigInt(row.minor),
})

/** What is undecided, owed and late, by unit. @param unitIds null: every unit */
export async function openMoney(
  tx: Tx,
  unitIds: readonly string[] | null,
  now: Date,
): Promise<OpenMoneyRow[]> {
  const [open, late] = await Promise.all([
    ask<OpenMoneyRow>(
      tx,
      sql`
      SELECT unit_id AS "unitId", state, currency, sum(errors)::int AS count, sum(minor)::text AS minor
      FROM billing_error_months
      WHERE state IN ('reported','checked','verified','approved','sent','failed') AND ${ofUnits(unitIds, sql`unit_id`)}
      GROUP BY 1, 2, 3 HAVING sum(errors) > 0`,
      minorOf,
    ),
    ask<OpenMoneyRow>(
      tx,
      sql`
      SELECT e.unit_id AS "unitId", 'late' AS state, e.currency, count(*)::int AS count, coalesce(sum(e.refund_minor), 0)::text AS minor
      FROM matter m JOIN billing_error e ON e.id = m.id
      WHERE m.next_due_at < ${now} AND e.state IN ('verified','approved','sent','failed') AND ${ofUnits(unitIds, sql`e.unit_id`)}
      GROUP BY 1, 3`,
      minorOf,
    ),
  ])
  return [...open, ...late]
}

/**
 * How many verified errors somebody may still approve, counted up to `most`: not those they reported, checked, verified or
 * approved once.
 */
export async function countToApprove(
  tx: Tx,
  unitIds: readonly string[] | null,
  staffId: string,
  most: number,
): Promise<number> {
  const [row] = await ask<{ count: number }>(
    tx,
    sql`
    SELECT count(*)::int AS count FROM (
      SELECT FROM billing_error e
      WHERE e.state = 'verified' AND ${ofUnits(unitIds, sql`e.unit_id`)}
      AND ${staffId}::uuid IS DISTINCT FROM e.reported_by_id AND ${staffId}::uuid IS DISTINCT FROM e.checked_by_id
      AND ${staffId}::uuid IS DISTINCT FROM e.verified_by_id
      AND NOT EXISTS (SELECT FROM refund_approval a WHERE a.error_id = e.id AND a.approver_id = ${staffId}::uuid)
      LIMIT ${most}) found`,
  )
  return row?.count ?? 0
}

/** Suspensions ahead whose notices are not proven. */
export async function countAtRisk(tx: Tx, unitIds: readonly string[] | null): Promise<number> {
  const [row] = await ask<{ count: number }>(
    tx,
    sql`
    SELECT count(*)::int AS count FROM planned_event e
    WHERE e.kind = 'suspension' AND e.state IN ('planned','held') AND e.proof IN ('too_late','missing') AND ${ofUnits(unitIds, sql`e.unit_id`)}`,
  )
  return row?.count ?? 0
}

/** Orders that wait for their customers' answers. */
export async function countOpenQuestions(tx: Tx, unitIds: readonly string[] | null): Promise<number> {
  const [row] = await ask<{ count: number }>(
    tx,
    sql`
    SELECT count(*)::int AS count FROM subscription_order o JOIN matter m ON m.id = o.id
    WHERE o.state = 'asked' AND ${ofUnits(unitIds, sql`m.unit_id`)}`,
  )
  return row?.count ?? 0
}
