import type { Tx } from '@/platform/context'

/** Folds up to `batch` changes of the numbers of complaints. @returns how many were folded */
export async function foldVolumeBatch(tx: Tx, batch: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ moved: number }[]>`SELECT jn_fold_volumes(${batch}::int) AS moved`
  return row?.moved ?? 0
}

/** A unit and month (of UTC, its first day) whose number is not what counting its complaints gives. */
export type VolumeDifference = { readonly unitId: string; readonly month: string }

/** Compares the numbers kept by month with the complaints themselves. */
export function volumeDifferences(tx: Tx): Promise<VolumeDifference[]> {
  return tx.$queryRaw<VolumeDifference[]>`
    WITH kept AS (
      SELECT month, unit_id, sum(received) r, sum(escalated) e, sum(appealed) a FROM complaint_volumes GROUP BY 1, 2),
    counted AS (
      SELECT date_trunc('month', received_at AT TIME ZONE 'UTC')::date AS month, unit_id, count(*) r, count(escalated_at) e, count(appealed_at) a
      FROM complaint WHERE kind = 'complaint' GROUP BY 1, 2)
    SELECT unit_id AS "unitId", month::text AS month
    FROM kept k FULL JOIN counted c USING (month, unit_id)
    WHERE (coalesce(k.r, 0), coalesce(k.e, 0), coalesce(k.a, 0)) IS DISTINCT FROM (coalesce(c.r, 0), coalesce(c.e, 0), coalesce(c.a, 0))
    ORDER BY 2, 1`
}
