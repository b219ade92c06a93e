import type { Tx } from '@/platform/context'

/** Everything the row of a case says, with names; personal data still sealed. */
export type CasePageRow = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly kind: string
  readonly status: string
  readonly unitId: string
  readonly intakeUnitId: string
  readonly customerId: string | null
  readonly classCode: string
  readonly wants: string
  readonly words: string
  readonly channel: string
  readonly brand: string | null
  readonly customerClass: string | null
  readonly area: string | null
  readonly place: string | null
  readonly urgency: string
  readonly receivedAt: Date
  readonly recordedAt: Date
  readonly backdateReason: string | null
  readonly loggedById: string
  readonly loggedByName: string
  readonly firstOwnerId: string
  readonly firstOwnerName: string
  readonly ownerId: string
  readonly ownerName: string
  readonly contactedAt: Date | null
  readonly repliedAt: Date | null
  readonly plannedAt: Date | null
  readonly solvedAt: Date | null
  readonly calledBackAt: Date | null
  readonly closedAt: Date | null
  readonly pausedAt: Date | null
  readonly pauseReason: string | null
  readonly reopenedCount: number
  readonly chasedCount: number
  readonly supervisedAt: Date | null
  readonly upgradedAt: Date | null
  readonly escalatedAt: Date | null
  readonly appealedAt: Date | null
  readonly routedNetworkAt: Date | null
  readonly isLegacy: boolean
  readonly isRepeat: boolean
  readonly repeatOfId: string | null
  readonly groupId: string | null
  readonly nextDueAt: Date | null
  readonly phoneEnc: Uint8Array | null
  readonly nameEnc: Uint8Array | null
  readonly identityEnc: Uint8Array | null
}

export async function caseByNumber(db: Tx, number: string): Promise<CasePageRow | null> {
  const [row] = await db.$queryRaw<CasePageRow[]>`
    SELECT c.id, c.number, c.revision, c.kind, c.status, c.unit_id AS "unitId", c.intake_unit_id AS "intakeUnitId",
           c.customer_id AS "customerId", c.class_code AS "classCode", c.wants, c.words, c.channel, c.brand,
           c.customer_class AS "customerClass", c.area, c.place, c.urgency, c.received_at AS "receivedAt",
           c.recorded_at AS "recordedAt", c.backdate_reason AS "backdateReason", c.logged_by_id AS "loggedById",
           l.display_name AS "loggedByName", c.first_owner_id AS "firstOwnerId", f.display_name AS "firstOwnerName",
           c.owner_id AS "ownerId", o.display_name AS "ownerName", c.contacted_at AS "contactedAt",
           c.replied_at AS "repliedAt", c.planned_at AS "plannedAt", c.solved_at AS "solvedAt",
           c.called_back_at AS "calledBackAt", c.closed_at AS "closedAt", c.paused_at AS "pausedAt",
           c.pause_reason AS "pauseReason", c.reopened_count AS "reopenedCount", c.chased_count AS "chasedCount",
           c.supervised_at AS "supervisedAt", c.upgraded_at AS "upgradedAt", c.escalated_at AS "escalatedAt",
           c.appealed_at AS "appealedAt", c.routed_network_at AS "routedNetworkAt", c.is_legacy AS "isLegacy",
           c.repeat_of_id IS NOT NULL AS "isRepeat", c.repeat_of_id AS "repeatOfId", c.group_id AS "groupId",
           c.next_due_at AS "nextDueAt", k.phone_enc AS "phoneEnc", k.name_enc AS "nameEnc", k.identity_enc AS "identityEnc"
    FROM complaint c
    JOIN staff l ON l.id = c.logged_by_id
    JOIN staff f ON f.id = c.first_owner_id
    JOIN staff o ON o.id = c.owner_id
    LEFT JOIN customer k ON k.id = c.customer_id
    WHERE c.number = ${number}`
  return row ?? null
}

/** Whether a promise on the case is owed by one of the units: then the case stands behind their figures. */
export async function isOwedByUnits(
  db: Tx,
  complaintId: string,
  unitIds: readonly string[],
): Promise<boolean> {
  const [row] = await db.$queryRaw<[{ found: boolean }]>`
    SELECT EXISTS (SELECT 1 FROM obligation
      WHERE subject_id = ${complaintId}::uuid AND unit_id = ANY(${[...unitIds]}::uuid[])) AS found`
  return row.found
}

export type OwnerPeriod = {
  readonly staffId: string
  readonly name: string
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly byName: string
  readonly reason: string | null
}

/** Who was responsible from when to when, the first one first. */
export function ownerPeriods(db: Tx, complaintId: string): Promise<OwnerPeriod[]> {
  return db.$queryRaw<OwnerPeriod[]>`
    SELECT w.staff_id AS "staffId", s.display_name AS name, w.from_at AS "fromAt", w.to_at AS "toAt",
           b.display_name AS "byName", w.reason
    FROM complaint_owner w JOIN staff s ON s.id = w.staff_id JOIN staff b ON b.id = w.by_id
    WHERE w.complaint_id = ${complaintId}::uuid ORDER BY w.from_at, w.id`
}

export type CaseFile = {
  readonly id: string
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
  readonly addedByName: string
  readonly addedAt: Date
}

export function filesOfCase(db: Tx, complaintId: string): Promise<CaseFile[]> {
  return db.$queryRaw<CaseFile[]>`
    SELECT f.id, f.name, f.mime, f.size_bytes AS "sizeBytes", s.display_name AS "addedByName", f.added_at AS "addedAt"
    FROM complaint_file f JOIN staff s ON s.id = f.added_by_id
    WHERE f.complaint_id = ${complaintId}::uuid ORDER BY f.added_at, f.id`
}

export type CaseOfCustomer = {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly status: string
  readonly classCode: string
  readonly unitId: string
  readonly receivedAt: Date
  readonly nextDueAt: Date | null
  readonly isFirst: boolean
}

/** The customer's other cases, newest first, and how many there are. */
export async function otherCases(
  db: Tx,
  row: Pick<CasePageRow, 'id' | 'customerId' | 'repeatOfId'>,
  limit: number,
): Promise<{ readonly cases: readonly CaseOfCustomer[]; readonly count: number }> {
  if (row.customerId === null) return { cases: [], count: 0 }
  const found = await db.$queryRaw<(CaseOfCustomer & { count: number })[]>`
    SELECT id, number, kind, status, class_code AS "classCode", unit_id AS "unitId", received_at AS "receivedAt",
           next_due_at AS "nextDueAt", coalesce(id = ${row.repeatOfId}::uuid, false) AS "isFirst",
           count(*) OVER ()::int AS count
    FROM complaint WHERE customer_id = ${row.customerId}::uuid AND id <> ${row.id}::uuid
    ORDER BY received_at DESC, id DESC LIMIT ${limit}`
  return { cases: found.map(({ count: _count, ...one }) => one), count: found[0]?.count ?? 0 }
}

export type CaseGroup = {
  readonly id: string
  readonly openedAt: Date
  readonly state: string
  readonly size: number
}

export async function groupOfCase(db: Tx, groupId: string | null): Promise<CaseGroup | null> {
  if (groupId === null) return null
  const [group] = await db.$queryRaw<CaseGroup[]>`
    SELECT g.id, g.opened_at AS "openedAt", g.state,
           (SELECT count(*) FROM complaint c WHERE c.group_id = g.id)::int AS size
    FROM complaint_group g WHERE g.id = ${groupId}::uuid`
  return group ?? null
}
