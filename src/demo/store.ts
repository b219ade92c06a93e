import type { SubjectType } from '@/kernel/fact-types'
import { type Ctx, reader } from '@/platform/context'

/** When anything about subjects of these types was last put on record; null: never. */
export async function lastRecorded(ctx: Ctx, subjectTypes: readonly SubjectType[]): Promise<Date | null> {
  const [row] = await reader(ctx).$queryRaw<{ at: Date }[]>`
    SELECT recorded_at AS at FROM fact WHERE subject_type = ANY(${[...subjectTypes]}::text[]) ORDER BY seq DESC LIMIT 1`
  return row?.at ?? null
}

/** Number of open cases due between now and `withinMs` later. */
export async function dueWithin(ctx: Ctx, now: Date, withinMs: number): Promise<number> {
  const [row] = await reader(ctx).$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM complaint
    WHERE status <> 'closed' AND next_due_at > ${now} AND next_due_at <= ${new Date(now.getTime() + withinMs)}`
  return row?.n ?? 0
}

export type OpenCase = {
  readonly id: string
  readonly revision: number
  readonly ownerId: string
  readonly kind: string
  readonly isNetwork: boolean
  readonly place: string | null
  readonly unitPath: string
  readonly receivedAtMs: number
  /** Steps that are behind it already. */
  readonly done: ReadonlySet<string>
}

type Row = {
  id: string
  revision: number
  owner_id: string
  kind: string
  class_code: string
  place: string | null
  path: string
  received_at: Date
  contacted_at: Date | null
  replied_at: Date | null
  solved_at: Date | null
  routed_network_at: Date | null
}

/** Cases nobody has closed, with what was done so far. Paused ones wait for their customer. */
export async function openCases(ctx: Ctx): Promise<OpenCase[]> {
  const rows = await reader(ctx).$queryRaw<Row[]>`
    SELECT c.id, c.revision, c.owner_id, c.kind, c.class_code, c.place, u.path::text AS path, c.received_at, c.contacted_at, c.replied_at,
           c.solved_at, c.routed_network_at
    FROM complaint c JOIN org_unit u ON u.id = c.unit_id JOIN staff s ON s.id = c.owner_id
    WHERE c.status = 'open' AND s.closed_at IS NULL AND c.received_at > ${ctx.clock()}::timestamptz - interval '45 days'`
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    ownerId: row.owner_id,
    kind: row.kind,
    isNetwork: row.class_code.startsWith('network'),
    place: row.place,
    unitPath: row.path,
    receivedAtMs: row.received_at.getTime(),
    done: new Set([
      ...(row.contacted_at ? ['contact'] : []),
      ...(row.replied_at ? ['reply'] : []),
      ...(row.solved_at ? ['solve', 'visit'] : []),
      ...(row.routed_network_at ? ['route'] : []),
    ]),
  }))
}

/** Drafts of a programme's commitments with these codes. */
export function draftsOf(ctx: Ctx, programmeId: string, codes: readonly string[]): Promise<{ id: string }[]> {
  return reader(ctx).$queryRaw`
    SELECT v.id FROM commitment_version v JOIN commitment c ON c.id = v.commitment_id
    WHERE c.programme_id = ${programmeId}::uuid AND c.code = ANY(${[...codes]}) AND v.status = 'draft'`
}

/** The programme that was started from a published one, with the codes of its commitments; null when there is none. */
export async function programmeWith(
  ctx: Ctx,
  seedCode: string,
): Promise<{ readonly id: string; readonly codes: readonly string[] } | null> {
  const [row] = await reader(ctx).$queryRaw<{ id: string; codes: string[] }[]>`
    SELECT p.id, coalesce(array_agg(c.code) FILTER (WHERE c.code IS NOT NULL), '{}') AS codes
    FROM programme p LEFT JOIN commitment c ON c.programme_id = p.id WHERE p.seed_code = ${seedCode} GROUP BY p.id LIMIT 1`
  return row ?? null
}
