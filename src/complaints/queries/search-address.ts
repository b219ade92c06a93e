import { normaliseName } from '@/customers/rules/identity'
import { nameHashOf, phoneHashOf, phoneTailHashOf } from '@/customers/store'
import { findMatter } from '@/matters/queries/matter'
import { matterHref, readMatterNumber } from '@/matters/rules/matter-types'
import { type Ctx, may, reader } from '@/platform/context'
import { readSearchInput } from '../rules/search-input'
import { customersByHash } from '../store/lists-rows'

const SEARCH_PAGE = '/search'
const MATTERS_PAGE = '/matters'
/** A customer there is none of: the list of a number nobody has is empty. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

/**
 * Where a search leads. The full number of a case or matter opens it if there is one; a customer's number stands in the address
 * as its keyed hash; a long number that is neither is looked for nowhere, and does not get into an address.
 */
export async function searchHref(ctx: Ctx, typed: string): Promise<string> {
  const matterNumber = readMatterNumber(typed)
  const matter = matterNumber === null ? null : await findMatter(ctx, matterNumber)
  if (matter) return matterHref(matter.type, matter.id)
  const input = readSearchInput(typed)
  // Whoever sees no complaints looks for the numbers of other matters, and for the refunds of a customer.
  if (!may(ctx, 'complaint.view')) {
    if (input.kind !== 'phone') return MATTERS_PAGE
    const [id] = await customersByHash(reader(ctx), 'phone', phoneHashOf(input.phone))
    return `/refunds?customer=${id ?? NOBODY}`
  }
  switch (input.kind) {
    case 'nothing':
      return SEARCH_PAGE
    case 'number': {
      const found = await reader(ctx).complaint.findUnique({
        where: { number: input.number },
        select: { number: true },
      })
      return found
        ? `/complaints/${encodeURIComponent(found.number)}`
        : `${SEARCH_PAGE}?q=${encodeURIComponent(input.number)}`
    }
    case 'phone':
      return `${SEARCH_PAGE}?customer=p.${phoneHashOf(input.phone)}`
    case 'secret':
      return `${SEARCH_PAGE}?long=1`
    case 'tail':
      return `${SEARCH_PAGE}?q=${input.digits}`
    case 'text':
      return `${SEARCH_PAGE}?q=${encodeURIComponent(input.text)}`
  }
}

/** Tokens of customers whose number ends in the four digits, or who bear the name, beside a search by words. */
export function customerTokens(q: string): string[] {
  const input = readSearchInput(q)
  if (input.kind === 'tail') return [`t.${phoneTailHashOf(input.digits)}`]
  const name = input.kind === 'text' && input.name !== null ? normaliseName(input.name) : null
  return name === null ? [] : [`n.${nameHashOf(name)}`]
}
