import type { Source } from '@/commitments/rules/rule'
import { sourceSchema } from '@/commitments/schema'
import type { SubjectType } from '@/kernel/fact-types'
import type { Tx } from '@/platform/context'
import type { MeasuredKind, ObligationStateName } from '../rules/types'

export type ObligationRow = {
  readonly id: string
  readonly versionId: string
  readonly commitmentId: string
  readonly commitmentCode: string
  readonly programmeKind: 'promise' | 'law'
  readonly ruleIndex: number
  readonly ruleKind: MeasuredKind
  readonly cycle: number
  readonly subjectType: SubjectType
  readonly subjectId: string
  readonly unitId: string
  readonly state: ObligationStateName
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly brokenAt: Date | null
  readonly fulfilledAt: Date | null
  readonly waivedAt: Date | null
  readonly provisional: boolean
  readonly stepAts: readonly Date[]
  readonly stepsFired: number
}

/** Everything owed on a case: what runs out first comes first, what is done comes last. */
export function obligationsOfSubject(tx: Tx, subjectId: string): Promise<ObligationRow[]> {
  return tx.$queryRaw<ObligationRow[]>`
    SELECT o.id, o.version_id AS "versionId", o.commitment_id AS "commitmentId", k.code AS "commitmentCode", p.kind AS "programmeKind",
           o.rule_index AS "ruleIndex", o.rule_kind AS "ruleKind", o.cycle, o.subject_type AS "subjectType", o.subject_id AS "subjectId", o.unit_id AS "unitId", o.state,
           o.started_at AS "startedAt", o.due_at AS "dueAt", o.broken_at AS "brokenAt", o.fulfilled_at AS "fulfilledAt",
           o.waived_at AS "waivedAt", o.provisional, o.step_ats AS "stepAts", o.steps_fired AS "stepsFired"
    FROM obligation o JOIN commitment k ON k.id = o.commitment_id JOIN programme p ON p.id = k.programme_id
    WHERE o.subject_id = ${subjectId}::uuid
    ORDER BY (o.fulfilled_at IS NOT NULL OR o.state IN ('KEPT','WAIVED','VOID')), o.due_at NULLS LAST, k.code, o.rule_index, o.cycle`
}

export async function obligationById(tx: Tx, id: string): Promise<ObligationRow | null> {
  const [row] = await tx.$queryRaw<
    { subject_id: string }[]
  >`SELECT subject_id FROM obligation WHERE id = ${id}::uuid`
  if (!row) return null
  return (await obligationsOfSubject(tx, row.subject_id)).find((candidate) => candidate.id === id) ?? null
}

export type ObligationHistory = {
  readonly obligationId: string
  readonly kind: string
  readonly step: number | null
  readonly dueAt: Date
  readonly at: Date
  readonly detail: Record<string, unknown>
}

/** Breaches noticed, steps fired and re-computations of a case, in order. */
export function historyOfSubject(tx: Tx, subjectId: string): Promise<ObligationHistory[]> {
  return tx.$queryRaw<ObligationHistory[]>`
    SELECT e.obligation_id AS "obligationId", e.kind, e.step, e.due_at AS "dueAt", e.at, e.detail
    FROM obligation_event e JOIN obligation o ON o.id = e.obligation_id
    WHERE o.subject_id = ${subjectId}::uuid ORDER BY e.at, e.id`
}

/** The article or paper behind a version; null when what is stored names none. */
export async function sourceOfVersion(tx: Tx, versionId: string): Promise<Source | null> {
  const version = await tx.commitmentVersion.findUnique({
    where: { id: versionId },
    select: { source: true },
  })
  const parsed = sourceSchema.safeParse(version?.source)
  return parsed.success ? parsed.data : null
}
