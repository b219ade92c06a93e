import { disputesDecided, disputesReported } from '@/notices/service/hold'
import type { Ctx } from '@/platform/context'
import { type Dispute, disputesOf } from '@/refunds/service/disputes'
import { contentFeeDisputes, isUndecided } from './notices'

/** What other rooms do when billing errors are reported or decided. Called by the worker, after the error holds. */
export type BillingReaction = (ctx: Ctx, disputes: readonly Dispute[]) => Promise<void>

/** Rooms that hold something back while a content fee is disputed. */
const whenReported: readonly BillingReaction[] = [
  async (ctx, disputes) => {
    await disputesReported(ctx, disputes, contentFeeDisputes)
  },
]
/** Rooms that let it go again, each after looking whether another dispute of the account is open. */
const whenDecided: readonly BillingReaction[] = [
  async (ctx, disputes) => {
    await disputesDecided(ctx, disputes, contentFeeDisputes)
  },
]

/** Errors about content fees were reported: planned suspensions of their accounts wait (CN-27). */
export const onErrorReported = (ctx: Ctx, errorIds: readonly string[]): Promise<void> =>
  react(ctx, errorIds, whenReported, isUndecided)

/** Errors were verified, rejected, paid or taken back. */
export const onErrorDecided = (ctx: Ctx, errorIds: readonly string[]): Promise<void> =>
  react(ctx, errorIds, whenDecided, (dispute) => !isUndecided(dispute))

async function react(
  ctx: Ctx,
  errorIds: readonly string[],
  reactions: readonly BillingReaction[],
  isWanted: (dispute: Dispute) => boolean,
): Promise<void> {
  if (reactions.length === 0) return
  const disputes = (await disputesOf(ctx, errorIds)).filter((each) => each.isContentFee && isWanted(each))
  if (disputes.length === 0) return
  for (const reaction of reactions) await reaction(ctx, disputes)
}
