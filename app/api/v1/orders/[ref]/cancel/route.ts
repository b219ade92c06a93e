import { cancelOrderSchema } from '@/consents/schema'
import { cancelOrder } from '@/consents/service/cancel'
import { route } from '@/identity/guard'
import { readJson } from '../../../complaints/read-json'

/** Cancels at once; body `{ "channel": "voice" }`. Again changes nothing. */
export const POST = route<'order.api', { ref: string }>('order.api', async ({ ctx, params, request }) => {
  const body = await readJson(request)
  const ref = decodeURIComponent(params.ref)
  return cancelOrder(ctx, cancelOrderSchema.parse({ channel: 'api', ...(body as object), ref }))
})
