import type { Tx } from '@/platform/context'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'
import type { Month } from '../rules/figures'
import { monthEdges } from '../rules/months'

const { sql } = Prisma

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
  return ask<DueRow>(
    tx,
    sql`
    SELECT d.unit_id AS "unitId", d.owner_id AS "ownerId", s.display_name AS "ownerName", d.overdue, d.h4 AS "within4h", d.h24 AS "within24h"
    FROM (
      SELECT unit_id, owner_id,
             count(*) FILTER (WHERE next_due_at < ${now})::int AS overdue,
             count(*) FILTER (WHERE next_due_at >= ${now} AND next_due_at <= ${now}::timestamptz + interval '4 hours')::int AS h4,
             count(*) FILTER (WHERE next_due_at > ${now}::timestamptz + interval '4 hours')::int AS h24
      FROM complaint
      WHERE status <> 'closed' AND next_due_at <= ${now}::timestamptz + interval '24 hours' AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[])) AND (${ownerId}::uuid IS NULL OR owner_id = ${ownerId}::uuid)
      GROUP BY 1, 2) d
    JOIN staff s ON s.id = d.owner_id`,
  )
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
  return ask<UrgentCase>(
    tx,
    sql`
    SELECT c.id, c.number, c.class_code AS "classCode", c.words, c.unit_id AS "unitId", c.owner_id AS "ownerId", s.display_name AS "ownerName",
           c.next_due_at AS "nextDueAt", c.chased_count AS "chasedCount", c.revision
    FROM complaint c JOIN staff s ON s.id = c.owner_id
    WHERE c.status <> 'closed' AND c.next_due_at IS NOT NULL AND (NOT ${options.onlyRunning} OR c.next_due_at >= ${now})
      AND (${ids}::uuid[] IS NULL OR c.unit_id = ANY(${ids}::uuid[])) AND (${options.ownerId ?? null}::uuid IS NULL OR c.owner_id = ${options.ownerId ?? null}::uuid)
    ORDER BY c.next_due_at, c.id LIMIT ${options.limit}`,
    (row: Omit<UrgentCase, 'nextDueAt'> & { readonly nextDueAt: string }) => ({
      ...row,
      nextDueAt: new Date(row.nextDueAt),
    }),
  )
}

export type Volume = {
  readonly unitId: string
  readonly complaints: number
  readonly before: number
  readonly escalated: number
  readonly appealed: number
}

/**
 * Complaints received in a month and the month before, by unit, with what went over our head and to the regulator. The
 * numbers are kept by month of UTC; the hours between those months and the local ones are counted.
 * @param timeZone whose months are meant
 * @param unitIds null: every unit
 */
export function volumes(
  tx: Tx,
  month: Month,
  previous: Month,
  timeZone: string,
  unitIds: readonly string[] | null,
): Promise<Volume[]> {
  const ids = unitIds === null ? null : [...unitIds]
  const edges = monthEdges(month, previous, timeZone)
  return ask<Volume>(
    tx,
    sql`
    SELECT unit_id AS "unitId", sum(complaints)::int AS complaints, sum(before)::int AS before,
           sum(escalated)::int AS escalated, sum(appealed)::int AS appealed
    FROM (
      SELECT unit_id, CASE WHEN month = ${month.firstDay}::date THEN received ELSE 0 END AS complaints,
             CASE WHEN month = ${previous.firstDay}::date THEN received ELSE 0 END AS before,
             CASE WHEN month = ${month.firstDay}::date THEN escalated ELSE 0 END AS escalated,
             CASE WHEN month = ${month.firstDay}::date THEN appealed ELSE 0 END AS appealed
      FROM complaint_volumes
      WHERE month IN (${month.firstDay}::date, ${previous.firstDay}::date) AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[]))
      UNION ALL
      SELECT n.unit_id, e.now * n.received, e.before * n.received, e.now * n.escalated, e.now * n.appealed
      FROM unnest(${edges.map((edge) => edge.from)}::timestamptz[], ${edges.map((edge) => edge.to)}::timestamptz[],
        ${edges.map((edge) => edge.now)}::int[], ${edges.map((edge) => edge.before)}::int[]) AS e("from", "to", now, before)
      CROSS JOIN LATERAL (
        SELECT unit_id, count(*) AS received, count(escalated_at) AS escalated, count(appealed_at) AS appealed
        FROM complaint
        WHERE kind = 'complaint' AND received_at >= e."from" AND received_at < e."to" AND (${ids}::uuid[] IS NULL OR unit_id = ANY(${ids}::uuid[]))
        GROUP BY 1) n) x
    GROUP BY 1`,
  )
}

/** Latest known number of users per unit, with the month it is from. */
export function latestSubscribers(
  tx: Tx,
  on: string,
): Promise<{ unitId: string; month: string; count: number }[]> {
  return ask(
    tx,
    sql`
    SELECT DISTINCT ON (unit_id) unit_id AS "unitId", to_char(month, 'YYYY-MM') AS month, count
    FROM subscribers WHERE month <= ${on}::date ORDER BY unit_id, month DESC`,
  )
}
