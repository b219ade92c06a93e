import type { SubjectType } from '@/kernel/fact-types'
import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'
import type { RowsInsert } from '@/platform/db/rows-insert'
import type { JudgedObligation } from '../rules/types'
import {
  insertObligationEvents,
  insertObligations,
  type ObligationEventRow,
  type ObligationWrite,
  obligationEventInsert,
  obligationId,
  obligationInsert,
  type StoredObligation,
  updateObligations,
} from '../store/obligations'

export type SubjectJudgement = {
  readonly subject: { readonly type: SubjectType; readonly id: string }
  readonly judged: readonly JudgedObligation[]
}

type Changes = { inserts: ObligationWrite[]; updates: ObligationWrite[]; events: ObligationEventRow[] }

const FINAL = ['KEPT', 'WAIVED', 'VOID']
const ms = (date: Date | null): number | null => date?.getTime() ?? null

/** What a new subject owes as statements for the `WITH` of the one that writes the subject itself. */
export function newSubjectInserts({ subject, judged }: SubjectJudgement, at: Date): RowsInsert[] {
  const changes: Changes = { inserts: [], updates: [], events: [] }
  for (const obligation of judged) note(changes, subject, obligation, new Map(), at)
  return [
    ...(changes.inserts.length > 0 ? [obligationInsert(changes.inserts)] : []),
    ...(changes.events.length > 0 ? [obligationEventInsert(changes.events)] : []),
  ]
}

/** Writes the difference between what is stored and what the facts say, for any number of subjects at once. */
export async function persistJudgements(
  tx: Tx,
  judgements: readonly SubjectJudgement[],
  stored: readonly StoredObligation[],
  at: Date,
): Promise<void> {
  const byId = new Map(stored.map((row) => [row.id, row]))
  const changes: Changes = { inserts: [], updates: [], events: [] }
  for (const { subject, judged } of judgements) {
    for (const obligation of judged) note(changes, subject, obligation, byId, at)
  }
  await insertObligations(tx, changes.inserts)
  await updateObligations(tx, changes.updates)
  await insertObligationEvents(tx, changes.events)
}

function note(
  changes: Changes,
  subject: SubjectJudgement['subject'],
  judged: JudgedObligation,
  stored: ReadonlyMap<string, StoredObligation>,
  at: Date,
) {
  const id = obligationId(subject.id, judged)
  const before = stored.get(id)
  if (!before) {
    changes.inserts.push({ id, subject, judged, stepsFired: 0 })
    noteEvents(changes, id, null, judged, at)
  } else if (!FINAL.includes(before.state) && differs(before, judged)) {
    changes.updates.push({ id, subject, judged, stepsFired: before.stepsFired })
    noteEvents(changes, id, before, judged, at)
  }
}

/** Whether anything that is stored would change. */
export function differs(before: StoredObligation, judged: JudgedObligation): boolean {
  return (
    before.state !== judged.state ||
    ms(before.dueAt) !== judged.dueAtMs ||
    ms(before.brokenAt) !== judged.brokenAtMs ||
    ms(before.fulfilledAt) !== judged.fulfilledAtMs ||
    ms(before.waivedAt) !== judged.waivedAtMs ||
    before.unitId !== judged.unitId ||
    before.pausedMs !== judged.pausedMs ||
    before.provisional !== judged.provisional ||
    before.calendarVersionId !== judged.calendarVersionId ||
    before.stepAts.length !== judged.stepAtsMs.length ||
    before.stepAts.some((step, i) => step.getTime() !== judged.stepAtsMs[i])
  )
}

function noteEvents(
  changes: Changes,
  obligationId: string,
  before: StoredObligation | null,
  judged: JudgedObligation,
  at: Date,
): void {
  const add = (kind: ObligationEventRow['kind'], dueAtMs: number | null, detail: Record<string, unknown>) =>
    changes.events.push({
      id: newId(at.getTime()),
      obligationId,
      kind,
      step: null,
      dueAt: new Date(dueAtMs ?? at.getTime()),
      at,
      detail,
    })
  if (judged.brokenAtMs !== null && !before?.brokenAt) add('broken', judged.brokenAtMs, {})
  if (judged.state === 'WAIVED') add('waived', judged.waivedAtMs, {})
  if (judged.state === 'VOID')
    add('voided', null, judged.settledBy === null ? {} : { because: judged.settledBy })
  const recomputed = before && before.calendarVersionId !== judged.calendarVersionId
  if (recomputed) {
    add('recomputed', judged.dueAtMs, {
      from: before.dueAt?.toISOString() ?? null,
      to: judged.dueAtMs === null ? null : new Date(judged.dueAtMs).toISOString(),
      calendarVersionId: judged.calendarVersionId,
    })
  }
}
