import { phoneLookupSchema } from '@/complaints/schema'
import { openCasesOf } from '@/complaints/service/open-cases'
import { route } from '@/identity/guard'
import { readJson } from '../read-json'

/** Open cases of a customer, masked. By POST: a phone number has no place in an address. */
export const POST = route('complaint.log', async ({ ctx, request }) => {
  const { phone } = phoneLookupSchema.parse(await readJson(request))
  return openCasesOf(ctx, phone)
})
