import { joiningSchema } from '@/consents/schema'
import { recordJoining } from '@/consents/service/joining'
import { unitIdOf } from '@/consents/service/unit'
import { route } from '@/identity/guard'
import { readJson } from '../complaints/read-json'

/** A new customer: the welcome text goes at once. The same `externalRef` counts once. */
export const POST = route('order.api', async ({ ctx, request }) => {
  const { unit, ...input } = joiningSchema.parse(await readJson(request))
  const outcome = await recordJoining(ctx, { ...input, unitId: await unitIdOf(ctx, unit) })
  if (!outcome.ok) return outcome
  return Response.json(outcome.value, {
    status: outcome.value.wasRecordedBefore ? 200 : 201,
    headers: { 'cache-control': 'private, no-store' },
  })
})
