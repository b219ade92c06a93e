import { suspensionDone } from '@/flows/notices'
import { route } from '@/identity/guard'
import { doneBodySchema } from '@/notices/schema'
import { readJson } from '../../../complaints/read-json'

/**
 * Tells that a suspension was carried out; refused like `permit`. With `breachReason` it goes on record as the breach it is.
 * Again changes nothing.
 */
export const POST = route<'notice.api', { ref: string }>('notice.api', async ({ ctx, params, request }) => {
  const body = doneBodySchema.parse(await readJson(request))
  return suspensionDone(ctx, { ref: decodeURIComponent(params.ref), ...body })
})
