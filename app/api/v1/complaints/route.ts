import { logCaseSchema } from '@/complaints/schema'
import { logCase } from '@/complaints/service/log'
import { wordsToRead } from '@/complaints/service/read-out'
import { route } from '@/identity/guard'
import { readJson } from './read-json'

/**
 * Logs a complaint. Body: `logCaseSchema`; the header `Idempotency-Key` may stand for the field of that name.
 * 201 with number, promised time and the sentence to read out; the same key again gives 200 and the same receipt.
 */
export const POST = route('complaint.log', async ({ ctx, request }) => {
  const body = await readJson(request)
  const key = request.headers.get('idempotency-key')
  const withKey = key === null || typeof body !== 'object' ? body : { idempotencyKey: key, ...body }
  const outcome = await logCase(ctx, logCaseSchema.parse(withKey))
  if (!outcome.ok) return outcome
  const receipt = outcome.value
  return Response.json(
    {
      id: receipt.id,
      number: receipt.number,
      receivedAt: receipt.receivedAt,
      promisedAt: receipt.promisedAt,
      contactAt: receipt.contactAt,
      words: await wordsToRead(receipt, ctx.clock(), ctx.locale),
      promises: receipt.promises.map(({ commitmentCode, text, stops, dueAt, provisional }) => ({
        commitmentCode,
        text: text[ctx.locale],
        stops,
        dueAt,
        provisional,
      })),
      masked: receipt.masked,
    },
    {
      status: receipt.wasLoggedBefore ? 200 : 201,
      headers: { location: `/complaints/${receipt.number}`, 'cache-control': 'private, no-store' },
    },
  )
})
