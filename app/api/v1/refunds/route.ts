import { route } from '@/identity/guard'
import { reportErrorSchema } from '@/refunds/schema'
import { reportFromForm } from '@/refunds/service/report-form'
import { readJson } from '../complaints/read-json'

/**
 * Reports a billing error. Body: `reportErrorSchema`, amounts as text in the currency's main unit. 201 with id and number;
 * a charge that has an error already is refused (422) with its number.
 */
export const POST = route('refund.report', async ({ ctx, request }) => {
  const outcome = await reportFromForm(ctx, reportErrorSchema.parse(await readJson(request)), 'api')
  if (!outcome.ok) return outcome
  const { number } = outcome.value
  return Response.json(outcome.value, {
    status: 201,
    headers: { location: `/refunds/${number}`, 'cache-control': 'private, no-store' },
  })
})
