import { calendarTimeline } from '@/calendar/store'
import { versionsInForce } from '@/commitments/store/in-force'
import { type Ctx, reader } from '@/platform/context'
import { type Cycle, calendarVersionOf } from '../rules/cycle'
import { explainRound } from '../rules/explain-round'
import { isMeasured } from '../rules/judge'
import { roundsOf } from '../rules/rounds'
import type { FactRecord, MeasuredKind, ObligationStateName } from '../rules/types'
import { explainInWords, type ObligationWords } from '../rules/wording/explain-in-words'
import type { Explanation } from '../rules/wording/explanation'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import {
  historyOfSubject,
  type ObligationRow,
  obligationById,
  obligationsOfSubject,
  sourceOfVersion,
} from '../store/views'

/** An obligation with everything its words are made of. */
export type ObligationExplanation = Explanation & { readonly obligation: ObligationRow }

/**
 * How a due time came about, step by step; null when there is no such obligation. Read-only; the caller has checked
 * that the actor may see the case.
 */
export async function explainObligation(
  ctx: Ctx,
  obligationId: string,
): Promise<ObligationExplanation | null> {
  const tx = reader(ctx)
  const obligation = await obligationById(tx, obligationId)
  if (!obligation) return null
  const config = await engineConfig(ctx)
  const version = (await versionsInForce(ctx)).find(({ versionId }) => versionId === obligation.versionId)
  const rule = version?.rules[obligation.ruleIndex]
  if (!version || !rule || !isMeasured(rule)) return null
  const facts = (await factsOf(tx, [obligation.subjectId])).get(obligation.subjectId) ?? []
  const nowMs = ctx.clock().getTime()
  const round = roundsOf(rule, obligation.ruleIndex, version, facts, config, nowMs).find(
    ({ number }) => number === obligation.cycle,
  )
  if (!round) return null
  const history = await historyOfSubject(tx, obligation.subjectId)
  return {
    obligation,
    commitmentCode: obligation.commitmentCode,
    rule,
    versionNumber: version.version,
    validFromMs: version.validFromMs,
    validToMs: version.validToMs,
    scope: version.scope,
    source: await sourceOfVersion(tx, version.versionId),
    ladder: version.ladder,
    calendar: await calendarUsed(ctx, round),
    ...explainRound(rule, round, nowMs),
    stepAtsMs: obligation.stepAts.map((step) => step.getTime()),
    stepsFired: obligation.stepsFired,
    history: history.filter((event) => event.obligationId === obligationId),
    waiver: waiverOf(facts, obligation),
  }
}

export type Why = ObligationWords & {
  readonly obligationId: string
  readonly subjectId: string
  readonly commitmentCode: string
  readonly ruleKind: MeasuredKind
  readonly state: ObligationStateName
}

/** The same in words of the context's locale; null when there is no such obligation. */
export async function whyOf(ctx: Ctx, obligationId: string): Promise<Why | null> {
  const explanation = await explainObligation(ctx, obligationId)
  if (!explanation) return null
  const { id, subjectId, commitmentCode, ruleKind } = explanation.obligation
  return {
    ...explainInWords(explanation, ctx.locale),
    obligationId: id,
    subjectId,
    commitmentCode,
    ruleKind,
    state: explanation.state,
  }
}

/** Everything owed on a case in words, the nearest deadline first. The caller has checked that the actor may see the case. */
export async function whyOfSubject(ctx: Ctx, subjectId: string): Promise<Why[]> {
  const owed = await obligationsOfSubject(reader(ctx), subjectId)
  const explained = await Promise.all(owed.map(({ id }) => whyOf(ctx, id)))
  return explained.filter((words) => words !== null)
}

async function calendarUsed(ctx: Ctx, round: Cycle): Promise<Explanation['calendar']> {
  const used = calendarVersionOf(round)
  if (!used) return null
  for (const calendar of (await calendarTimeline(ctx)).values()) {
    const version = calendar.versions.find(({ id }) => id === used.id)
    if (version)
      return { name: calendar.name, version: version.version, publishedAtMs: version.publishedAtMs }
  }
  return null
}

function waiverOf(facts: readonly FactRecord[], obligation: ObligationRow): Explanation['waiver'] {
  const waiver = facts.find(
    ({ type, attrs }) =>
      type === 'obligation.waived' &&
      attrs.versionId === obligation.versionId &&
      attrs.ruleIndex === obligation.ruleIndex &&
      attrs.cycle === obligation.cycle,
  )
  return waiver ? { reason: String(waiver.attrs.reason), proof: String(waiver.attrs.proof) } : null
}
