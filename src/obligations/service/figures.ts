import type { Ctx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'

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
  /** The day, or for figures by month its first day. */
  readonly day: string
  readonly by: 'day' | 'month'
}

/** Compares the figures with a count of the obligations themselves; an empty list is the proof that they agree. */
export async function checkFigures(ctx: Ctx): Promise<FigureDifference[]> {
  const byDay = await differences(
    ctx,
    'day',
    Prisma.sql`obligation_figures`,
    Prisma.sql`day`,
    Prisma.sql`started_on`,
  )
  const byMonth = await differences(
    ctx,
    'month',
    Prisma.sql`obligation_month_figures`,
    Prisma.sql`month`,
    Prisma.sql`date_trunc('month', started_on)::date`,
  )
  return [...byDay, ...byMonth]
}

function differences(
  ctx: Ctx,
  by: FigureDifference['by'],
  figures: Prisma.Sql,
  period: Prisma.Sql,
  periodOfObligation: Prisma.Sql,
): Promise<FigureDifference[]> {
  return ctx.db.$queryRaw<FigureDifference[]>`
    WITH figures AS (
      SELECT unit_id, version_id, rule_index, ${period} AS day, sum(kept) k, sum(broken_fulfilled) bf, sum(broken_open) bo, sum(waived) w, sum(running) r
      FROM ${figures} GROUP BY 1, 2, 3, 4),
    counted AS (
      SELECT unit_id, version_id, rule_index, ${periodOfObligation} AS day, count(*) FILTER (WHERE state = 'KEPT') k,
             count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NOT NULL) bf,
             count(*) FILTER (WHERE state = 'BROKEN' AND fulfilled_at IS NULL) bo,
             count(*) FILTER (WHERE state = 'WAIVED') w, count(*) FILTER (WHERE state IN ('OPEN','PAUSED')) r
      FROM obligation WHERE state <> 'VOID' GROUP BY 1, 2, 3, 4)
    SELECT unit_id AS "unitId", version_id AS "versionId", rule_index AS "ruleIndex", day::text AS day, ${by} AS by
    FROM figures f FULL JOIN counted c USING (unit_id, version_id, rule_index, day)
    WHERE (coalesce(f.k, 0), coalesce(f.bf, 0), coalesce(f.bo, 0), coalesce(f.w, 0), coalesce(f.r, 0))
      IS DISTINCT FROM (coalesce(c.k, 0), coalesce(c.bf, 0), coalesce(c.bo, 0), coalesce(c.w, 0), coalesce(c.r, 0))`
}
