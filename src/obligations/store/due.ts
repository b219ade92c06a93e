import { insertsNotifications } from '@/notifications/store'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { KEPT } from '@/platform/db/kept'

/** Rows held by this transaction until it ends. */
export type Claim = {
  readonly count: number
  /** Where they lie, as the database writes an array: nothing moves a row that is locked. */
  readonly places: string
  readonly versionIds: readonly string[]
  readonly unitIds: readonly string[]
}

/** Claims due rows for this transaction; other workers skip them. Paused ones are ended case by case. */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<Claim | null> {
  const [claim] = await tx.$queryRaw<(Omit<Claim, 'places'> & { places: string | null })[]>`
    SELECT count(*)::int AS count, array_agg(ctid)::text AS places, array_agg(DISTINCT version_id) AS "versionIds",
           array_agg(DISTINCT unit_id) AS "unitIds"
    FROM (SELECT ctid, version_id, unit_id FROM obligation WHERE next_action_at <= ${now} AND state <> 'PAUSED'
          ORDER BY next_action_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) claimed`
  return claim && claim.places !== null ? { ...claim, places: claim.places } : null
}

/** The next cases, by their ids, with a pause that has reached its maximum. */
export async function pausesRunOut(tx: Tx, now: Date, after: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ subject_id: string }[]>`
    SELECT DISTINCT subject_id FROM obligation
    WHERE next_action_at <= ${now} AND state = 'PAUSED' AND subject_id > ${after}::uuid ORDER BY subject_id LIMIT ${limit}`
  return rows.map((row) => row.subject_id)
}

/** A step of a version's ladder: who is told, and the words of the notification that are the same for every case. */
export type LadderEntry = {
  readonly recipient: string
  readonly params: Readonly<Record<string, string>>
}

export type SweepPlan = {
  /** Steps of each version, by their place in its ladder. */
  readonly ladders: Readonly<Record<string, readonly LadderEntry[]>>
  /** Who is told in a unit when a step names a role, or an owner where there is none: `<recipient>@<unit id>`; nobody where it is missing. */
  readonly holders: Readonly<Record<string, readonly string[]>>
  /** First 15 characters of ids of this moment (UUIDv7). */
  readonly idPrefix: string
}

export type SweptCount = { readonly looked: number; readonly broken: number; readonly steps: number }

/**
 * Whether a breach, a step or a notification may be on record already (it is left as it is then). `never` spares two
 * look-ups for each row; where it is not true, the database refuses the statement with a unique violation.
 */
export type WrittenBefore = 'never' | 'perhaps'

/**
 * Does what `decideSweep` says to every claimed row, in one statement: a breach is dated at the deadline, whenever it is
 * noticed; each due step fires once, enters the history and tells the people it names; the next moment is set. A
 * property test holds this statement and the rule together (tests/worker/sweep-law.test.ts).
 */
export async function sweepClaimed(
  tx: Tx,
  claim: Claim,
  plan: SweepPlan,
  now: Date,
  written: WrittenBefore,
): Promise<SweptCount> {
  const [count] = await tx.$queryRaw<SweptCount[]>`${KEPT}
    WITH given AS MATERIALIZED (
      SELECT ${now}::timestamptz AS at, ${JSON.stringify(plan.ladders)}::jsonb AS ladders, ${JSON.stringify(plan.holders)}::jsonb AS holders,
             ${plan.idPrefix}::text AS id_prefix),
    decided AS MATERIALIZED (
      SELECT o.ctid AS place, o.id, o.version_id, o.subject_id, o.unit_id, o.state, o.due_at, o.fulfilled_at, o.step_ats, o.steps_fired,
             coalesce(o.state = 'OPEN' AND o.due_at < g.at, false) AS breaks,
             CASE WHEN o.state = 'OPEN' OR (o.state = 'BROKEN' AND o.fulfilled_at IS NULL)
               THEN coalesce((SELECT min(n) - 1 FROM generate_subscripts(o.step_ats, 1) n WHERE n > o.steps_fired AND o.step_ats[n] > g.at),
                             cardinality(o.step_ats))
               ELSE o.steps_fired END AS fired
      FROM given g, obligation o WHERE o.ctid = ANY(${claim.places}::tid[])),
    written AS (
      UPDATE obligation o SET
        state = CASE WHEN d.breaks THEN 'BROKEN' ELSE o.state END,
        broken_at = CASE WHEN d.breaks THEN o.due_at ELSE o.broken_at END,
        steps_fired = d.fired,
        next_action_at = CASE
          WHEN d.state = 'OPEN' AND NOT d.breaks AND d.due_at IS NOT NULL
            THEN least(d.step_ats[d.fired + 1], d.due_at + interval '1 millisecond')
          WHEN (d.state = 'BROKEN' OR d.breaks) AND d.fulfilled_at IS NULL AND d.due_at IS NOT NULL THEN d.step_ats[d.fired + 1] END
      FROM decided d WHERE o.ctid = d.place),
    fired AS (
      SELECT d.*, n AS step, d.step_ats[n + 1] AS step_at FROM decided d, generate_series(d.steps_fired, d.fired - 1) n),
    logged AS (
      INSERT INTO obligation_event (id, obligation_id, kind, step, due_at, at, detail)
      SELECT (g.id_prefix || lpad(to_hex(coalesce(e.step + 1, 0)), 3, '0') || substr(e.id::text, 19))::uuid,
        e.id, e.kind, e.step, e.due_at, g.at, '{}'
      FROM given g, (SELECT id, 'broken' AS kind, NULL::int AS step, due_at FROM decided WHERE breaks
                     UNION ALL SELECT id, 'step_fired', step, step_at FROM fired) e
      ${written === 'never' ? Prisma.empty : Prisma.sql`ON CONFLICT DO NOTHING`}),
    told AS (${insertsNotifications(written === 'perhaps')`
      SELECT (g.id_prefix || '000' || to_hex((hashtextextended(k.key, 0) & 4611686018427387903) | -9223372036854775808))::uuid,
        r.id, 'step', c.complaint_id, f.id,
        l.entry -> 'params' || jsonb_build_object('number', c.number,
          'dueAt', to_char(f.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')),
        g.at, k.key, c.matter_id
      FROM given g, fired f
      CROSS JOIN LATERAL (
        SELECT number, owner_id, first_owner_id, id AS complaint_id, NULL::uuid AS matter_id FROM complaint WHERE id = f.subject_id
        UNION ALL SELECT number, owner_id, first_owner_id, NULL, id FROM matter WHERE id = f.subject_id LIMIT 1) c
      CROSS JOIN LATERAL (SELECT g.ladders -> f.version_id::text -> f.step AS entry) l
      CROSS JOIN LATERAL (
        SELECT own.id FROM (SELECT CASE l.entry ->> 'recipient' WHEN 'owner' THEN c.owner_id WHEN 'first_owner' THEN c.first_owner_id END AS id) own
        WHERE own.id IS NOT NULL
        UNION ALL SELECT jsonb_array_elements_text(g.holders -> ((l.entry ->> 'recipient') || '@' || f.unit_id))::uuid
        WHERE CASE l.entry ->> 'recipient' WHEN 'owner' THEN c.owner_id WHEN 'first_owner' THEN c.first_owner_id END IS NULL) r
      CROSS JOIN LATERAL (SELECT 'step/' || f.id || '/' || r.id || '/' || f.step AS key OFFSET 0) k`})
    SELECT count(*)::int AS looked, (count(*) FILTER (WHERE breaks))::int AS broken, coalesce(sum(fired - steps_fired), 0)::int AS steps FROM decided`
  if (count?.looked !== claim.count)
    throw new Error(`${claim.count} obligations are claimed, ${count?.looked} were found`)
  return count
}

/** The next moment the worker has something to do; null: nothing is owed anywhere. */
export async function nextMoment(tx: Tx): Promise<Date | null> {
  const [row] = await tx.$queryRaw<
    { at: Date | null }[]
  >`SELECT min(next_action_at) AS at FROM obligation WHERE next_action_at IS NOT NULL`
  return row?.at ?? null
}

export type LadderHolder = { readonly staffId: string; readonly role: string; readonly unitPath: string }

/** Everybody who can be named by a ladder: role, and the path of the unit it is held at. */
export async function ladderHolders(tx: Tx): Promise<LadderHolder[]> {
  return tx.$queryRaw<LadderHolder[]>`
    SELECT a.staff_id AS "staffId", a.role, u.path::text AS "unitPath"
    FROM role_assignment a JOIN org_unit u ON u.id = a.unit_id JOIN staff s ON s.id = a.staff_id
    WHERE a.ended_at IS NULL AND s.closed_at IS NULL AND a.role IN ('hall_manager','branch_manager','quality_officer','executive')
    ORDER BY s.username`
}
