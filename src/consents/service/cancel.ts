import type { Result } from '@/kernel/result'
import { type Ctx, withTransaction } from '@/platform/context'
import type { ConsentChannel } from '../rules/lists'
import { endsByCancelling } from '../rules/order-machine'
import type { OrderMoved } from './activate'
import { tellEnd } from './answer'
import { lockedOrder, patchOrder, recordOrderFacts } from './locked-order'

/**
 * Cancels an order in one step, at once, whatever the channel; what runs no more stays as it is. From then on a charge is a
 * billing error.
 */
export function cancelOrder(
  ctx: Ctx,
  input: { readonly ref: string; readonly channel: ConsentChannel },
): Promise<Result<OrderMoved>> {
  return withTransaction(ctx, async (ctx) => {
    const order = await lockedOrder(ctx, input.ref, 'order.cancel')
    const { id, number, state } = order
    if (!endsByCancelling(state)) return { id, number, state }
    const cancelledAt = ctx.clock()
    await recordOrderFacts(ctx, order, [
      {
        type: 'subscription.cancelled',
        occurredAt: cancelledAt,
        attrs: { byCustomer: true, channel: input.channel },
      },
    ])
    await patchOrder(ctx, id, { state: 'cancelled', cancelledAt, cancelChannel: input.channel })
    await tellEnd(ctx, order, 'cancelled')
    return { id, number, state: 'cancelled' }
  })
}
