import type { SubjectType } from '@/kernel/fact-types'
import { idOfName } from '@/kernel/ids'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { keptForOne } from '@/platform/db/kept'
import type { RowsInsert } from '@/platform/db/rows-insert'
import { nextActionAt } from '../rules/sweep'
import type { JudgedObligation, MeasuredKind, ObligationStateName } from '../rules/types'

/** An obligation as it is stored. */
export type StoredObligation = {
  readonly id: string
  readonly subjectType: SubjectType
  readonly subjectId: string
  readonly versionId: string
  readonly commitmentId: string
  readonly ruleIndex: number
  readonly ruleKind: MeasuredKind
  readonly cycle: number
  readonly unitId: string
  readonly state: ObligationStateName
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly pausedMs: number
  readonly brokenAt: Date | null
  readonly fulfilledAt: Date | null
  readonly waivedAt: Date | null
  readonly calendarVersionId: string | null
  readonly provisional: boolean
  readonly stepAts: readonly Date[]
  readonly stepsFired: number
  readonly nextActionAt: Date | null
}

type Row = Omit<StoredObligation, 'pausedMs'> & { pausedMs: bigint }

const COLUMNS = Prisma.sql`
  id, subject_type AS "subjectType", subject_id AS "subjectId", version_id AS "versionId", commitment_id AS "commitmentId", rule_index AS "ruleIndex",
  rule_kind AS "ruleKind", cycle, unit_id AS "unitId", state, started_at AS "startedAt", due_at AS "dueAt", paused_ms AS "pausedMs",
  broken_at AS "brokenAt", fulfilled_at AS "fulfilledAt", waived_at AS "waivedAt", calendar_version_id AS "calendarVersionId",
  provisional, step_ats AS "stepAts", steps_fired AS "stepsFired", next_action_at AS "nextActionAt"`

const stored = (rows: readonly Row[]): StoredObligation[] =>
  rows.map((row) => ({ ...row, pausedMs: Number(row.pausedMs) }))

/** Locks and reads what is owed on the subjects; writers of the same subject wait here for one another. */
export const lockObligations = async (tx: Tx, subjectIds: readonly string[]): Promise<StoredObligation[]> =>
  stored(
    await tx.$queryRaw<Row[]>`${keptForOne(subjectIds)}
      SELECT ${COLUMNS} FROM obligation WHERE subject_id = ANY(${[...subjectIds]}::uuid[]) ORDER BY id FOR UPDATE`,
  )

/** What is owed on the subjects, without locking it. */
export const obligationsOfSubjects = async (
  tx: Tx,
  subjectIds: readonly string[],
): Promise<StoredObligation[]> =>
  stored(
    await tx.$queryRaw<
      Row[]
    >`SELECT ${COLUMNS} FROM obligation WHERE subject_id = ANY(${[...subjectIds]}::uuid[])`,
  )

/** The same obligation always has the same id, also after a rebuild. */
export const obligationId = (
  subjectId: string,
  judged: Pick<JudgedObligation, 'versionId' | 'ruleIndex' | 'cycle'>,
): string => idOfName(`${subjectId}/${judged.versionId}/${judged.ruleIndex}/${judged.cycle}`)

export type ObligationWrite = {
  readonly id: string
  readonly subject: { readonly type: SubjectType; readonly id: string }
  readonly judged: JudgedObligation
  readonly stepsFired: number
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

function toJson({ id, subject, judged, stepsFired }: ObligationWrite): Record<string, unknown> {
  return {
    id,
    subject_type: subject.type,
    subject_id: subject.id,
    version_id: judged.versionId,
    commitment_id: judged.commitmentId,
    rule_index: judged.ruleIndex,
    rule_kind: judged.ruleKind,
    cycle: judged.cycle,
    unit_id: judged.unitId,
    state: judged.state,
    started_at: iso(judged.startedAtMs),
    started_on: judged.startedOn,
    due_at: iso(judged.dueAtMs),
    paused_ms: judged.pausedMs,
    broken_at: iso(judged.brokenAtMs),
    fulfilled_at: iso(judged.fulfilledAtMs),
    waived_at: iso(judged.waivedAtMs),
    calendar_version_id: judged.calendarVersionId,
    provisional: judged.provisional,
    step_ats: judged.stepAtsMs.map(iso),
    steps_fired: stepsFired,
    next_action_at: iso(nextActionAt(judged, stepsFired)),
  }
}

/** Writes new obligations of any number of subjects in one statement. */
export async function insertObligations(tx: Tx, writes: readonly ObligationWrite[]): Promise<void> {
  if (writes.length === 0) return
  const { sql, rows } = obligationInsert(writes)
  await tx.$executeRawUnsafe(sql('$1'), rows)
}

/** The statement `insertObligations` runs. */
export const obligationInsert = (writes: readonly ObligationWrite[]): RowsInsert => ({
  table: 'obligation',
  sql: obligationSql,
  rows: JSON.stringify(writes.map(toJson)),
})

const obligationSql = (rows: string) => `
    INSERT INTO obligation (id, version_id, commitment_id, rule_index, rule_kind, subject_type, subject_id, cycle, unit_id, state, started_at,
      started_on, due_at, paused_ms, broken_at, fulfilled_at, waived_at, calendar_version_id, provisional, step_ats, steps_fired, next_action_at)
    SELECT id, version_id, commitment_id, rule_index, rule_kind, subject_type, subject_id, cycle, unit_id, state, started_at,
      started_on, due_at, paused_ms, broken_at, fulfilled_at, waived_at, calendar_version_id, provisional, step_ats, steps_fired, next_action_at
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(
      id uuid, version_id uuid, commitment_id uuid, rule_index smallint, rule_kind text, subject_type text, subject_id uuid, cycle smallint, unit_id uuid, state text,
      started_at timestamptz, started_on date, due_at timestamptz, paused_ms bigint, broken_at timestamptz, fulfilled_at timestamptz,
      waived_at timestamptz, calendar_version_id uuid, provisional boolean, step_ats timestamptz[], steps_fired smallint, next_action_at timestamptz)`

/** Writes what changed of existing obligations in one statement. */
export async function updateObligations(tx: Tx, writes: readonly ObligationWrite[]): Promise<void> {
  if (writes.length === 0) return
  await tx.$executeRaw`
    UPDATE obligation o SET unit_id = x.unit_id, state = x.state, due_at = x.due_at, paused_ms = x.paused_ms, broken_at = x.broken_at,
      fulfilled_at = x.fulfilled_at, waived_at = x.waived_at, calendar_version_id = x.calendar_version_id, provisional = x.provisional,
      step_ats = x.step_ats, steps_fired = x.steps_fired, next_action_at = x.next_action_at
    FROM jsonb_to_recordset(${JSON.stringify(writes.map(toJson))}::jsonb) AS x(
      id uuid, unit_id uuid, state text, due_at timestamptz, paused_ms bigint, broken_at timestamptz, fulfilled_at timestamptz,
      waived_at timestamptz, calendar_version_id uuid, provisional boolean, step_ats timestamptz[], steps_fired smallint, next_action_at timestamptz)
    WHERE o.id = x.id`
}

export type ObligationEventRow = {
  readonly id: string
  readonly obligationId: string
  readonly kind: 'broken' | 'step_fired' | 'recomputed' | 'waived' | 'voided'
  readonly step: number | null
  readonly dueAt: Date
  readonly at: Date
  readonly detail: Readonly<Record<string, unknown>>
}

/** History rows; a breach or a step that is already written is left as it is. */
export async function insertObligationEvents(tx: Tx, events: readonly ObligationEventRow[]): Promise<void> {
  if (events.length === 0) return
  const { sql, rows } = obligationEventInsert(events)
  await tx.$executeRawUnsafe(sql('$1'), rows)
}

/** The statement `insertObligationEvents` runs. */
export const obligationEventInsert = (events: readonly ObligationEventRow[]): RowsInsert => ({
  table: 'obligation_event',
  sql: obligationEventSql,
  rows: JSON.stringify(events),
})

const obligationEventSql = (rows: string) => `
    INSERT INTO obligation_event (id, obligation_id, kind, step, due_at, at, detail)
    SELECT id, "obligationId", kind, step, "dueAt", at, detail
    FROM jsonb_to_recordset(${rows}::jsonb)
      AS x(id uuid, "obligationId" uuid, kind text, step smallint, "dueAt" timestamptz, at timestamptz, detail jsonb)
    ON CONFLICT DO NOTHING`

/**
 * The earliest deadline still owed becomes the `next_due_at` of the case or matter, by which work lists sort. An overdue
 * promise nobody has fulfilled stays the most urgent one.
 */
export async function projectNextDue(tx: Tx, subjectIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`${keptForOne(subjectIds)}
    WITH d AS MATERIALIZED (
      SELECT s.id, min(o.due_at) FILTER (WHERE o.state = 'OPEN' OR (o.state = 'BROKEN' AND o.fulfilled_at IS NULL)) AS due
      FROM unnest(${[...subjectIds]}::uuid[]) AS s(id) LEFT JOIN obligation o ON o.subject_id = s.id GROUP BY s.id),
    matters AS (
      UPDATE matter m SET next_due_at = d.due FROM d WHERE m.id = d.id AND m.next_due_at IS DISTINCT FROM d.due)
    UPDATE complaint c SET next_due_at = d.due FROM d WHERE c.id = d.id AND c.next_due_at IS DISTINCT FROM d.due`
}
