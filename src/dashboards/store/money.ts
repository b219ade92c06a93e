import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import type { Month } from '../rules/figures'
import type { MoneyFigures } from '../rules/money'

const { sql } = Prisma

const ofUnits = (unitIds: readonly string[] | null, column: Prisma.Sql): Prisma.Sql =>
  unitIds === null ? sql`true` : sql`${column} = ANY(${[...unitIds]}::uuid[])`

export type Span = { readonly from: Date; readonly to: Date }

type Counted = {
  readonly currency: string
  readonly errors: number
  readonly owed: number
  readonly owedMinor: bigint
  readonly paid: number
  readonly paidMinor: bigint
  readonly reversed: number
  readonly reversedMinor: bigint
  readonly paidAfterSeconds: number
}
type Late = { readonly currency: string; readonly late: number; readonly lateMinor: bigint }

/** The same states as the lists behind the figures name: owed, and paid whether or not the customer was told. */
const OWED = sql`state IN ('verified','approved','sent','failed')`
const PAID = sql`state IN ('credited','confirmed')`
const COUNTS = sql`sum(errors)::int AS errors,
  coalesce(sum(errors) FILTER (WHERE ${OWED}), 0)::int AS owed, coalesce(sum(minor) FILTER (WHERE ${OWED}), 0)::bigint AS "owedMinor",
  coalesce(sum(errors) FILTER (WHERE ${PAID}), 0)::int AS paid, coalesce(sum(minor) FILTER (WHERE ${PAID}), 0)::bigint AS "paidMinor",
  coalesce(sum(errors) FILTER (WHERE state = 'reversed'), 0)::int AS reversed,
  coalesce(sum(minor) FILTER (WHERE state = 'reversed'), 0)::bigint AS "reversedMinor",
  sum(paid_after_seconds)::float8 AS "paidAfterSeconds"`

const NONE: Late = { currency: '', late: 0, lateMinor: 0n }

function figuresOf(row: Counted, late: Late): MoneyFigures {
  const sum = (count: number, minor: bigint) => ({
    count,
    amounts: minor === 0n ? {} : { [row.currency]: minor },
  })
  return {
    errors: row.errors,
    owed: sum(row.owed, row.owedMinor),
    late: sum(late.late, late.lateMinor),
    paid: sum(row.paid, row.paidMinor),
    reversed: sum(row.reversed, row.reversedMinor),
    paidAfterSeconds: row.paidAfterSeconds,
  }
}

/**
 * What became of the errors reported in a month, by unit and class.
 * @param unitIds null: every unit
 * @param span the same month in instants
 */
export async function moneyOfMonth(
  tx: Tx,
  unitIds: readonly string[] | null,
  month: Month,
  { from, to }: Span,
  now: Date,
): Promise<{ unitId: string; classCode: string; figures: MoneyFigures }[]> {
  type Key = { unitId: string; classCode: string; currency: string }
  const [rows, late] = await Promise.all([
    readRows<Counted & Key>(
      tx,
      sql`
      SELECT unit_id AS "unitId", class_code AS "classCode", currency, ${COUNTS}
      FROM billing_error_months WHERE month = ${month.firstDay}::date AND ${ofUnits(unitIds, sql`unit_id`)} GROUP BY 1, 2, 3`,
    ),
    readRows<Late & Key>(
      tx,
      sql`
      SELECT e.unit_id AS "unitId", e.class_code AS "classCode", e.currency, count(*)::int AS late,
        coalesce(sum(e.refund_minor), 0)::bigint AS "lateMinor"
      FROM matter m JOIN billing_error e ON e.id = m.id
      WHERE m.next_due_at < ${now} AND e.state IN ('verified','approved','sent','failed')
        AND e.reported_at >= ${from} AND e.reported_at < ${to} AND ${ofUnits(unitIds, sql`e.unit_id`)}
      GROUP BY 1, 2, 3`,
    ),
  ])
  const keyOf = ({ unitId, classCode, currency }: Key) => `${unitId}/${classCode}/${currency}`
  const lateOf = new Map(late.map((row) => [keyOf(row), row]))
  return rows
    .filter(({ errors }) => errors > 0)
    .map((row) => ({
      unitId: row.unitId,
      classCode: row.classCode,
      figures: figuresOf(row, lateOf.get(keyOf(row)) ?? NONE),
    }))
}

/** The same by month of report (`YYYY-MM`), for a year's chart; without what is late. */
export async function moneyByMonth(
  tx: Tx,
  unitIds: readonly string[] | null,
  first: Month,
  last: Month,
): Promise<{ month: string; figures: MoneyFigures }[]> {
  const rows = await readRows<Counted & { month: string }>(
    tx,
    sql`
    SELECT to_char(month, 'YYYY-MM') AS month, currency, ${COUNTS}
    FROM billing_error_months
    WHERE month >= ${first.firstDay}::date AND month <= ${last.firstDay}::date AND ${ofUnits(unitIds, sql`unit_id`)} GROUP BY 1, 2`,
  )
  return rows.map((row) => ({ month: row.month, figures: figuresOf(row, NONE) }))
}

/** What moved in the ledger in a span: was paid out, was taken back. */
export function ledgerOfSpan(
  tx: Tx,
  unitIds: readonly string[] | null,
  { from, to }: Span,
): Promise<{ account: 'paid_out' | 'reversed'; currency: string; minor: bigint }[]> {
  return readRows(
    tx,
    sql`
    SELECT l.account, l.currency, (-sum(l.amount_minor))::bigint AS minor
    FROM ledger_entry l
    WHERE l.at >= ${from} AND l.at < ${to} AND l.account IN ('paid_out','reversed') AND ${ofUnits(unitIds, sql`l.unit_id`)}
    GROUP BY 1, 2`,
  )
}
