import { purchaseSchema } from '@/consents/schema'
import { recordPurchase } from '@/consents/service/purchase'
import { unitIdOf } from '@/consents/service/unit'
import { route } from '@/identity/guard'
import { readJson } from '../complaints/read-json'

/** A purchase on demand, before it is charged: the fee is told at once, and refused without the fee page where a promise wants it. The same `externalRef` counts once. */
export const POST = route('order.api', async ({ ctx, request }) => {
  const { unit, ...input } = purchaseSchema.parse(await readJson(request))
  const outcome = await recordPurchase(ctx, { ...input, unitId: await unitIdOf(ctx, unit) })
  if (!outcome.ok) return outcome
  return Response.json(outcome.value, {
    status: outcome.value.wasRecordedBefore ? 200 : 201,
    headers: { 'cache-control': 'private, no-store' },
  })
})
