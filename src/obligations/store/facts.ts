import type { Tx } from '@/platform/context'
import { keptForOne, keptText } from '@/platform/db/kept'
import type { RowsInsert } from '@/platform/db/rows-insert'
import type { FactRecord } from '../rules/types'

export type FactRow = {
  readonly id: string
  readonly type: string
  readonly subjectType: string
  readonly subjectId: string
  readonly unitId: string
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly actorId: string | null
  readonly source: 'live' | 'import' | 'system'
  readonly attrs: Readonly<Record<string, unknown>>
  readonly idempotencyKey: string | null
}

/** Writes facts of any number of subjects in one statement. */
export async function insertFacts(tx: Tx, facts: readonly FactRow[]): Promise<void> {
  if (facts.length === 0) return
  const { sql, rows } = factInsert(facts)
  await tx.$executeRawUnsafe(keptText(sql('$1')), rows)
}

/** The statement `insertFacts` runs. */
export const factInsert = (facts: readonly FactRow[]): RowsInsert => ({
  table: 'fact',
  sql: factSql,
  rows: JSON.stringify(facts.map((fact, position) => ({ ...fact, position }))),
})

const factSql = (rows: string) => `
    INSERT INTO fact (id, type, subject_type, subject_id, unit_id, occurred_at, recorded_at, actor_id, source, attrs, idempotency_key)
    SELECT id, type, "subjectType", "subjectId", "unitId", "occurredAt", "recordedAt", "actorId", source, attrs, "idempotencyKey"
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(
      id uuid, type text, "subjectType" text, "subjectId" uuid, "unitId" uuid, "occurredAt" timestamptz, "recordedAt" timestamptz,
      "actorId" uuid, source text, attrs jsonb, "idempotencyKey" text, position int)
    ORDER BY position`

type StoredFact = {
  subject_id: string
  type: string
  occurred_at: Date
  recorded_at: Date
  actor_id: string | null
  unit_id: string
  source: FactRecord['source']
  attrs: Record<string, unknown>
}

export const factRecordOf = (row: FactRow): FactRecord => ({
  type: row.type,
  occurredAtMs: row.occurredAt.getTime(),
  recordedAtMs: row.recordedAt.getTime(),
  actorId: row.actorId,
  unitId: row.unitId,
  source: row.source,
  attrs: row.attrs,
})

/** Facts of the subjects in the order they were recorded. */
export async function factsOf(tx: Tx, subjectIds: readonly string[]): Promise<Map<string, FactRecord[]>> {
  const rows = await tx.$queryRaw<StoredFact[]>`${keptForOne(subjectIds)}
    SELECT subject_id, type, occurred_at, recorded_at, actor_id, unit_id, source, attrs
    FROM fact WHERE subject_id = ANY(${[...subjectIds]}::uuid[]) ORDER BY subject_id, seq`
  const bySubject = new Map<string, FactRecord[]>()
  for (const row of rows) {
    const list = bySubject.get(row.subject_id) ?? []
    list.push({
      type: row.type,
      occurredAtMs: row.occurred_at.getTime(),
      recordedAtMs: row.recorded_at.getTime(),
      actorId: row.actor_id,
      unitId: row.unit_id,
      source: row.source,
      attrs: row.attrs,
    })
    bySubject.set(row.subject_id, list)
  }
  return bySubject
}
