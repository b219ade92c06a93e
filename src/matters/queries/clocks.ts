import { describeRule } from '@/commitments/rules/describe'
import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { type ObligationView, obligationsOf, type Why, whyOf, whyOfSubject } from '@/obligations/queries'
import { gatesMissing } from '@/obligations/queries/gates-ready'
import { type NoticeDue, noticesDue } from '@/obligations/queries/notices-due'
import { type Outcome, outcomeOf } from '@/obligations/rules/outcome'
import type { MeasuredKind, ObligationStateName } from '@/obligations/rules/types'
import type { Ctx } from '@/platform/context'
import { type SeenMatter, seeMatter } from './matter'

/** One promise owed on a subject, ready to be shown. */
export type SubjectClock = {
  readonly id: string
  readonly commitmentCode: string
  readonly programmeKind: 'promise' | 'law'
  readonly ruleKind: MeasuredKind
  readonly cycle: number
  /** As the law has it now, also while the worker is asleep. */
  readonly state: ObligationStateName
  /** null: void. */
  readonly outcome: Outcome | null
  /** The promise as the public reads it. */
  readonly promise: string
  /** The rule in one sentence. */
  readonly rule: string
  readonly startedAt: Date
  readonly dueAt: Date | null
  readonly brokenAt: Date | null
  readonly fulfilledAt: Date | null
  readonly waivedAt: Date | null
  readonly provisional: boolean
  /** For notices still owed before a planned event; null for everything else. */
  readonly notices: NoticeDue | null
  /** For a gate whose action has not come yet: how many steps before it are not on record; null for everything else. */
  readonly stepsMissing: number | null
}

/** Everything owed on a subject, the nearest first. The caller has checked that the actor may see it. */
export async function subjectClocks(ctx: Ctx, subjectId: string): Promise<SubjectClock[]> {
  const owed = await obligationsOf(ctx, subjectId)
  const isOpen = (kind: MeasuredKind) =>
    owed.some(({ ruleKind, state }) => ruleKind === kind && state === 'OPEN')
  const notices = isOpen('advance_notice') ? await noticesDue(ctx, subjectId) : new Map<string, NoticeDue>()
  const gates = isOpen('gate') ? await gatesMissing(ctx, subjectId) : new Map<string, number>()
  return owed.map((obligation) => clockOf(ctx, obligation, { notices, gates }))
}

function clockOf(
  ctx: Ctx,
  obligation: ObligationView,
  { notices, gates }: { notices: ReadonlyMap<string, NoticeDue>; gates: ReadonlyMap<string, number> },
): SubjectClock {
  const { version, ruleIndex, effectiveState } = obligation
  const rule = version?.rules[ruleIndex]
  const sentence = version && rule ? describeRule(rule, version.scope, ctx.locale) : ''
  return {
    id: obligation.id,
    commitmentCode: obligation.commitmentCode,
    programmeKind: obligation.programmeKind,
    ruleKind: obligation.ruleKind,
    cycle: obligation.cycle,
    state: effectiveState,
    outcome: outcomeOf(obligation, ctx.clock()),
    promise: (version && 'text' in version ? (version.text as LocalText)[ctx.locale] : null) ?? sentence,
    rule: sentence,
    startedAt: obligation.startedAt,
    dueAt: obligation.dueAt,
    brokenAt: obligation.brokenAt,
    fulfilledAt: obligation.fulfilledAt,
    waivedAt: obligation.waivedAt,
    provisional: obligation.provisional,
    notices: notices.get(obligation.id) ?? null,
    stepsMissing: gates.get(obligation.id) ?? null,
  }
}

/** The computation of one obligation of a matter the reader sees, in words. @throws RefusedError `not_found` */
export async function whyOfMatter(
  ctx: Ctx,
  idOrNumber: string,
  obligationId: string,
): Promise<SeenMatter & { readonly words: Why }> {
  const seen = await seeMatter(ctx, idOrNumber)
  const words = await whyOf(ctx, obligationId)
  if (!words || words.subjectId !== seen.matter.id) throw new RefusedError({ code: 'not_found' })
  return { ...seen, words }
}

/** The computations of everything owed on a matter the reader sees, in words. @throws RefusedError `not_found` */
export async function whysOfMatter(
  ctx: Ctx,
  idOrNumber: string,
): Promise<SeenMatter & { readonly whys: readonly Why[] }> {
  const seen = await seeMatter(ctx, idOrNumber)
  return { ...seen, whys: await whyOfSubject(ctx, seen.matter.id) }
}
