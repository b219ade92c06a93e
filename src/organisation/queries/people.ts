import type { Locale } from '@/kernel/text'
import { type Ctx, reader } from '@/platform/context'
import { PERMISSIONS, type Permission } from '../rules/permissions'
import type { Role } from '../rules/roles'

export type Recipient = {
  readonly staffId: string
  readonly displayName: string
  readonly email: string | null
  readonly locale: Locale
  /** The unit at which they hold the role. */
  readonly unitId: string
}

/** Active people with the role at the unit or, when nobody holds it there, at the nearest unit above where somebody does. */
export function findRecipients(ctx: Ctx, role: Role, unitId: string): Promise<Recipient[]> {
  return reader(ctx).$queryRaw<Recipient[]>`
    SELECT "staffId", "displayName", email, locale, "unitId" FROM (
      SELECT s.id AS "staffId", s.display_name AS "displayName", s.email, s.locale, u.id AS "unitId",
             rank() OVER (ORDER BY nlevel(u.path) DESC) AS nearness
        FROM org_unit here
        JOIN org_unit u ON u.path @> here.path
        JOIN role_assignment a ON a.unit_id = u.id AND a.role = ${role} AND a.ended_at IS NULL
        JOIN staff s ON s.id = a.staff_id AND s.closed_at IS NULL
       WHERE here.id = ${unitId}::uuid) found
     WHERE nearness = 1 ORDER BY "displayName", "staffId"`
}

export type StaffOption = {
  readonly staffId: string
  readonly displayName: string
  readonly employeeNo: string
  readonly homeUnitId: string
}

const OPTIONS_SHOWN = 20

/**
 * Active people who may handle cases (or hold another permission) through a role inside the unit's subtree, by name,
 * user name or employee number; at most 20. For pickers of a new owner.
 */
export function staffOptions(
  ctx: Ctx,
  unitId: string,
  query = '',
  permission: Permission = 'complaint.handle',
): Promise<StaffOption[]> {
  const roles = [...PERMISSIONS[permission]]
  const pattern = `%${query.trim().replace(/[\\%_]/g, '\\$&')}%`
  return reader(ctx).$queryRaw<StaffOption[]>`
    SELECT s.id AS "staffId", s.display_name AS "displayName", s.employee_no AS "employeeNo", s.home_unit_id AS "homeUnitId"
      FROM staff s
     WHERE s.closed_at IS NULL
       AND (s.display_name ILIKE ${pattern} OR s.username ILIKE ${pattern} OR s.employee_no ILIKE ${pattern})
       AND EXISTS (SELECT 1 FROM role_assignment a
                     JOIN org_unit u ON u.id = a.unit_id
                     JOIN org_unit here ON here.id = ${unitId}::uuid AND u.path <@ here.path
                    WHERE a.staff_id = s.id AND a.ended_at IS NULL AND a.role = ANY(${roles}))
     ORDER BY s.home_unit_id = ${unitId}::uuid DESC, s.display_name COLLATE "zh-Hans-x-icu", s.id LIMIT ${OPTIONS_SHOWN}`
}
