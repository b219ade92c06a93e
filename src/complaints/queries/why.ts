import { RefusedError } from '@/kernel/result'
import { type Why, whyOf, whyOfSubject } from '@/obligations/queries'
import type { Ctx } from '@/platform/context'
import { type SeenCase, seeCase } from './case'

/**
 * The computation of one due time of a case the reader sees, in words.
 * @throws RefusedError `not_found` when the case or the obligation is not there for them
 */
export async function whyOfCase(
  ctx: Ctx,
  number: string,
  obligationId: string,
): Promise<SeenCase & { readonly words: Why }> {
  const seen = await seeCase(ctx, number)
  const words = await whyOf(ctx, obligationId)
  if (!words || words.subjectId !== seen.row.id) throw new RefusedError({ code: 'not_found' })
  return { ...seen, words }
}

/** The computations of every deadline of a case in words, the nearest first. */
export async function whyOfAll(
  ctx: Ctx,
  number: string,
): Promise<SeenCase & { readonly deadlines: readonly Why[] }> {
  const seen = await seeCase(ctx, number)
  const owed = await whyOfSubject(ctx, seen.row.id)
  return {
    ...seen,
    deadlines: owed.filter(
      ({ ruleKind, state }) => (ruleKind === 'deadline' || ruleKind === 'never_event') && state !== 'VOID',
    ),
  }
}
