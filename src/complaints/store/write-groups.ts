import type { Tx } from '@/platform/context'
import type { Threshold } from '../rules/case-units'

/** Where a unit's cases are counted, and from how many on they are a group complaint. */
export type CountedUnit = Threshold & { readonly unitId: string; readonly branchId: string }

export type GrowingClass = Threshold & {
  readonly classCode: string
  readonly branchId: string
  readonly cases: number
}

export async function groupThresholds(tx: Tx): Promise<Map<string, Threshold>> {
  const rows = await tx.groupThreshold.findMany()
  return new Map(rows.map(({ unitId, count, windowHours }) => [unitId, { count, windowHours }]))
}

/**
 * Classes of a branch that reached their number within their window, or have an open group that is still growing: one
 * that got a case within the window. A group nobody has dealt with for months does not gather every later case.
 * Only cases in no group count, so that a group that was dismissed does not come back by the same cases. One pass over
 * the cases of the longest window, by the index on the time of reception.
 */
export function growingClasses(tx: Tx, units: readonly CountedUnit[], now: Date): Promise<GrowingClass[]> {
  const longestHours = Math.max(0, ...units.map(({ windowHours }) => windowHours))
  const since = new Date(now.getTime() - longestHours * 3_600_000)
  return tx.$queryRaw<GrowingClass[]>`
    SELECT c.class_code AS "classCode", u."branchId", u.count, u."windowHours", count(*)::int AS cases
    FROM complaint c
    JOIN jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS u("unitId" uuid, "branchId" uuid, count int, "windowHours" int)
      ON u."unitId" = c.unit_id
    WHERE c.received_at > ${since} AND c.received_at > ${now}::timestamptz - make_interval(hours => u."windowHours")
      AND c.received_at <= ${now} AND c.kind = 'complaint' AND c.class_code <> 'unclassified' AND c.group_id IS NULL
    GROUP BY c.class_code, u."branchId", u.count, u."windowHours"
    HAVING count(*) >= u.count OR EXISTS (
      SELECT 1 FROM complaint_group g WHERE g.class_code = c.class_code AND g.unit_id = u."branchId" AND g.state = 'open'
         AND EXISTS (SELECT 1 FROM complaint m WHERE m.group_id = g.id
                        AND m.received_at > ${now}::timestamptz - make_interval(hours => u."windowHours")))
    ORDER BY c.class_code, u."branchId"`
}

/** Opens the group, or takes the one that is open, and holds it until the transaction ends. */
export async function openGroup(
  tx: Tx,
  group: { id: string; growing: GrowingClass; at: Date },
): Promise<{ id: string; isNew: boolean }> {
  const { growing } = group
  const added = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO complaint_group (id, class_code, unit_id, opened_at, threshold, window_hours, state)
    VALUES (${group.id}::uuid, ${growing.classCode}, ${growing.branchId}::uuid, ${group.at}, ${growing.count}, ${growing.windowHours}, 'open')
    ON CONFLICT (class_code, unit_id) WHERE state = 'open' DO NOTHING RETURNING id`
  if (added[0]) return { id: added[0].id, isNew: true }
  const [open] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM complaint_group
    WHERE class_code = ${growing.classCode} AND unit_id = ${growing.branchId}::uuid AND state = 'open' FOR UPDATE`
  // Closed by an officer between the two statements: what grows from here on is another group.
  return open ? { id: open.id, isNew: false } : openGroup(tx, group)
}

/** Links the class's cases of the branch within the window that are in no group yet. @returns how many */
export function joinGroup(
  tx: Tx,
  groupId: string,
  growing: GrowingClass,
  unitIds: readonly string[],
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - growing.windowHours * 3_600_000)
  return tx.$executeRaw`
    UPDATE complaint SET group_id = ${groupId}::uuid
    WHERE class_code = ${growing.classCode} AND unit_id = ANY(${[...unitIds]}::uuid[]) AND received_at > ${since}
      AND received_at <= ${now} AND kind = 'complaint' AND group_id IS NULL`
}

export type GroupRow = {
  readonly id: string
  readonly unitId: string
  readonly state: string
  readonly classCode: string
}

export async function lockGroup(tx: Tx, id: string): Promise<GroupRow | null> {
  const [row] = await tx.$queryRaw<GroupRow[]>`
    SELECT id, unit_id AS "unitId", state, class_code AS "classCode" FROM complaint_group WHERE id = ${id}::uuid FOR UPDATE`
  return row ?? null
}
