import { chargeSchema } from '@/consents/schema'
import { recordCharge } from '@/consents/service/charge'
import { route } from '@/identity/guard'
import { readJson } from '../../../complaints/read-json'

/** Puts a charge on record with its order. The answer says whether it may stand; the same `chargeRef` counts once. */
export const POST = route<'order.api', { ref: string }>('order.api', async ({ ctx, params, request }) => {
  const input = chargeSchema.parse(await readJson(request))
  return recordCharge(ctx, { ...input, ref: decodeURIComponent(params.ref) })
})
