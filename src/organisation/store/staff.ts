import type { Tx } from '@/platform/context'
import type { Grant } from '../rules/permissions'

/** A person with the roles they hold now. */
export type StaffAccount = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly homeUnitId: string
  readonly closedAt: Date | null
  /** A system of the carrier, managed by its tokens. */
  readonly isMachine: boolean
  readonly grants: readonly Grant[]
}

/** Locks the account until the transaction ends, so that two administrators change it one after the other. */
export async function lockStaff(tx: Tx, staffId: string): Promise<StaffAccount | null> {
  const rows = await tx.$queryRaw<Omit<StaffAccount, 'grants'>[]>`
    SELECT id, username, display_name AS "displayName", home_unit_id AS "homeUnitId", closed_at AS "closedAt",
           is_machine AS "isMachine"
      FROM staff WHERE id = ${staffId}::uuid FOR UPDATE`
  const account = rows[0]
  if (!account) return null
  const grants = await tx.$queryRaw<Grant[]>`
    SELECT a.role, a.unit_id AS "unitId", u.path::text AS "unitPath"
      FROM role_assignment a JOIN org_unit u ON u.id = a.unit_id
     WHERE a.staff_id = ${staffId}::uuid AND a.ended_at IS NULL`
  return { ...account, grants }
}

/** Ends the person's sessions: those issued before carry an older number. */
export async function endSessions(tx: Tx, staffId: string): Promise<void> {
  await tx.staff.update({ where: { id: staffId }, data: { sessionVersion: { increment: 1 } } })
}

/** Open accounts that are administrators of the carrier as a whole, besides one person. Locked, so that two cannot go at once. */
export async function otherAdministrators(tx: Tx, staffId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ staff_id: string }[]>`
    SELECT a.staff_id FROM role_assignment a
      JOIN org_unit u ON u.id = a.unit_id AND u.parent_id IS NULL
      JOIN staff s ON s.id = a.staff_id AND s.closed_at IS NULL
     WHERE a.role = 'administrator' AND a.ended_at IS NULL AND a.staff_id <> ${staffId}::uuid
       FOR UPDATE OF a, s`
  return rows.length
}

export async function openCasesOf(tx: Tx, staffId: string): Promise<number> {
  return tx.complaint.count({ where: { ownerId: staffId, status: { not: 'closed' } } })
}
