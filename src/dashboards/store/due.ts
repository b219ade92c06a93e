import type { Tx } from '@/platform/context'

/** Open cases of a unit and owner by how soon they are due; the later window contains no case of the earlier one. */
export type DueRow = {
  readonly unitId: string
  readonly ownerId: string
  readonly ownerName: string
  readonly overdue: number
  readonly within4h: number
  readonly within24h: number
}

/** What is overdue or due within 24 hours, by unit and owner. @param unitIds null: every unit @param ownerId null: everybody */
export function dueByOwner(
  tx: Tx,
  unitIds: readonly string[] | null,
  now: Date,
  ownerId: string | null = null,
): Promise<DueRow[]> {
  const ids = unitIds === null ? null : [...unitIds]
  return tx.$queryRaw<DueRow[]>`
    SELECT d.unit_id AS "unitId", d.owner_id AS "ownerId", s.display_name AS "ownerName", d.overdue, d.h4 AS "within4h", d.h24 AS "within24h"
    FROM (
      SELECT unit_id, owner_id,
             count(*) FILTER (WHERE next_due_at < ${now})::int AS overdue,
             count(*) FILTER (WHERE next_due_at >= ${now} AND next_due_at <= ${now}::timestamptz + interval '4 hours')::int AS h4,
             count(*) FILTER (WHERE next_due_at > ${now}::timestamptz + interval '4 hours')::int AS h24
      FROM complaint
      WHERE status <> 'closed' AND next_due_at <= ${now}::timestamptz + interval '24 hours' AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[])) AND (${ownerId}::uuid IS NULL OR owner_id = ${ownerId}::uuid)
      GROUP BY 1, 2) d
    JOIN staff s ON s.id = d.owner_id`
}

export type UrgentCase = {
  readonly id: string
  readonly number: string
  readonly classCode: string
  readonly words: string
  readonly unitId: string
  readonly ownerId: string
  readonly ownerName: string
  readonly nextDueAt: Date
  readonly chasedCount: number
  readonly revision: number
}

/** Open cases nearest to their deadline; those still in time first where `onlyRunning`. */
export function mostUrgent(
  tx: Tx,
  unitIds: readonly string[] | null,
  now: Date,
  options: { readonly limit: number; readonly onlyRunning: boolean; readonly ownerId?: string },
): Promise<UrgentCase[]> {
  const ids = unitIds === null ? null : [...unitIds]
  return tx.$queryRaw<UrgentCase[]>`
    SELECT c.id, c.number, c.class_code AS "classCode", c.words, c.unit_id AS "unitId", c.owner_id AS "ownerId", s.display_name AS "ownerName",
           c.next_due_at AS "nextDueAt", c.chased_count AS "chasedCount", c.revision
    FROM complaint c JOIN staff s ON s.id = c.owner_id
    WHERE c.status <> 'closed' AND c.next_due_at IS NOT NULL AND (NOT ${options.onlyRunning} OR c.next_due_at >= ${now})
      AND (${ids}::uuid[] IS NULL OR c.unit_id = ANY(${ids}::uuid[])) AND (${options.ownerId ?? null}::uuid IS NULL OR c.owner_id = ${options.ownerId ?? null}::uuid)
    ORDER BY c.next_due_at, c.id LIMIT ${options.limit}`
}

export type Volume = {
  readonly unitId: string
  readonly complaints: number
  readonly before: number
  readonly escalated: number
  readonly appealed: number
  readonly open: number
}

/** Complaints received in a month and the month before, by unit, with what went over our head and to the regulator. */
export function volumes(
  tx: Tx,
  from: Date,
  to: Date,
  previousFrom: Date,
  unitIds: readonly string[] | null,
): Promise<Volume[]> {
  const ids = unitIds === null ? null : [...unitIds]
  return tx.$queryRaw<Volume[]>`
    SELECT unit_id AS "unitId", count(*) FILTER (WHERE received_at >= ${from})::int AS complaints, count(*) FILTER (WHERE received_at < ${from})::int AS before,
           count(*) FILTER (WHERE received_at >= ${from} AND escalated_at IS NOT NULL)::int AS escalated,
           count(*) FILTER (WHERE received_at >= ${from} AND appealed_at IS NOT NULL)::int AS appealed,
           count(*) FILTER (WHERE received_at >= ${from} AND status <> 'closed')::int AS open
    FROM complaint
    WHERE kind = 'complaint' AND received_at >= ${previousFrom} AND received_at < ${to} AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[]))
    GROUP BY 1`
}

/** Latest known number of users per unit, with the month it is from. */
export function latestSubscribers(
  tx: Tx,
  on: string,
): Promise<{ unitId: string; month: string; count: number }[]> {
  return tx.$queryRaw`
    SELECT DISTINCT ON (unit_id) unit_id AS "unitId", to_char(month, 'YYYY-MM') AS month, count
    FROM subscribers WHERE month <= ${on}::date ORDER BY unit_id, month DESC`
}
