import type { Tx } from '@/platform/context'

export type Person = {
  readonly id: string
  readonly name: string
  readonly homeUnitId: string
  readonly isClosed: boolean
}

export async function findPerson(tx: Tx, staffId: string): Promise<Person | null> {
  const [row] = await tx.$queryRaw<Person[]>`
    SELECT id, display_name AS name, home_unit_id AS "homeUnitId", closed_at IS NOT NULL AS "isClosed"
    FROM staff WHERE id = ${staffId}::uuid`
  return row ?? null
}

/** Paths of the units at which a person holds one of the roles now. */
export async function pathsOfRoles(tx: Tx, staffId: string, roles: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ path: string }[]>`
    SELECT DISTINCT u.path::text AS path FROM role_assignment r JOIN org_unit u ON u.id = r.unit_id
    WHERE r.staff_id = ${staffId}::uuid AND r.ended_at IS NULL AND r.role = ANY(${[...roles]}::text[])`
  return rows.map((row) => row.path)
}

/**
 * Of the people with one of the roles at the unit itself the one with the fewest open cases; the same one for the same
 * state.
 */
export async function leastBusy(tx: Tx, unitId: string, roles: readonly string[]): Promise<Person | null> {
  const [row] = await tx.$queryRaw<Person[]>`
    SELECT s.id, s.display_name AS name, s.home_unit_id AS "homeUnitId", false AS "isClosed"
    FROM staff s
    WHERE s.closed_at IS NULL AND EXISTS (
      SELECT 1 FROM role_assignment r WHERE r.staff_id = s.id AND r.unit_id = ${unitId}::uuid AND r.ended_at IS NULL
        AND r.role = ANY(${[...roles]}::text[]))
    ORDER BY (SELECT count(*) FROM complaint c WHERE c.owner_id = s.id AND c.status <> 'closed'), s.employee_no
    LIMIT 1`
  return row ?? null
}
