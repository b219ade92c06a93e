import type { Tx } from '@/platform/context'
import type { GroupState } from '../rules/group-states'

export type GroupFigures = {
  readonly id: string
  readonly classCode: string
  readonly unitId: string
  readonly state: GroupState
  readonly openedAt: Date
  readonly threshold: number
  readonly windowHours: number
  readonly closedAt: Date | null
  readonly closedBy: string | null
  readonly note: string | null
  readonly cases: number
  readonly unfinished: number
  /** Cases received in the last 24 hours, and in the 24 hours before those. */
  readonly lastDay: number
  readonly dayBefore: number
}

export type GroupKey = { readonly openedAt: Date; readonly id: string }

/** Groups of one state in the units, newest first, with their figures as of `now`. `unitIds` null: of all units. */
export function listGroups(
  db: Tx,
  {
    unitIds,
    state,
    after,
    limit,
    now,
  }: {
    unitIds: readonly string[] | null
    state: GroupState
    after: GroupKey | null
    limit: number
    now: Date
  },
): Promise<GroupFigures[]> {
  const units = unitIds === null ? null : [...unitIds]
  return db.$queryRaw<GroupFigures[]>`
    WITH shown AS (
      SELECT * FROM complaint_group
       WHERE state = ${state} AND (${units}::uuid[] IS NULL OR unit_id = ANY(${units}::uuid[]))
         AND (${after?.id ?? null}::uuid IS NULL OR (opened_at, id) < (${after?.openedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
       ORDER BY opened_at DESC, id DESC LIMIT ${limit})
    SELECT g.id, g.class_code AS "classCode", g.unit_id AS "unitId", g.state, g.opened_at AS "openedAt", g.threshold,
           g.window_hours AS "windowHours", g.closed_at AS "closedAt", s.display_name AS "closedBy", g.note,
           f.cases, f.unfinished, f."lastDay", f."dayBefore"
      FROM shown g
      LEFT JOIN staff s ON s.id = g.closed_by
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS cases, count(*) FILTER (WHERE c.status <> 'closed')::int AS unfinished,
               count(*) FILTER (WHERE c.received_at > ${now}::timestamptz - interval '24 hours')::int AS "lastDay",
               count(*) FILTER (WHERE c.received_at <= ${now}::timestamptz - interval '24 hours'
                                  AND c.received_at > ${now}::timestamptz - interval '48 hours')::int AS "dayBefore"
          FROM complaint c WHERE c.group_id = g.id) f
     ORDER BY g.opened_at DESC, g.id DESC`
}

/** One group with its figures. The caller checks the unit. */
export async function findGroup(db: Tx, id: string, now: Date): Promise<GroupFigures | null> {
  const rows = await db.$queryRaw<GroupFigures[]>`
    SELECT g.id, g.class_code AS "classCode", g.unit_id AS "unitId", g.state, g.opened_at AS "openedAt", g.threshold,
           g.window_hours AS "windowHours", g.closed_at AS "closedAt", s.display_name AS "closedBy", g.note,
           count(c.id)::int AS cases, count(c.id) FILTER (WHERE c.status <> 'closed')::int AS unfinished,
           count(c.id) FILTER (WHERE c.received_at > ${now}::timestamptz - interval '24 hours')::int AS "lastDay",
           count(c.id) FILTER (WHERE c.received_at <= ${now}::timestamptz - interval '24 hours'
                                 AND c.received_at > ${now}::timestamptz - interval '48 hours')::int AS "dayBefore"
      FROM complaint_group g
      LEFT JOIN staff s ON s.id = g.closed_by
      LEFT JOIN complaint c ON c.group_id = g.id
     WHERE g.id = ${id}::uuid GROUP BY g.id, s.display_name`
  return rows[0] ?? null
}

/** Cases of each group per 24 hours before `until`, oldest first, for the line of growth. */
export async function dailyCases(
  db: Tx,
  groups: readonly { readonly id: string; readonly until: Date }[],
  days: number,
): Promise<Map<string, number[]>> {
  const rows = await db.$queryRaw<{ id: string; daysAgo: number; cases: number }[]>`
    SELECT g.id, floor(extract(epoch FROM g.until - c.received_at) / 86400)::int AS "daysAgo", count(*)::int AS cases
      FROM jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) AS g(id uuid, until timestamptz)
      JOIN complaint c ON c.group_id = g.id AND c.received_at <= g.until
                      AND c.received_at > g.until - make_interval(days => ${days}::int)
     GROUP BY 1, 2`
  const byGroup = new Map(groups.map(({ id }) => [id, Array.from({ length: days }, () => 0)]))
  for (const { id, daysAgo, cases } of rows) {
    const line = byGroup.get(id)
    if (line && daysAgo >= 0 && daysAgo < days) line[days - 1 - daysAgo] = cases
  }
  return byGroup
}

/** How many groups of each state there are in the units. */
export async function countGroups(
  db: Tx,
  unitIds: readonly string[] | null,
): Promise<Readonly<Record<GroupState, number>>> {
  const units = unitIds === null ? null : [...unitIds]
  const rows = await db.$queryRaw<{ state: GroupState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM complaint_group
     WHERE ${units}::uuid[] IS NULL OR unit_id = ANY(${units}::uuid[]) GROUP BY state`
  const counts = { open: 0, confirmed: 0, dismissed: 0 }
  for (const { state, count } of rows) counts[state] = count
  return counts
}
