import type { FactType, SubjectType } from '@/kernel/fact-types'
import { newId } from '@/kernel/ids'
import { type Refusal, RefusedError } from '@/kernel/result'
import { actorId, type Ctx, reader, type TxCtx } from '@/platform/context'
import { KEPT } from '@/platform/db/kept'
import type { RowsInsert } from '@/platform/db/rows-insert'
import { closedGates, type GateVerdict } from '../rules/gates-in-force'
import { judge } from '../rules/judge'
import type { EngineConfig, FactRecord, JudgedObligation } from '../rules/types'
import { engineConfig } from '../store/config'
import { type FactRow, factInsert, factRecordOf, factsOf, insertFacts } from '../store/facts'
import { lockObligations, projectNextDue, type StoredObligation } from '../store/obligations'
import { newSubjectInserts, persistJudgements, type SubjectJudgement } from './persist'

export type Subject = { readonly type: SubjectType; readonly id: string }

export type NewFact = {
  readonly type: FactType
  readonly subject: Subject
  readonly unitId: string
  /** When it happened in the world; never after it is recorded. */
  readonly occurredAt: Date
  readonly attrs: Readonly<Record<string, unknown>>
  readonly source?: 'live' | 'import' | 'system'
  readonly idempotencyKey?: string
}

export type Recorded = {
  readonly recordedAt: Date
  readonly obligations: readonly JudgedObligation[]
  /** Earliest deadline still owed; null: none with a time. */
  readonly nextDueAt: Date | null
}

/** Takes the row lock of the case or matter: the first thing every use case on an existing case does, before it asks the clock. */
export async function lockSubject(ctx: TxCtx, subject: Subject): Promise<void> {
  if (subject.type === 'complaint')
    await ctx.tx.$queryRaw`${KEPT} SELECT id FROM complaint WHERE id = ${subject.id}::uuid FOR UPDATE`
  else await ctx.tx.$queryRaw`${KEPT} SELECT id FROM matter WHERE id = ${subject.id}::uuid FOR UPDATE`
}

/**
 * Puts facts of one subject on record, judges what is owed and writes it, all in the caller's transaction.
 * @throws RefusedError `gate_missing` when a gate in force refuses one of the actions
 */
export async function recordFacts(ctx: TxCtx, facts: readonly NewFact[]): Promise<Recorded> {
  const subject = subjectOf(facts)
  const config = await engineConfig(ctx)
  const stored = await lockObligations(ctx.tx, [subject.id])
  const known = (await factsOf(ctx.tx, [subject.id])).get(subject.id) ?? []
  const recordedAt = recordingTime(ctx, stored, facts)
  const { rows, judged } = judgeWith(ctx, config, known, facts, recordedAt)
  await insertFacts(ctx.tx, rows)
  await persistJudgements(ctx.tx, [{ subject, judged }], stored, recordedAt)
  await projectNextDue(ctx.tx, [subject.id])
  return { recordedAt, obligations: judged, nextDueAt: nextDueOf(judged) }
}

/** A new subject's facts and what it owes, judged but not written. */
export type Opening = Recorded & {
  /**
   * Statements that write facts and obligations, for the `WITH` of the one statement that inserts the subject: all of
   * it holds or nothing, in a single round trip. The subject's row takes `nextDueAt` itself.
   */
  readonly inserts: readonly RowsInsert[]
}

/**
 * Judges the first facts of a subject that is about to be written.
 * @throws RefusedError `gate_missing` as `recordFacts`
 */
export async function openSubject(ctx: Ctx, facts: readonly NewFact[]): Promise<Opening> {
  const subject = subjectOf(facts)
  const config = await engineConfig(ctx)
  const recordedAt = recordingTime(ctx, [], facts)
  const { rows, judged } = judgeWith(ctx, config, [], facts, recordedAt)
  return {
    recordedAt,
    obligations: judged,
    nextDueAt: nextDueOf(judged),
    inserts: [factInsert(rows), ...newSubjectInserts({ subject, judged }, recordedAt)],
  }
}

function subjectOf(facts: readonly NewFact[]): Subject {
  const subject = facts[0]?.subject
  if (!subject) throw new Error('at least one fact is needed')
  return subject
}

/** What all facts together come to, after the gates have let the new ones pass. */
function judgeWith(
  ctx: Ctx,
  config: EngineConfig,
  known: readonly FactRecord[],
  facts: readonly NewFact[],
  recordedAt: Date,
): { rows: readonly FactRow[]; judged: readonly JudgedObligation[] } {
  const rows = facts.map((fact) => toRow(ctx, fact, recordedAt))
  const all: FactRecord[] = [...known]
  for (const row of rows) {
    const record = factRecordOf(row)
    if (row.source !== 'import')
      refuseAtGate(
        ctx,
        closedGates(all, row.type, config, record.occurredAtMs, record),
        row,
        config.unit(row.unitId).path,
      )
    all.push(record)
  }
  return { rows, judged: judge(all, config, recordedAt.getTime()) }
}

/** What many new subjects owe, by subject; the caller writes `next_due_at` from it. */
export type BulkRecorded = ReadonlyMap<
  string,
  { readonly nextDueAt: Date | null; readonly obligations: number }
>

/** Facts of many new subjects at once, for imports: three statements however many there are. */
export async function recordFactsBulk(
  ctx: TxCtx,
  subjects: readonly { readonly facts: readonly NewFact[] }[],
): Promise<BulkRecorded> {
  const config = await engineConfig(ctx)
  const recordedAt = ctx.clock()
  const rows: FactRow[] = []
  const judgements = subjects.map(({ facts }) => {
    const own = facts.map((fact) => toRow(ctx, fact, recordedAt))
    rows.push(...own)
    return {
      subject: facts[0]!.subject,
      judged: judge(own.map(factRecordOf), config, recordedAt.getTime()),
    }
  })
  await insertFacts(ctx.tx, rows)
  await persistJudgements(ctx.tx, judgements, [], recordedAt)
  return new Map(
    judgements.map(({ subject, judged }) => [
      subject.id,
      { nextDueAt: nextDueOf(judged), obligations: judged.length },
    ]),
  )
}

export type RecordedMany = {
  readonly recordedAt: Date
  /** Subjects whose facts a gate refused; nothing of theirs was written. */
  readonly refused: ReadonlyMap<string, Refusal>
}

/**
 * Facts of many subjects, new or known, in a handful of statements however many there are. A subject that a gate refuses
 * is left out and told, the others go on. The caller holds the subjects' row locks.
 */
export async function recordFactsOfMany(
  ctx: TxCtx,
  subjects: readonly { readonly facts: readonly NewFact[] }[],
): Promise<RecordedMany> {
  const config = await engineConfig(ctx)
  const ids = subjects.map(({ facts }) => subjectOf(facts).id)
  const stored = await lockObligations(ctx.tx, ids)
  const known = await factsOf(ctx.tx, ids)
  const recordedAt = recordingTime(
    ctx,
    stored,
    subjects.flatMap(({ facts }) => facts),
  )
  const refused = new Map<string, Refusal>()
  const rows: FactRow[] = []
  const judgements: SubjectJudgement[] = []
  for (const { facts } of subjects) {
    const subject = subjectOf(facts)
    try {
      const one = judgeWith(ctx, config, known.get(subject.id) ?? [], facts, recordedAt)
      rows.push(...one.rows)
      judgements.push({ subject, judged: one.judged })
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error
      refused.set(subject.id, error.refusal)
    }
  }
  await insertFacts(ctx.tx, rows)
  await persistJudgements(ctx.tx, judgements, stored, recordedAt)
  await projectNextDue(
    ctx.tx,
    judgements.map(({ subject }) => subject.id),
  )
  return { recordedAt, refused }
}

/** Earliest deadline among what is still owed: running, or broken and nobody has fulfilled it. */
export function nextDueOf(judged: readonly JudgedObligation[]): Date | null {
  let earliest: number | null = null
  for (const { state, dueAtMs, fulfilledAtMs } of judged) {
    const owed = state === 'OPEN' || (state === 'BROKEN' && fulfilledAtMs === null)
    if (owed && dueAtMs !== null && (earliest === null || dueAtMs < earliest)) earliest = dueAtMs
  }
  return earliest === null ? null : new Date(earliest)
}

export type GatePreview = {
  readonly commitmentCode: string
  readonly versionId: string
  /** Place of the gate among the rules of its version. */
  readonly ruleIndex: number
  readonly missing: readonly FactType[]
  readonly overrideBy: string | null
}

/** Gates that would refuse an action on a case now, with what is missing, so that the screen can say so before the click. */
export async function previewGates(
  ctx: Ctx,
  subject: Subject,
  action: FactType,
  hypotheticalFacts: readonly NewFact[] = [],
): Promise<readonly GatePreview[]> {
  return (await previewGatesOf(ctx, subject, [action], hypotheticalFacts)).get(action) ?? []
}

/** As `previewGates`, for several actions; the facts are read once. */
export async function previewGatesOf(
  ctx: Ctx,
  subject: Subject,
  actions: readonly FactType[],
  hypotheticalFacts: readonly NewFact[] = [],
): Promise<ReadonlyMap<FactType, readonly GatePreview[]>> {
  const config = await engineConfig(ctx)
  const now = ctx.clock()
  const known = (await factsOf(reader(ctx), [subject.id])).get(subject.id) ?? []
  const facts = [...known, ...hypotheticalFacts.map((fact) => factRecordOf(toRow(ctx, fact, now)))]
  const refusing = (action: FactType) =>
    closedGates(facts, action, config, now.getTime()).filter(({ ifMissing }) => ifMissing === 'refuse')
  return new Map(actions.map((action) => [action, refusing(action).map(previewOf)]))
}

const previewOf = ({ version, ruleIndex, overrideBy, missing }: GateVerdict): GatePreview => ({
  commitmentCode: version.commitmentCode,
  versionId: version.versionId,
  ruleIndex,
  missing: missing as FactType[],
  overrideBy,
})

/**
 * The moment facts go on record: after the locks are held, and after any breach that is already written down, so that a
 * clerk and the worker at the deadline never disagree.
 */
function recordingTime(ctx: Ctx, stored: readonly StoredObligation[], facts: readonly NewFact[]): Date {
  let atMs = ctx.clock().getTime()
  for (const { brokenAt } of stored) if (brokenAt) atMs = Math.max(atMs, brokenAt.getTime() + 1)
  for (const { occurredAt } of facts) atMs = Math.max(atMs, occurredAt.getTime())
  return new Date(atMs)
}

function toRow(ctx: Ctx, fact: NewFact, recordedAt: Date): FactRow {
  return {
    id: newId(recordedAt.getTime()),
    type: fact.type,
    subjectType: fact.subject.type,
    subjectId: fact.subject.id,
    unitId: fact.unitId,
    occurredAt: fact.occurredAt,
    recordedAt,
    actorId: actorId(ctx),
    source: fact.source ?? (ctx.actor.kind === 'staff' ? 'live' : 'system'),
    attrs: fact.attrs,
    idempotencyKey: fact.idempotencyKey ?? null,
  }
}

function refuseAtGate(ctx: Ctx, verdicts: readonly GateVerdict[], fact: FactRow, unitPath: string): void {
  for (const { rule, version, missing, ifMissing, overrideBy } of verdicts) {
    if (ifMissing !== 'refuse') continue
    // An event the billing system tells of afterwards has happened; it is put on record as the breach it is.
    if (rule.kind === 'advance_notice' && fact.source !== 'live') continue
    if (
      overrideBy !== null &&
      typeof fact.attrs.overrideReason === 'string' &&
      holdsRole(ctx, overrideBy, unitPath)
    )
      continue
    throw new RefusedError({
      code: 'gate_missing',
      params: { action: fact.type, missing: missing.join(','), commitment: version.commitmentCode },
    })
  }
}

function holdsRole(ctx: Ctx, role: string, unitPath: string): boolean {
  if (ctx.actor.kind === 'system') return true
  return ctx.actor.grants.some(
    (grant) =>
      grant.role === role && (unitPath === grant.unitPath || unitPath.startsWith(`${grant.unitPath}.`)),
  )
}
