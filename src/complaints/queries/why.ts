import { RefusedError } from '@/kernel/result'
import { explainObligation, type ObligationExplanation } from '@/obligations/queries'
import type { Ctx } from '@/platform/context'
import { type SeenCase, seeCase } from './case'

/**
 * The computation of one due time of a case the reader sees.
 * @throws RefusedError `not_found` when the case or the obligation is not there for them
 */
export async function whyOfCase(
  ctx: Ctx,
  number: string,
  obligationId: string,
): Promise<SeenCase & { readonly explanation: ObligationExplanation }> {
  const seen = await seeCase(ctx, number)
  const explanation = await explainObligation(ctx, obligationId)
  if (!explanation || explanation.obligation.subjectId !== seen.row.id)
    throw new RefusedError({ code: 'not_found' })
  return { ...seen, explanation }
}
