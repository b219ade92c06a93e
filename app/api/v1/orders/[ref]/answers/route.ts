import { answerSchema } from '@/consents/schema'
import { takeAnswer } from '@/consents/service/answer-api'
import { route } from '@/identity/guard'
import { readJson } from '../../../complaints/read-json'

/** An answer that came by a link, an app or a voice menu, in the customer's words. */
export const POST = route<'order.api', { ref: string }>('order.api', async ({ ctx, params, request }) => {
  const input = answerSchema.parse(await readJson(request))
  return takeAnswer(ctx, { ...input, ref: decodeURIComponent(params.ref) })
})
