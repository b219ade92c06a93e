import { RefusedError, type Result } from '@/kernel/result'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { activationRefusal } from '../rules/order-machine'
import { type OrderRow, orderById, orderView } from '../store/orders'
import { serviceVersion } from '../store/services'
import { lockedOrder, patchOrder, recordOrderFacts } from './locked-order'
import { serviceParams, tell } from './messages'

/** What callers are told about an order they have moved. */
export type OrderMoved = { readonly id: string; readonly number: string; readonly state: OrderRow['state'] }

/**
 * Activates an order for the carrier's system, once; again changes nothing.
 * @returns refusals `order_not_confirmed` (with what is missing), `order_was_declined`, `order_not_confirmed_in_time`,
 * `order_is_cancelled`, `order_unknown`, `gate_missing`
 */
export function activate(ctx: Ctx, input: { readonly ref: string }): Promise<Result<OrderMoved>> {
  return withTransaction(ctx, async (ctx) => {
    const order = await lockedOrder(ctx, input.ref, 'order.place')
    const refusal = activationRefusal(orderView(order), order.hasYes)
    if (refusal) throw new RefusedError({ code: refusal, params: { order: order.number } })
    if (order.state !== 'active') await becomeActive(ctx, order, ctx.clock())
    return { id: order.id, number: order.number, state: 'active' }
  })
}

/** Makes a locked order active and tells the customer: name, provider, price, period, how to cancel. */
export async function becomeActive(ctx: TxCtx, order: OrderRow, at: Date): Promise<void> {
  const activatedAt = at < order.requestedAt ? order.requestedAt : at
  await recordOrderFacts(ctx, order, [{ type: 'subscription.activated', occurredAt: activatedAt }])
  await patchOrder(ctx, order.id, { state: 'active', activatedAt })
  const service = await serviceVersion(ctx.tx, order.serviceVersionId)
  await tell(
    ctx,
    {
      subjectType: 'subscription_order',
      subjectId: order.id,
      customerId: order.customerId,
      unitId: order.unitId,
    },
    'consent.activated',
    serviceParams(service),
  )
}

/** The order again, after it was changed in this transaction. */
export const freshOrder = async (ctx: TxCtx, id: string): Promise<OrderRow> => (await orderById(ctx.tx, id))!
