import { permitSuspension } from '@/flows/notices'
import { route } from '@/identity/guard'
import { permitBodySchema } from '@/notices/schema'
import { readJson } from '../../../complaints/read-json'

/**
 * Asks whether a suspension may be carried out. Body: `{ "at": time or null }`, default now. 200 when it may; 409 with the
 * words, what is missing and the next possible moment when it may not.
 */
export const POST = route<'notice.api', { ref: string }>('notice.api', async ({ ctx, params, request }) => {
  const { at } = permitBodySchema.parse(await readJson(request))
  return permitSuspension(ctx, { ref: decodeURIComponent(params.ref), at })
})
