import type { Grant } from '@/organisation/rules/permissions'
import type { Actor, Tx } from '@/platform/context'

/** A person as the actor of what they have begun, with the roles they hold now. @throws Error when nobody has the id */
export async function actorOf(tx: Tx, staffId: string): Promise<Actor> {
  const [person] = await tx.$queryRaw<{ name: string; homeUnitId: string; isClosed: boolean }[]>`
    SELECT display_name AS name, home_unit_id AS "homeUnitId", closed_at IS NOT NULL AS "isClosed" FROM staff WHERE id = ${staffId}::uuid`
  if (!person) throw new Error(`no account ${staffId}`)
  const grants = person.isClosed
    ? []
    : await tx.$queryRaw<Grant[]>`
        SELECT r.role, r.unit_id AS "unitId", u.path::text AS "unitPath" FROM role_assignment r JOIN org_unit u ON u.id = r.unit_id
        WHERE r.staff_id = ${staffId}::uuid AND r.ended_at IS NULL`
  return { kind: 'staff', staffId, displayName: person.name, homeUnitId: person.homeUnitId, grants }
}
