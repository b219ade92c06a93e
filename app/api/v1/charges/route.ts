import { route } from '@/identity/guard'
import { refusalWords } from '@/platform/i18n/refusal-words'
import { chargesSchema } from '@/reconciliation/schema'
import { takeCharges } from '@/reconciliation/service/begin-import'
import { readJson } from '../complaints/read-json'

/** Five thousand charges with every field filled stay below this. */
const LARGEST_CHARGES_BYTES = 6 * 1024 * 1024

/**
 * Takes charges of the billing system. Body: `{ charges: [{ charge_ref, account, phone, service, kind, amount, charged_at, ... }] }`,
 * up to 5,000, values as in a file. 201 with how many are new and known, and the place and reason of each that was refused.
 * The same reference again adds nothing.
 */
export const POST = route('reconciliation.api', async ({ ctx, request }) => {
  const { charges, unitId } = chargesSchema.parse(await readJson(request, LARGEST_CHARGES_BYTES))
  const outcome = await takeCharges(ctx, charges, unitId)
  if (!outcome.ok) return outcome
  const { problems, ...counts } = outcome.value
  const told = await Promise.all(
    problems.map(async ({ line, problem: { code, field } }) => ({
      index: line - 1,
      code,
      field,
      title: (await refusalWords({ code }, ctx.locale)).message,
    })),
  )
  return Response.json(
    { ...counts, problems: told },
    { status: 201, headers: { 'cache-control': 'private, no-store' } },
  )
})
