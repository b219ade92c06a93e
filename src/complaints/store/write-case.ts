import { openCustomer, type PlainCustomer } from '@/customers/store'
import type { Tx } from '@/platform/context'
import type { Prisma } from '@/platform/db/generated/client'

/** A case as a use case reads it, locked. */
export type CaseRow = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly kind: string
  readonly classCode: string
  readonly status: string
  readonly unitId: string
  readonly customerId: string | null
  readonly ownerId: string
  readonly ownerName: string
  readonly firstOwnerId: string
  readonly receivedAt: Date
  readonly contactedAt: Date | null
  readonly repliedAt: Date | null
  readonly plannedAt: Date | null
  readonly solvedAt: Date | null
  readonly calledBackAt: Date | null
  readonly closedAt: Date | null
  readonly supervisedAt: Date | null
  readonly upgradedAt: Date | null
  readonly escalatedAt: Date | null
  readonly appealedAt: Date | null
  readonly isLegacy: boolean
  readonly repeatOfId: string | null
  readonly words: string
  readonly place: string | null
  readonly area: string | null
}

type Row = CaseRow & {
  phoneEnc: Uint8Array | null
  nameEnc: Uint8Array | null
  identityEnc: Uint8Array | null
}

/** The case on which an obligation is owed; null when there is no such obligation. */
export async function caseOfObligation(tx: Tx, obligationId: string): Promise<string | null> {
  const found = await tx.obligation.findUnique({ where: { id: obligationId }, select: { subjectId: true } })
  return found?.subjectId ?? null
}

/** The case with its owner's name and its customer in plain, or null. The caller holds the case's lock. */
export async function loadCase(
  tx: Tx,
  id: string,
): Promise<{ row: CaseRow; customer: PlainCustomer | null } | null> {
  const [found] = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.number, c.revision, c.kind, c.class_code AS "classCode", c.status, c.unit_id AS "unitId",
           c.customer_id AS "customerId", c.owner_id AS "ownerId", s.display_name AS "ownerName",
           c.first_owner_id AS "firstOwnerId", c.received_at AS "receivedAt", c.contacted_at AS "contactedAt",
           c.replied_at AS "repliedAt", c.planned_at AS "plannedAt", c.solved_at AS "solvedAt",
           c.called_back_at AS "calledBackAt", c.closed_at AS "closedAt", c.supervised_at AS "supervisedAt",
           c.upgraded_at AS "upgradedAt", c.escalated_at AS "escalatedAt", c.appealed_at AS "appealedAt",
           c.is_legacy AS "isLegacy", c.repeat_of_id AS "repeatOfId", c.words, c.place, c.area,
           k.phone_enc AS "phoneEnc", k.name_enc AS "nameEnc", k.identity_enc AS "identityEnc"
    FROM complaint c JOIN staff s ON s.id = c.owner_id LEFT JOIN customer k ON k.id = c.customer_id
    WHERE c.id = ${id}::uuid`
  if (!found) return null
  const { phoneEnc, nameEnc, identityEnc, ...row } = found
  return { row, customer: phoneEnc && openCustomer({ phoneEnc, nameEnc, identityEnc }) }
}

export type CasePatch = Prisma.ComplaintUncheckedUpdateInput

/** Writes the change and raises the revision. @returns the new revision */
export async function updateCase(tx: Tx, id: string, patch: CasePatch): Promise<number> {
  const { revision } = await tx.complaint.update({
    where: { id },
    data: { ...patch, revision: { increment: 1 } },
    select: { revision: true },
  })
  return revision
}

export type LastChange = { readonly by: string | null; readonly at: Date }

/** Who changed the case last, and when; for whoever came second. */
export async function lastChange(tx: Tx, complaintId: string): Promise<LastChange | null> {
  const [row] = await tx.$queryRaw<LastChange[]>`
    SELECT s.display_name AS by, f.recorded_at AS at FROM fact f LEFT JOIN staff s ON s.id = f.actor_id
    WHERE f.subject_id = ${complaintId}::uuid ORDER BY f.seq DESC LIMIT 1`
  return row ?? null
}

/** Ends the present ownership and begins the next; the database allows one without an end. */
export async function changeOwner(
  tx: Tx,
  change: { id: string; complaintId: string; toStaffId: string; byId: string; at: Date; reason: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE complaint_owner SET to_at = greatest(from_at, ${change.at}::timestamptz)
    WHERE complaint_id = ${change.complaintId}::uuid AND to_at IS NULL`
  await tx.complaintOwner.create({
    data: {
      id: change.id,
      complaintId: change.complaintId,
      staffId: change.toStaffId,
      fromAt: change.at,
      byId: change.byId,
      reason: change.reason,
    },
  })
}

/** Replaces the words to search by; the literal comes from `searchVector`. */
export async function updateSearchVector(tx: Tx, id: string, vector: string): Promise<void> {
  await tx.$executeRaw`UPDATE complaint SET search_vector = ${vector}::tsvector WHERE id = ${id}::uuid`
}

/** Pause reasons some deadline that runs on the case allows. */
export async function allowedPauseReasons(tx: Tx, complaintId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ reason: string }[]>`
    SELECT DISTINCT jsonb_array_elements_text(v.rules -> o.rule_index::int -> 'pause' -> 'reasons') AS reason
    FROM obligation o JOIN commitment_version v ON v.id = o.version_id
    WHERE o.subject_id = ${complaintId}::uuid AND o.state IN ('OPEN', 'PAUSED')
      AND jsonb_typeof(v.rules -> o.rule_index::int -> 'pause' -> 'reasons') = 'array'`
  return rows.map((row) => row.reason)
}

/** Whether a fact of one type came after the last one of another. */
export async function happenedSince(
  tx: Tx,
  complaintId: string,
  type: string,
  sinceType: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ happened: boolean }[]>`
    SELECT coalesce(max(seq) FILTER (WHERE type = ${type}) > max(seq) FILTER (WHERE type = ${sinceType}), false) AS happened
    FROM fact WHERE subject_id = ${complaintId}::uuid AND type IN (${type}, ${sinceType})`
  return row?.happened ?? false
}
