import { newId } from '@/kernel/ids'
import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import type { UnitKind } from '../rules/roles'
import type { UnitLoad } from '../rules/units'

/** Changes of the tree wait for one another: two moves at once could make a circle. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('org tree', 0))`
}

export type NewUnit = {
  readonly id: string
  readonly parentId: string | null
  readonly path: string
  readonly kind: UnitKind
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  readonly calendarId: string | null
  readonly isNetworkTeam: boolean
  readonly phone: string | null
  readonly createdAt: Date
}

export async function insertUnit(tx: Tx, unit: NewUnit): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, calendar_id, is_network_team, phone, created_at)
    VALUES (${unit.id}::uuid, ${unit.parentId}::uuid, ${unit.kind}, ${unit.code}, ${JSON.stringify(unit.name)}::jsonb,
            ${unit.path}::ltree, ${unit.timeZone}, ${unit.calendarId}::uuid, ${unit.isNetworkTeam}, ${unit.phone},
            ${unit.createdAt})`
}

/** Puts a unit under another parent, with everything below it, in one statement. */
export async function moveSubtree(tx: Tx, unitId: string, parentId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE org_unit AS u
       SET path = target.path || subpath(u.path, nlevel(moved.path) - 1),
           parent_id = CASE WHEN u.id = moved.id THEN target.id ELSE u.parent_id END
      FROM org_unit AS moved, org_unit AS target
     WHERE moved.id = ${unitId}::uuid AND target.id = ${parentId}::uuid AND u.path <@ moved.path`
}

/** Ends the placement that holds and begins the next, so that the history has neither gap nor overlap. */
export async function recordPlacement(
  tx: Tx,
  placement: {
    unitId: string
    parentId: string | null
    at: Date
    byId: string | null
    reason: string | null
  },
): Promise<void> {
  const { unitId, parentId, byId, reason } = placement
  const current = await tx.orgPlacement.findFirst({ where: { unitId, validTo: null } })
  // Two moves within one millisecond still follow one another.
  const at =
    current && current.validFrom >= placement.at ? new Date(current.validFrom.getTime() + 1) : placement.at
  if (current) await tx.orgPlacement.update({ where: { id: current.id }, data: { validTo: at } })
  const id = newId(at.getTime())
  await tx.orgPlacement.create({ data: { id, unitId, parentId, validFrom: at, byId, reason } })
}

/** Keeps the calendar and zone a unit has lived by until now; called before either is changed. */
export async function recordClockPast(tx: Tx, unitId: string, at: Date): Promise<void> {
  // Two changes within one millisecond still follow one another.
  await tx.$executeRaw`
    INSERT INTO org_clock_past (unit_id, until_at, calendar_id, time_zone)
    SELECT u.id, greatest(${at}::timestamptz, (SELECT max(until_at) + interval '1 millisecond' FROM org_clock_past WHERE unit_id = u.id)), u.calendar_id, u.time_zone
    FROM org_unit u WHERE u.id = ${unitId}::uuid`
}

/** What a unit still carries: open cases, people who belong to it or hold a role at it, open units below. */
export async function loadOf(tx: Tx, unitId: string): Promise<UnitLoad> {
  const rows = await tx.$queryRaw<UnitLoad[]>`
    SELECT (SELECT count(*)::int FROM complaint WHERE unit_id = ${unitId}::uuid AND status <> 'closed') AS "openCases",
           (SELECT count(*)::int FROM staff s WHERE s.closed_at IS NULL AND (s.home_unit_id = ${unitId}::uuid OR EXISTS (
              SELECT 1 FROM role_assignment a WHERE a.staff_id = s.id AND a.unit_id = ${unitId}::uuid AND a.ended_at IS NULL)))
             AS "activeStaff",
           (SELECT count(*)::int FROM org_unit WHERE parent_id = ${unitId}::uuid AND closed_at IS NULL) AS "openUnits"`
  return rows[0] ?? { openCases: 0, activeStaff: 0, openUnits: 0 }
}

export async function putSubscribers(
  tx: Tx,
  entries: readonly { unitId: string; month: string; count: number }[],
): Promise<void> {
  const unitIds = entries.map((entry) => entry.unitId)
  const months = entries.map((entry) => entry.month)
  const counts = entries.map((entry) => entry.count)
  await tx.$executeRaw`
    INSERT INTO subscribers (unit_id, month, count)
    SELECT * FROM unnest(${unitIds}::uuid[], ${months}::date[], ${counts}::int[])
    ON CONFLICT (unit_id, month) DO UPDATE SET count = excluded.count`
}
