import { type Ctx, reader } from '@/platform/context'
import type { ObligationStateName, VersionInForce } from './rules/types'
import { engineConfig } from './store/config'
import { type ObligationRow, obligationsOfSubject } from './store/views'

export type ObligationView = ObligationRow & {
  /** The state the law gives it now, also while the worker is asleep: an open one past its deadline is broken. */
  readonly effectiveState: ObligationStateName
  readonly commitmentCode: string
  readonly programmeKind: 'promise' | 'law'
  readonly version: VersionInForce | null
}

/** Everything owed on a case, the nearest deadline first. The caller has checked that the actor may see the case. */
export async function obligationsOf(ctx: Ctx, subjectId: string): Promise<ObligationView[]> {
  const rows = await obligationsOfSubject(reader(ctx), subjectId)
  const config = await engineConfig(ctx)
  const now = ctx.clock()
  const versions = new Map(config.versions.map((version) => [version.versionId, version]))
  return rows.map((row) => ({
    ...row,
    effectiveState: effectiveState(row, now),
    version: versions.get(row.versionId) ?? null,
  }))
}

/** @see ObligationView.effectiveState */
export function effectiveState(
  row: { state: ObligationStateName; dueAt: Date | null },
  now: Date,
): ObligationStateName {
  return row.state === 'OPEN' && row.dueAt !== null && row.dueAt < now ? 'BROKEN' : row.state
}

export {
  explainObligation,
  type ObligationExplanation,
  type Why,
  whyOf,
  whyOfSubject,
} from './queries/explain'
