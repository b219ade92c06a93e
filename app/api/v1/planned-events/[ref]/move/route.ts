import { route } from '@/identity/guard'
import { moveEventSchema } from '@/notices/schema'
import { moveEvent } from '@/notices/service/change'
import { eventAnswer } from '@/notices/service/event-answer'
import { readJson } from '../../../complaints/read-json'

/** Plans the event for another time. Body: `eventAt`. The same time again changes nothing. */
export const POST = route<'notice.api', { ref: string }>('notice.api', async ({ ctx, params, request }) => {
  const { eventAt } = moveEventSchema.parse(await readJson(request))
  return eventAnswer(await moveEvent(ctx, { ref: decodeURIComponent(params.ref), eventAt }))
})
