import { type ExplainedDeadline, explainDueAt } from '@/calendar/rules/explain'
import { type Ctx, reader } from '@/platform/context'
import { calendarOf, deadlineFor } from './rules/cycle'
import { isMeasured } from './rules/judge'
import { roundsOf } from './rules/rounds'
import type { ObligationStateName, VersionInForce } from './rules/types'
import { engineConfig } from './store/config'
import { factsOf } from './store/facts'
import { type ObligationRow, obligationById, obligationsOfSubject } from './store/views'

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

export type ObligationExplanation = {
  readonly obligation: ObligationRow
  readonly version: VersionInForce
  readonly ruleIndex: number
  readonly timeZone: string
  /** null for a gate: it is owed at an action, not at a time. */
  readonly computation: ExplainedDeadline | null
  readonly pausedMs: number
  /** When an open pause reaches its maximum. */
  readonly resumesAt: Date | null
}

/** How a due time came about, step by step; null when there is no such obligation. Read-only: nothing is judged anew. */
export async function explainObligation(
  ctx: Ctx,
  obligationId: string,
): Promise<ObligationExplanation | null> {
  const tx = reader(ctx)
  const obligation = await obligationById(tx, obligationId)
  if (!obligation) return null
  const config = await engineConfig(ctx)
  const version = config.versions.find((candidate) => candidate.versionId === obligation.versionId)
  const rule = version?.rules[obligation.ruleIndex]
  if (!version || !rule || !isMeasured(rule)) return null
  const facts = (await factsOf(tx, [obligation.subjectId])).get(obligation.subjectId) ?? []
  const round = roundsOf(rule, obligation.ruleIndex, version, facts, config, ctx.clock().getTime()).find(
    (candidate) => candidate.number === obligation.cycle,
  )
  if (!round) return null
  const base = { obligation, version, ruleIndex: obligation.ruleIndex, timeZone: round.startUnit.timeZone }
  if (rule.kind === 'gate' || rule.limit === null)
    return { ...base, computation: null, pausedMs: 0, resumesAt: null }
  const deadline = deadlineFor(rule, round)
  return {
    ...base,
    computation: explainDueAt(rule.clock, calendarOf(round), round.startMs, rule.limit, deadline.pauses),
    pausedMs: deadline.pausedMs,
    resumesAt: deadline.resumesAtMs === null ? null : new Date(deadline.resumesAtMs),
  }
}
