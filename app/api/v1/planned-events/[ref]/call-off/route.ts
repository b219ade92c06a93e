import { route } from '@/identity/guard'
import { callOffBodySchema } from '@/notices/schema'
import { callOffEvent } from '@/notices/service/change'
import { eventAnswer } from '@/notices/service/event-answer'
import { readJson } from '../../../complaints/read-json'

/** Calls the event off, e.g. because the customer has paid. Body: `reason`. Again changes nothing. */
export const POST = route<'notice.api', { ref: string }>('notice.api', async ({ ctx, params, request }) => {
  const { reason } = callOffBodySchema.parse(await readJson(request))
  return eventAnswer(await callOffEvent(ctx, { ref: decodeURIComponent(params.ref), reason }))
})
