import { type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { hasLapsed } from '../rules/order-machine'
import { orderView, silentOrders } from '../store/orders'
import { lockedOrder, patchOrder, recordOrderFacts } from './locked-order'

const BATCH = 200

/**
 * Closes the orders nobody answered in time: silence means not ordered. Each in a transaction of its own, so that one that
 * cannot be closed holds up no other. @returns number closed
 */
export async function lapseSilent(ctx: Ctx): Promise<number> {
  const ids = await silentOrders(ctx.tx ?? ctx.db, ctx.clock(), BATCH)
  let closed = 0
  for (const id of ids) {
    const done = await withTransaction(ctx, (tx) => lapseOne(tx, id))
    if (done.ok && done.value) closed += 1
  }
  return closed
}

async function lapseOne(ctx: TxCtx, id: string): Promise<boolean> {
  const order = await lockedOrder(ctx, id, null)
  if (!hasLapsed(orderView(order), ctx.clock().getTime())) return false
  await recordOrderFacts(ctx, order, [{ type: 'subscription.lapsed', occurredAt: order.windowEndsAt! }])
  await patchOrder(ctx, order.id, { state: 'lapsed' })
  return true
}
