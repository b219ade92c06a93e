import { accountHashOf } from '@/customers/account'
import { normaliseAccount } from '@/customers/rules/account'
import { customerOfPhone } from '@/customers/service/find-or-add'
import { ok, type Result, refuse } from '@/kernel/result'
import { type Ctx, reader } from '@/platform/context'

/**
 * Where errors of an account or phone number stand, as a query of the list: by keyed hash or id, so that neither number
 * ever stands in an address.
 */
export async function findErrors(ctx: Ctx, typed: string): Promise<Result<{ query: string }>> {
  const account = normaliseAccount(typed)
  if (account !== null) {
    const accountHash = accountHashOf(account)
    const known = await reader(ctx).billingError.findFirst({ where: { accountHash }, select: { id: true } })
    if (known) return ok({ query: `account=${accountHash}` })
  }
  const customerId = await customerOfPhone(ctx, typed)
  return customerId === null
    ? refuse('refund_not_found', {}, { typed: 'refund_not_found' })
    : ok({ query: `customer=${customerId}` })
}
