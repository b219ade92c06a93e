import type { GateRule, Rule } from '@/commitments/rules/rule'
import { binds, holdsAt, type SubjectView } from '@/obligations/rules/subject'
import { engineConfig } from '@/obligations/store/config'
import type { TxCtx } from '@/platform/context'
import type { ServiceType } from '../rules/lists'
import type { ConsentSetting } from '../store/settings'

export type Requirement = {
  readonly needsConfirmation: boolean
  /** The commitment version that asks for it; null: the carrier's setting alone. */
  readonly ruleVersionId: string | null
}

const asksForConfirmation = (rule: Rule): rule is GateRule =>
  rule.kind === 'gate' &&
  (rule.action === 'subscription.charged' || rule.action === 'subscription.activated') &&
  rule.preconditions.some(({ fact }) => fact === 'subscription.confirmed')

/** Whether an order placed now needs the customer's second confirmation, and which promise says so. */
export async function confirmationRequired(
  ctx: TxCtx,
  setting: ConsentSetting,
  subject: SubjectView & { readonly classCode: ServiceType },
  at: Date,
): Promise<Requirement> {
  const ruleVersionId = await bindingVersion(ctx, subject, at, asksForConfirmation)
  return {
    needsConfirmation: ruleVersionId !== null || setting.confirmTypes.includes(subject.classCode),
    ruleVersionId,
  }
}

/** The commitment version in force that binds the subject by a rule of that sort; null: none. */
export async function bindingVersion(
  ctx: TxCtx,
  subject: SubjectView,
  at: Date,
  isMeant: (rule: Rule) => boolean,
): Promise<string | null> {
  const config = await engineConfig(ctx)
  const nowMs = ctx.clock().getTime()
  const codes = config.unit(subject.unitId).codesAt(nowMs)
  const version = config.versions.find(
    (each) => each.rules.some(isMeant) && holdsAt(each, at.getTime(), nowMs) && binds(each, subject, codes),
  )
  return version?.versionId ?? null
}
