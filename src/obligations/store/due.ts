import type { Tx } from '@/platform/context'
import { KEPT } from '@/platform/db/kept'
import type { DueRow } from '../rules/sweep'
import type { ObligationStateName } from '../rules/types'

/** An obligation whose next moment has come, with the people its ladder names. */
export type ClaimedRow = DueRow & {
  readonly id: string
  readonly versionId: string
  readonly subjectId: string
  readonly unitId: string
  readonly complaintNumber: string
  readonly ownerId: string
  readonly firstOwnerId: string
}

type Row = {
  id: string
  version_id: string
  subject_id: string
  unit_id: string
  state: ObligationStateName
  due_at: Date | null
  fulfilled_at: Date | null
  step_ats: Date[]
  steps_fired: number
  number: string
  owner_id: string
  first_owner_id: string
}

/** Claims due rows for this transaction; other workers skip them. Paused ones are claimed case by case. */
export async function claimDue(tx: Tx, now: Date, limit: number): Promise<ClaimedRow[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT o.id, o.version_id, o.subject_id, o.unit_id, o.state, o.due_at, o.fulfilled_at, o.step_ats, o.steps_fired,
           c.number, c.owner_id, c.first_owner_id
    FROM (SELECT * FROM obligation WHERE next_action_at <= ${now} AND state <> 'PAUSED'
          ORDER BY next_action_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) o
    JOIN complaint c ON c.id = o.subject_id`
  return rows.map((row) => ({
    id: row.id,
    versionId: row.version_id,
    subjectId: row.subject_id,
    unitId: row.unit_id,
    state: row.state,
    dueAtMs: row.due_at?.getTime() ?? null,
    fulfilledAtMs: row.fulfilled_at?.getTime() ?? null,
    stepAtsMs: row.step_ats.map((step) => step.getTime()),
    stepsFired: row.steps_fired,
    complaintNumber: row.number,
    ownerId: row.owner_id,
    firstOwnerId: row.first_owner_id,
  }))
}

/** The next cases, by their ids, with a pause that has reached its maximum. */
export async function pausesRunOut(tx: Tx, now: Date, after: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ subject_id: string }[]>`
    SELECT DISTINCT subject_id FROM obligation
    WHERE next_action_at <= ${now} AND state = 'PAUSED' AND subject_id > ${after}::uuid ORDER BY subject_id LIMIT ${limit}`
  return rows.map((row) => row.subject_id)
}

export type SweptRow = {
  readonly id: string
  readonly breaks: boolean
  readonly stepsFired: number
  readonly nextActionAt: Date | null
}

/** Writes what a sweep decided; a breach is dated at the deadline, whenever it is noticed. */
export async function updateSwept(tx: Tx, rows: readonly SweptRow[]): Promise<void> {
  await tx.$executeRaw`${KEPT}
    UPDATE obligation o SET
      state = CASE WHEN x.breaks THEN 'BROKEN' ELSE o.state END,
      broken_at = CASE WHEN x.breaks THEN o.due_at ELSE o.broken_at END,
      steps_fired = x.steps_fired, next_action_at = x.next_action_at
    FROM unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.breaks)}::boolean[],
      ${rows.map((row) => row.stepsFired)}::smallint[], ${rows.map((row) => row.nextActionAt)}::timestamptz[])
      AS x(id, breaks, steps_fired, next_action_at)
    WHERE o.id = x.id`
}

/** A breach (`step` null) or a ladder step fired. */
export type SweptEvent = {
  readonly id: string
  readonly obligationId: string
  readonly step: number | null
  readonly dueAt: Date
}

/** History of a sweep; what is already written is left as it is. */
export async function insertSweptEvents(tx: Tx, events: readonly SweptEvent[], at: Date): Promise<void> {
  if (events.length === 0) return
  await tx.$executeRaw`${KEPT}
    INSERT INTO obligation_event (id, obligation_id, kind, step, due_at, at, detail)
    SELECT id, obligation_id, CASE WHEN step IS NULL THEN 'broken' ELSE 'step_fired' END, step, due_at, ${at}, '{}'
    FROM unnest(${events.map((event) => event.id)}::uuid[], ${events.map((event) => event.obligationId)}::uuid[],
      ${events.map((event) => event.step)}::smallint[], ${events.map((event) => event.dueAt)}::timestamptz[])
      AS x(id, obligation_id, step, due_at)
    ON CONFLICT DO NOTHING`
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
