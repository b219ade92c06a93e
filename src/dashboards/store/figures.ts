import type { Tx } from '@/platform/context'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'
import type { Counts, Month } from '../rules/figures'

const { sql } = Prisma

/** Counts of one rule of one promise in one unit, for two months side by side. */
export type FigureRow = {
  readonly commitmentId: string
  readonly ruleIndex: number
  readonly unitId: string
  readonly now: Counts
  readonly before: Counts
}

type Row = { commitment_id: string; rule_index: number; unit_id: string } & Record<
  'k' | 'bf' | 'bo' | 'w' | 'r' | 'pk' | 'pbf' | 'pbo' | 'pw' | 'pr',
  number
>

/**
 * Figures of a month and the month before it, per promise and unit: from the roll-up, plus what has run out since the
 * last sweep, so that the figure is true also while the worker sleeps.
 * @param unitIds null: every unit
 */
export async function figuresOfMonths(
  tx: Tx,
  unitIds: readonly string[] | null,
  month: Month,
  previous: Month,
  now: Date,
): Promise<FigureRow[]> {
  const ids = unitIds === null ? null : [...unitIds]
  const rows = await ask<Row>(
    tx,
    sql`
    WITH figures AS (
      SELECT commitment_id, rule_index, unit_id, month, kept, broken_fulfilled, broken_open, waived, running
      FROM obligation_month_figures
      WHERE month >= ${previous.firstDay}::date AND month <= ${month.firstDay}::date AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[]))
      UNION ALL
      SELECT commitment_id, rule_index, unit_id, started_on, 0, 0, 1, 0, -1 FROM obligation
      WHERE state = 'OPEN' AND due_at < ${now} AND started_on >= ${previous.firstDay}::date AND started_on <= ${month.lastDay}::date
        AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[])))
    SELECT commitment_id, rule_index, unit_id,
      coalesce(sum(kept) FILTER (WHERE month >= ${month.firstDay}::date), 0)::int AS k,
      coalesce(sum(broken_fulfilled) FILTER (WHERE month >= ${month.firstDay}::date), 0)::int AS bf,
      coalesce(sum(broken_open) FILTER (WHERE month >= ${month.firstDay}::date), 0)::int AS bo,
      coalesce(sum(waived) FILTER (WHERE month >= ${month.firstDay}::date), 0)::int AS w,
      coalesce(sum(running) FILTER (WHERE month >= ${month.firstDay}::date), 0)::int AS r,
      coalesce(sum(kept) FILTER (WHERE month < ${month.firstDay}::date), 0)::int AS pk,
      coalesce(sum(broken_fulfilled) FILTER (WHERE month < ${month.firstDay}::date), 0)::int AS pbf,
      coalesce(sum(broken_open) FILTER (WHERE month < ${month.firstDay}::date), 0)::int AS pbo,
      coalesce(sum(waived) FILTER (WHERE month < ${month.firstDay}::date), 0)::int AS pw,
      coalesce(sum(running) FILTER (WHERE month < ${month.firstDay}::date), 0)::int AS pr
    FROM figures GROUP BY 1, 2, 3`,
  )
  return rows.map((row) => ({
    commitmentId: row.commitment_id,
    ruleIndex: row.rule_index,
    unitId: row.unit_id,
    now: { kept: row.k, brokenFulfilled: row.bf, brokenOpen: row.bo, waived: row.w, running: row.r },
    before: { kept: row.pk, brokenFulfilled: row.pbf, brokenOpen: row.pbo, waived: row.pw, running: row.pr },
  }))
}

/** Kept and decided per promise and month, oldest first, for the trend line. */
export async function trendOf(
  tx: Tx,
  unitIds: readonly string[] | null,
  first: Month,
  last: Month,
): Promise<{ commitmentId: string; ruleIndex: number; month: string; kept: number; decided: number }[]> {
  const ids = unitIds === null ? null : [...unitIds]
  return ask(
    tx,
    sql`
    SELECT commitment_id AS "commitmentId", rule_index AS "ruleIndex", to_char(month, 'YYYY-MM') AS month,
           sum(kept)::int AS kept, sum(kept + broken_fulfilled + broken_open)::int AS decided
    FROM obligation_month_figures
    WHERE month >= ${first.firstDay}::date AND month <= ${last.firstDay}::date AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[]))
    GROUP BY 1, 2, 3 ORDER BY 3`,
  )
}
