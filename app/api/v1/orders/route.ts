import { placeOrderSchema } from '@/consents/schema'
import { placeOrder } from '@/consents/service/place'
import { unitIdOf } from '@/consents/service/unit'
import { route } from '@/identity/guard'
import { readJson } from '../complaints/read-json'

/**
 * Places an order and asks the customer. Body: `placeOrderSchema`, `unit` = code of the hall or branch; the header
 * `Idempotency-Key` may stand for the field of that name. 201; the same key or reference again: 200 and the same order.
 */
export const POST = route('order.api', async ({ ctx, request }) => {
  const body = await readJson(request)
  const key = request.headers.get('idempotency-key')
  const given = typeof body === 'object' && body !== null ? body : {}
  const input = placeOrderSchema.parse(key === null ? given : { idempotencyKey: key, ...given })
  const unit = 'unit' in given ? await unitIdOf(ctx, given.unit) : input.unitId
  const outcome = await placeOrder(ctx, { ...input, unitId: unit })
  if (!outcome.ok) return outcome
  return Response.json(outcome.value, {
    status: outcome.value.wasPlacedBefore ? 200 : 201,
    headers: { location: `/orders/${outcome.value.id}`, 'cache-control': 'private, no-store' },
  })
})
