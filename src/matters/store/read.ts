import type { MatterType } from '@/kernel/fact-types'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'

/** A matter as pages show it. */
export type Matter = {
  readonly id: string
  readonly type: MatterType
  readonly number: string
  readonly unitId: string
  readonly customerId: string | null
  readonly ownerId: string | null
  readonly ownerName: string | null
  readonly firstOwnerId: string | null
  readonly classCode: string
  readonly state: string
  readonly complaintId: string | null
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly nextDueAt: Date | null
  readonly revision: number
}

export const MATTER_COLUMNS = Prisma.sql`
  m.id, m.type, m.number, m.unit_id AS "unitId", m.customer_id AS "customerId", m.owner_id AS "ownerId", s.display_name AS "ownerName",
  m.first_owner_id AS "firstOwnerId", m.class_code AS "classCode", m.state, m.complaint_id AS "complaintId",
  m.opened_at AS "openedAt", m.closed_at AS "closedAt", m.next_due_at AS "nextDueAt", m.revision`

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A matter by its id or its number; null when there is none. */
export async function findMatter(tx: Tx, idOrNumber: string): Promise<Matter | null> {
  const by = UUID.test(idOrNumber)
    ? Prisma.sql`m.id = ${idOrNumber}::uuid`
    : Prisma.sql`m.number = ${idOrNumber}`
  const [row] = await tx.$queryRaw<Matter[]>`
    SELECT ${MATTER_COLUMNS} FROM matter m LEFT JOIN staff s ON s.id = m.owner_id WHERE ${by}`
  return row ?? null
}

/** Whether a matter is owed by one of the units though it belongs to another one: it stands behind their figures. */
export async function isOwedByAnyOf(tx: Tx, matterId: string, unitIds: readonly string[]): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM obligation WHERE subject_id = ${matterId}::uuid AND unit_id = ANY(${[...unitIds]}::uuid[])) AS found`
  return row?.found ?? false
}

/** The matter an obligation is owed on; null when it is owed on something else or not there. */
export async function matterOfObligation(tx: Tx, obligationId: string): Promise<Matter | null> {
  const [row] = await tx.$queryRaw<Matter[]>`
    SELECT ${MATTER_COLUMNS} FROM obligation o JOIN matter m ON m.id = o.subject_id LEFT JOIN staff s ON s.id = m.owner_id
    WHERE o.id = ${obligationId}::uuid`
  return row ?? null
}
