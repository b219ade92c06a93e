import type { Result } from '@/kernel/result'
import { actorId, type Ctx } from '@/platform/context'
import { type Changed, changeError, type ErrorRequest } from './change'
import { tellDecided } from './tell'

/** The customer knows and has the money: the end of the story. */
export function confirmRefund(ctx: Ctx, input: ErrorRequest): Promise<Result<Changed>> {
  return changeError(ctx, input, 'confirm', async () => (_row, now) => ({
    change: {
      patch: { state: 'confirmed', confirmed_by_id: actorId(ctx), confirmed_at: now },
      fact: { type: 'billing.refund_confirmed', attrs: {} },
    },
  }))
}

/**
 * Takes a refund back with a reason: one not paid is no longer owed, and its charge can be reported again; one paid is to be
 * collected by billing, and its charge is refunded by no other error.
 */
export function reverseRefund(
  ctx: Ctx,
  input: ErrorRequest & { readonly reason: string },
): Promise<Result<Changed>> {
  return changeError(ctx, input, 'reverse', async (tx) => {
    await tellDecided(tx, [input.errorId])
    return (row, now) => {
      const isPaid = row.creditedAt !== null
      // What was raised but not yet approved by both was never owed.
      const owed = row.state === 'verified' ? row.promisedMinor : row.refundMinor
      return {
        change: {
          patch: {
            state: 'reversed',
            reversed_by_id: actorId(ctx),
            reversed_at: now,
            reverse_reason: input.reason,
          },
          fact: { type: 'billing.refund_reversed', attrs: { wasPaid: isPaid } },
          transfer: {
            kind: 'reversed',
            debit: isPaid ? 'paid_out' : 'owed_to_customer',
            credit: 'reversed',
            amountMinor: owed ?? 0n,
          },
        },
      }
    }
  })
}
