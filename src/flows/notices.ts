import type { PlanEvent } from '@/notices/rules/planned'
import type { DisputeLookup } from '@/notices/service/dispute-lookup'
import { releaseWhatIsDecided } from '@/notices/service/hold'
import * as permits from '@/notices/service/permit'
import * as plans from '@/notices/service/plan'
import type { Ctx } from '@/platform/context'
import { type Dispute, disputesOf, openContentFeeDisputesOf } from '@/refunds/service/disputes'

/** Nobody has said yet whether the fee is right: neither verified nor rejected. */
export const isUndecided = ({ state }: Dispute): boolean => state === 'reported' || state === 'checked'

/** Billing errors as the room of notices asks for them (CN-27). */
export const contentFeeDisputes: DisputeLookup = {
  ofAccounts: async (ctx, accountHashes) =>
    (await openContentFeeDisputesOf(ctx, accountHashes)).filter(isUndecided),
  decidersOf: async (ctx, errorIds) =>
    new Map(
      (await disputesOf(ctx, errorIds)).flatMap(({ errorId, decidedById }): [string, string][] =>
        decidedById === null ? [] : [[errorId, decidedById]],
      ),
    ),
  undecidedOf: async (ctx, errorIds) =>
    (await disputesOf(ctx, errorIds)).filter((each) => each.isContentFee && isUndecided(each)),
}

/** Plans events; suspensions of accounts in dispute are held from the start. */
export const planEvents = (ctx: Ctx, inputs: readonly PlanEvent[]): Promise<plans.PlanResult[]> =>
  plans.planEvents(ctx, inputs, contentFeeDisputes)

export const permitSuspension = (ctx: Ctx, asked: { readonly ref: string; readonly at: Date | null }) =>
  permits.permitSuspension(ctx, asked, contentFeeDisputes)

export const suspensionDone = (ctx: Ctx, input: permits.SuspensionDone) =>
  permits.suspensionDone(ctx, input, contentFeeDisputes)

/** Lets go what only decided disputes hold; for the worker. */
export const releaseDecided = (ctx: Ctx): Promise<number> => releaseWhatIsDecided(ctx, contentFeeDisputes)
