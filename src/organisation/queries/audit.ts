import { SUBJECT_TYPES } from '@/kernel/fact-types'
import { type Ctx, mustBeAllowed, reader } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { scopeUnitIds } from '../tree'

export const AUDIT_PAGE_SIZE = 50

export type AuditFilter = {
  readonly action: string | null
  /** Part of the name or user name of who acted. */
  readonly person: string
  /** Instants; `to` is exclusive. */
  readonly from: Date | null
  readonly to: Date | null
  /** Id of the last row of the page before (rows are listed newest first). */
  readonly after: string | null
}

export type AuditRow = {
  readonly id: string
  readonly at: Date
  readonly action: string
  readonly actorName: string | null
  readonly subjectType: string
  readonly subjectId: string | null
  /** A person's name or the number of a case or another matter; null when the subject has none. */
  readonly subjectLabel: string | null
  readonly unitId: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** One page of the audit log, newest first: what was done in the actor's units. */
export async function listAudit(
  ctx: Ctx,
  filter: AuditFilter,
): Promise<{ rows: AuditRow[]; next: string | null }> {
  mustBeAllowed(ctx, 'audit.view')
  const units = await scopeUnitIds(ctx, 'audit.view')
  const pattern = `%${filter.person.replace(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    // Rows about no unit (sign-ins, whole imports) belong to the unit of who acted.
    units === null
      ? Prisma.empty
      : Prisma.sql`AND coalesce(l.unit_id, s.home_unit_id) = ANY(${[...units]}::uuid[])`,
    filter.action === null ? Prisma.empty : Prisma.sql`AND l.action = ${filter.action}`,
    filter.person === ''
      ? Prisma.empty
      : Prisma.sql`AND (s.display_name ILIKE ${pattern} OR s.username ILIKE ${pattern})`,
    filter.from === null ? Prisma.empty : Prisma.sql`AND l.at >= ${filter.from}`,
    filter.to === null ? Prisma.empty : Prisma.sql`AND l.at < ${filter.to}`,
    filter.after === null
      ? Prisma.empty
      : Prisma.sql`AND (l.at, l.id) < (SELECT at, id FROM audit_log WHERE id = ${filter.after}::uuid)`,
  ]
  // Names are looked up for the rows of the page only.
  const rows = await reader(ctx).$queryRaw<AuditRow[]>`
    SELECT l.id, l.at, l.action, l.actor_name AS "actorName", l.subject_type AS "subjectType",
           l.subject_id AS "subjectId", coalesce(p.display_name, c.number, m.number) AS "subjectLabel", l.unit_id AS "unitId", l.detail
      FROM (SELECT l.*, s.display_name AS actor_name
              FROM audit_log l LEFT JOIN staff s ON s.id = l.actor_id
             WHERE true ${Prisma.join(conditions, ' ')}
             ORDER BY l.at DESC, l.id DESC LIMIT ${AUDIT_PAGE_SIZE + 1}) l
      LEFT JOIN staff p ON p.id = CASE WHEN l.subject_type = 'staff' THEN l.subject_id::uuid END
      LEFT JOIN complaint c ON c.id = CASE WHEN l.subject_type = 'complaint' THEN l.subject_id::uuid END
      LEFT JOIN matter m ON m.id = CASE WHEN l.subject_type = ANY(${[...SUBJECT_TYPES]}) AND l.subject_type <> 'complaint'
                                        THEN l.subject_id::uuid END
     ORDER BY l.at DESC, l.id DESC`
  const shown = rows.slice(0, AUDIT_PAGE_SIZE)
  return { rows: shown, next: rows.length > AUDIT_PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null }
}

/** Kinds of actions that occur in the log, by a walk over distinct values. */
export async function auditActions(ctx: Ctx): Promise<string[]> {
  const rows = await reader(ctx).$queryRaw<{ action: string }[]>`
    SELECT DISTINCT action FROM (SELECT action FROM audit_log ORDER BY at DESC LIMIT 20000) recent ORDER BY action`
  return rows.map((row) => row.action)
}
