import { ROLES, type Role } from '@/organisation/rules/roles'
import type { Db } from '@/platform/db/client'

/** Password of every account of the demonstration carrier; worth nothing anywhere else. */
export const DEMO_PASSWORD = 'jiannuo-demo-100'

export type DemoAccount = { readonly username: string; readonly displayName: string; readonly role: Role }

/** One account per role, the first created, to be offered on the sign-in page of a demonstration. */
export async function demoAccounts(db: Db): Promise<DemoAccount[]> {
  const found = await db.$queryRaw<DemoAccount[]>`
    SELECT DISTINCT ON (a.role) s.username, s.display_name AS "displayName", a.role
      FROM role_assignment a JOIN staff s ON s.id = a.staff_id
     WHERE a.ended_at IS NULL AND s.closed_at IS NULL AND NOT s.must_change_password
     ORDER BY a.role, s.created_at, s.id`
  return ROLES.flatMap((role) => found.find((account) => account.role === role) ?? [])
}
