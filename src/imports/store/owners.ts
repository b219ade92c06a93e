import type { Tx } from '@/platform/context'

export type UnitManager = { readonly unitId: string; readonly staffId: string }

/** Branch managers with an open account, the longest-standing of a unit first. */
export function branchManagers(tx: Tx): Promise<UnitManager[]> {
  return tx.$queryRaw<UnitManager[]>`
    SELECT a.unit_id AS "unitId", a.staff_id AS "staffId" FROM role_assignment a JOIN staff s ON s.id = a.staff_id
    WHERE a.role = 'branch_manager' AND a.ended_at IS NULL AND s.closed_at IS NULL ORDER BY a.granted_at, a.id`
}

/** Somebody with an open account by user name; null: nobody. */
export async function personNamed(tx: Tx, username: string): Promise<{ id: string; name: string } | null> {
  const row = await tx.staff.findFirst({
    where: { username: username.trim().toLowerCase(), closedAt: null },
    select: { id: true, displayName: true },
  })
  return row ? { id: row.id, name: row.displayName } : null
}

/** The longest-standing administrator, in whose name the command line imports when no other is named. */
export async function firstAdministrator(tx: Tx): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM role_assignment a JOIN staff s ON s.id = a.staff_id
    WHERE a.role = 'administrator' AND a.ended_at IS NULL AND s.closed_at IS NULL ORDER BY a.granted_at, a.id LIMIT 1`
  return row?.id ?? null
}

export type Person = { readonly id: string; readonly name: string }

/** People who may own cases somewhere below the unit, by name. */
export function possibleOwners(tx: Tx, unitIds: readonly string[]): Promise<Person[]> {
  return tx.$queryRaw<Person[]>`
    SELECT DISTINCT s.id, s.display_name AS name FROM staff s JOIN role_assignment a ON a.staff_id = s.id
    WHERE s.closed_at IS NULL AND a.ended_at IS NULL AND a.unit_id = ANY(${[...unitIds]}::uuid[])
      AND a.role IN ('service_staff','hall_manager','branch_manager','quality_officer')
    ORDER BY s.display_name LIMIT 300`
}

/** Whether somebody is among those who may own cases there. */
export async function mayOwnCases(tx: Tx, staffId: string, unitIds: readonly string[]): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM staff s JOIN role_assignment a ON a.staff_id = s.id
    WHERE s.id = ${staffId}::uuid AND s.closed_at IS NULL AND a.ended_at IS NULL AND a.unit_id = ANY(${[...unitIds]}::uuid[])
      AND a.role IN ('service_staff','hall_manager','branch_manager','quality_officer') LIMIT 1`
  return rows.length > 0
}

export async function namesOfStaff(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.staff.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, displayName: true },
  })
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}
