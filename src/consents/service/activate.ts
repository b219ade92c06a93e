import { RefusedError, type Result } from '@/kernel/result'
import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { activationRefusal } from '../rules/order-machine'
import { type OrderPatch, type OrderRow, orderView } from '../store/orders'
import { lockedOrder, type OrderFact, patchOrder, recordOrderFacts } from './locked-order'
import { serviceParams, tell } from './messages'
import { serviceAsOrdered } from './unchanging'

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
  const { fact, patch } = activation(order, at)
  await recordOrderFacts(ctx, order, [fact])
  await patchOrder(ctx, order.id, patch)
  await tellActive(ctx, order)
}

/** The fact and the state of becoming active. */
export function activation(
  order: OrderRow,
  at: Date,
): { readonly fact: OrderFact; readonly patch: OrderPatch } {
  const activatedAt = at < order.requestedAt ? order.requestedAt : at
  return {
    fact: { type: 'subscription.activated', occurredAt: activatedAt },
    patch: { state: 'active', activatedAt },
  }
}

/** Tells the customer what is active from now on. */
export async function tellActive(ctx: TxCtx, order: OrderRow): Promise<void> {
  const service = await serviceAsOrdered(ctx, order.serviceVersionId)
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
