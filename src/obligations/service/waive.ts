import { RefusedError, type Result } from '@/kernel/result'
import { audit } from '@/platform/audit'
import { type Ctx, mustBeAllowed, withTransaction } from '@/platform/context'
import { subjectFrom } from '../rules/gates-in-force'
import { engineConfig } from '../store/config'
import { factsOf } from '../store/facts'
import { obligationById } from '../store/views'
import { lockSubject, recordFacts } from './record'

export type WaiveInput = {
  readonly obligationId: string
  readonly reason: string
  /** What proves the reason: a file of the case, a document number. */
  readonly proof: string
}

/**
 * Waives an obligation that runs or was broken: by someone with the right who is not responsible for the case, with a
 * reason and a proof. It is reported apart and never added to what was kept.
 */
export function waiveObligation(ctx: Ctx, input: WaiveInput): Promise<Result<void>> {
  return withTransaction(ctx, async (ctx) => {
    const found = await obligationById(ctx.tx, input.obligationId)
    if (!found) throw new RefusedError({ code: 'not_found' })
    const subject = { type: found.subjectType, id: found.subjectId }
    await lockSubject(ctx, subject)
    const obligation = (await obligationById(ctx.tx, input.obligationId))!
    const unit = (await engineConfig(ctx)).unit(obligation.unitId)
    mustBeAllowed(ctx, 'obligation.waive', unit.path)
    const facts = (await factsOf(ctx.tx, [obligation.subjectId])).get(obligation.subjectId) ?? []
    const ownerId = subjectFrom(facts)?.ownerId ?? null
    if (ctx.actor.kind === 'staff' && ctx.actor.staffId === ownerId)
      throw new RefusedError({ code: 'waive_own_case' })
    if (input.reason.trim() === '')
      throw new RefusedError({ code: 'waive_needs_reason', fields: { reason: 'waive_needs_reason' } })
    if (input.proof.trim() === '')
      throw new RefusedError({ code: 'waive_needs_proof', fields: { proof: 'waive_needs_proof' } })
    if (['KEPT', 'WAIVED', 'VOID'].includes(obligation.state)) throw new RefusedError({ code: 'waive_final' })
    const { versionId, ruleIndex, cycle } = obligation
    await recordFacts(ctx, [
      {
        type: 'obligation.waived',
        subject,
        unitId: obligation.unitId,
        occurredAt: ctx.clock(),
        attrs: {
          versionId,
          ruleIndex,
          cycle,
          reason: input.reason.trim(),
          proof: input.proof.trim(),
          commitment: obligation.commitmentCode,
        },
      },
    ])
    await audit(ctx, {
      action: 'obligation.waived',
      subjectType: subject.type,
      subjectId: obligation.subjectId,
      unitId: obligation.unitId,
      detail: { obligationId: obligation.id, commitment: obligation.commitmentCode },
    })
  })
}
