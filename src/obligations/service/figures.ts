import type { Ctx } from '@/platform/context'

/** Folds changes into the roll-up until none are left. @returns number of changes folded */
export async function foldFigures(ctx: Ctx, batch = 20_000): Promise<number> {
  let total = 0
  for (;;) {
    const [row] = await ctx.db.$queryRaw<{ moved: number }[]>`SELECT jn_fold_rollups(${batch}::int) AS moved`
    const moved = row?.moved ?? 0
    total += moved
    if (moved < batch) return total
  }
}

export type FigureDifference = {
  readonly unitId: string
  readonly versionId: string
  readonly ruleIndex: number
  readonly day: string
}

/** Compares the figures with a count of the obligations themselves; an empty list is the proof that they agree. */
export function checkFigures(ctx: Ctx): Promise<FigureDifference[]> {
  return ctx.db.$queryRaw<FigureDifference[]>`
    WITH figures AS (
      SELECT unit_id, version_id, rule_index, day, sum(kept) k, sum(broken_fulfilled) bf, sum(broken_open) bo, sum(waived) w, sum(running) r
      FROM obligation_figures GROUP BY 1, 2, 3, 4),
    counted AS (
      SELECT unit_id, version_id, rule_index, started_on AS day, count(*) FILTER (WHERE state = 'KEPT') k,
             count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NOT NULL) bf,
             count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NULL) bo,
             count(*) FILTER (WHERE state = 'WAIVED') w, count(*) FILTER (WHERE state IN ('OPEN','PAUSED')) r
      FROM obligation WHERE state <> 'VOID' GROUP BY 1, 2, 3, 4)
    SELECT unit_id AS "unitId", version_id AS "versionId", rule_index AS "ruleIndex", day::text AS day
    FROM figures f FULL JOIN counted c USING (unit_id, version_id, rule_index, day)
    WHERE (coalesce(f.k, 0), coalesce(f.bf, 0), coalesce(f.bo, 0), coalesce(f.w, 0), coalesce(f.r, 0))
      IS DISTINCT FROM (coalesce(c.k, 0), coalesce(c.bf, 0), coalesce(c.bo, 0), coalesce(c.w, 0), coalesce(c.r, 0))`
}
