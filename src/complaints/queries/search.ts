import { type CustomerMatter, mattersOfCustomer } from '@/matters/queries/of-customer'
import { type Ctx, reader } from '@/platform/context'
import { customersByHash } from '../store/lists-rows'
import { type ListAddress, readAddress } from './list-address'
import { type CaseListPage, type ListedRow, listCases } from './lists'
import { customerTokens } from './search-address'

/** What a search found. */
export type SearchResult = {
  readonly q: string | null
  /** The search was for one customer, whose number stands in the address as a keyed hash. */
  readonly isByCustomer: boolean
  /** A long number that is looked for nowhere. */
  readonly isSecret: boolean
  /** Cases of customers whose number ends so, or who are called so. */
  readonly ofCustomers: readonly ListedRow[]
  readonly cases: CaseListPage | null
  /** Billing errors, orders and planned events of the one customer searched for. */
  readonly matters: readonly CustomerMatter[]
}

const PATH = '/search'
const CUSTOMER_CASES = 10
const CUSTOMER_MATTERS = 20

/** Everything an address of the search page asks for: cases of a customer, or cases by words and numbers. */
export async function searchCases(
  ctx: Ctx,
  params: Readonly<Record<string, string | string[] | undefined>>,
): Promise<SearchResult> {
  const address: ListAddress = { ...readAddress(params), status: 'all', sort: '-received' }
  const isByCustomer = address.customer !== undefined
  const isFirstPage = !address.after && !address.before
  const [cases, ofCustomers, matters] = await Promise.all([
    address.q || isByCustomer ? listCases(ctx, address, PATH) : null,
    address.q && isFirstPage ? casesOfCustomers(ctx, address.q) : [],
    isFirstPage ? mattersOfNumber(ctx, address.customer) : [],
  ])
  return { q: address.q ?? null, isByCustomer, isSecret: params.long === '1', ofCustomers, cases, matters }
}

/** Matters of the customer with a number, which the address names by its keyed hash (`p.`). */
async function mattersOfNumber(ctx: Ctx, customer: string | undefined): Promise<readonly CustomerMatter[]> {
  if (!customer?.startsWith('p.')) return []
  const [id] = await customersByHash(reader(ctx), 'phone', customer.slice(2))
  return mattersOfCustomer(ctx, id ?? null, CUSTOMER_MATTERS)
}

async function casesOfCustomers(ctx: Ctx, q: string): Promise<readonly ListedRow[]> {
  const found: ListedRow[] = []
  for (const customer of customerTokens(q)) {
    const by = customer.startsWith('t.') ? 'tail' : 'name'
    // Most words are nobody's name: one look by a unique key before a list is made.
    if ((await customersByHash(reader(ctx), by, customer.slice(2))).length === 0) continue
    const address = readAddress({ customer, status: 'all', sort: '-received' })
    found.push(...(await listCases(ctx, address, PATH)).rows)
  }
  return found.slice(0, CUSTOMER_CASES)
}
