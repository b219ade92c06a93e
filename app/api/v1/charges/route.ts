import { route } from '@/identity/guard'
import { chargesSchema } from '@/reconciliation/schema'
import { takeCharges } from '@/reconciliation/service/begin-import'
import { readJson } from '../complaints/read-json'

/**
 * Takes charges of the billing system. Body: `{ charges: [{ charge_ref, account, phone, service, kind, amount, charged_at, ... }] }`,
 * up to 5,000, values as in a file. 201 with how many are new and known, and the place and reason of each that was refused.
 * The same reference again adds nothing.
 */
export const POST = route('reconciliation.api', async ({ ctx, request }) => {
  const { charges, unitId } = chargesSchema.parse(await readJson(request))
  const outcome = await takeCharges(ctx, charges, unitId)
  if (!outcome.ok) return outcome
  const { problems, ...counts } = outcome.value
  const told = problems.map(({ line, problem }) => ({
    index: line - 1,
    code: problem.code,
    field: problem.field,
  }))
  return Response.json(
    { ...counts, problems: told },
    { status: 201, headers: { 'cache-control': 'private, no-store' } },
  )
})
