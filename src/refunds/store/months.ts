import type { Tx } from '@/platform/context'

/** Folds up to `batch` changes of the numbers by month. @returns how many of the more numerous kind were folded */
export async function foldMoneyBatch(tx: Tx, batch: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ moved: number }[]>`SELECT jn_fold_money(${batch}::int) AS moved`
  return row?.moved ?? 0
}

/** A month whose numbers are not what counting gives; of charges in all, for an order may have moved to another unit since. */
export type MoneyDifference = {
  readonly what: 'errors' | 'charges'
  readonly unitId: string | null
  readonly month: string
}

/** Compares the numbers kept by month with the billing errors and the charges themselves. */
export function moneyDifferences(tx: Tx): Promise<MoneyDifference[]> {
  return tx.$queryRaw<MoneyDifference[]>`
    WITH zone AS MATERIALIZED (SELECT jn_carrier_zone() AS name),
    kept AS (
      SELECT month, unit_id, class_code, currency, state, sum(errors) n, sum(minor) m, sum(paid_after_seconds) s
      FROM billing_error_months GROUP BY 1, 2, 3, 4, 5),
    counted AS (
      SELECT date_trunc('month', reported_at AT TIME ZONE zone.name)::date AS month, unit_id, class_code, currency, state, count(*) n,
        coalesce(sum(refund_minor), 0) m,
        coalesce(sum(floor(extract(epoch FROM credited_at - verified_at))) FILTER (WHERE state IN ('credited','confirmed')), 0) s
      FROM billing_error, zone GROUP BY 1, 2, 3, 4, 5),
    kept_charges AS (SELECT month, sum(charges) n FROM order_charge_months GROUP BY 1),
    counted_charges AS (
      SELECT date_trunc('month', charged_at AT TIME ZONE zone.name)::date AS month, count(*) n FROM order_charge, zone GROUP BY 1)
    SELECT DISTINCT 'errors' AS what, unit_id AS "unitId", month::text AS month
    FROM kept k FULL JOIN counted c USING (month, unit_id, class_code, currency, state)
    WHERE (coalesce(k.n, 0), coalesce(k.m, 0), coalesce(k.s, 0)) IS DISTINCT FROM (coalesce(c.n, 0), coalesce(c.m, 0), coalesce(c.s, 0))
    UNION ALL
    SELECT 'charges', NULL, month::text FROM kept_charges k FULL JOIN counted_charges c USING (month)
    WHERE coalesce(k.n, 0) <> coalesce(c.n, 0)
    ORDER BY 1, 3, 2`
}
