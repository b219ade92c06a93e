import { type Ctx, reader } from '@/platform/context'
import { historyOfSubject, type ObligationHistory } from '../store/views'

/** A fact of a case with the name of whoever recorded it. */
export type TimelineFact = {
  readonly id: string
  readonly type: string
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly actorId: string | null
  readonly actorName: string | null
  readonly source: 'live' | 'import' | 'system'
  readonly attrs: Readonly<Record<string, unknown>>
}

export type { ObligationHistory }

/** Everything that happened on a case, in the order it was recorded. The caller has checked that the actor sees it. */
export function factsForTimeline(ctx: Ctx, subjectId: string): Promise<TimelineFact[]> {
  return reader(ctx).$queryRaw<TimelineFact[]>`
    SELECT f.id, f.type, f.occurred_at AS "occurredAt", f.recorded_at AS "recordedAt", f.actor_id AS "actorId",
           s.display_name AS "actorName", f.source, f.attrs
    FROM fact f LEFT JOIN staff s ON s.id = f.actor_id
    WHERE f.subject_id = ${subjectId}::uuid ORDER BY f.seq`
}

/** What the engine noted on a case: breaches, warnings sent, re-computations. */
export const obligationHistory = (ctx: Ctx, subjectId: string): Promise<ObligationHistory[]> =>
  historyOfSubject(reader(ctx), subjectId)
