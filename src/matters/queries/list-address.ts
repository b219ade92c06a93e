import { z } from 'zod'
import { FIGURE_OUTCOMES } from '@/obligations/rules/outcome'
import { maybe } from '@/platform/list-address'
import { DUE_FILTERS, STATUS_FILTERS } from '../rules/list-filter'
import { MATTER_TYPES } from '../rules/matter-types'

/**
 * The address of a list is its state: every filter, the order and the page stand in it, in the same words as in lists of
 * complaints. What cannot be read is left out instead of failing: an old bookmark still opens.
 */

export const SORTS = ['opened', '-opened', 'due', '-due', 'number', '-number'] as const
export type Sort = (typeof SORTS)[number]

const code = z.string().trim().min(1).max(80)

const addressSchema = z.object({
  /** The beginning of a number, or a whole one: `ZZ26F-000123`. */
  q: maybe(
    z
      .string()
      .trim()
      .max(40)
      .transform((text) => text.normalize('NFKC').toUpperCase())
      .pipe(z.string().regex(/^[A-Z0-9_]+(-\d{0,9})?$/))
      // Long numbers are somebody's and have no place in an address.
      .refine((text) => !/^\d{7,}$/.test(text)),
  ),
  type: maybe(z.enum(MATTER_TYPES as readonly [string, ...string[]])),
  status: maybe(z.enum(STATUS_FILTERS)),
  state: maybe(code.regex(/^[a-z_]+$/)),
  due: maybe(z.enum(DUE_FILTERS)),
  class: maybe(code.regex(/^[a-z0-9_.]+$/)),
  /** Id or code of a unit; its subtree. */
  unit: maybe(code.regex(/^[A-Za-z0-9_-]+$/)),
  /** `me`, or the id of a person. */
  owner: maybe(z.union([z.literal('me'), z.uuid()])),
  /** Days on which they were opened, in the reader's zone, both inclusive; with `commitment` days on which it began to be owed. */
  from: maybe(z.iso.date()),
  to: maybe(z.iso.date()),
  commitment: maybe(z.uuid()),
  version: maybe(z.uuid()),
  rule: maybe(z.coerce.number().int().min(0).max(99)),
  outcome: maybe(z.enum(FIGURE_OUTCOMES)),
  sort: maybe(z.enum(SORTS)),
  after: maybe(z.string().max(200)),
  before: maybe(z.string().max(200)),
  /** Number of rows before this page, for the count shown. */
  at: maybe(z.coerce.number().int().min(0).max(10_000_000)),
})
export type ListAddress = z.output<typeof addressSchema>
type Change = Partial<{ [K in keyof ListAddress]: ListAddress[K] | undefined }>

export const readAddress = (params: Readonly<Record<string, string | string[] | undefined>>): ListAddress =>
  addressSchema.parse(params)

/** The filters as a query, in a fixed order, without those that are not set. */
export function queryOf(address: Change): string {
  const query = new URLSearchParams()
  for (const key of Object.keys(addressSchema.shape) as (keyof ListAddress)[]) {
    const value = address[key]
    if (value !== undefined && value !== '') query.set(key, String(value))
  }
  return query.toString()
}

const FIRST_PAGE = { after: undefined, before: undefined, at: undefined } as const

/** The address with some parts changed; leaves the page unless the page is what changes. */
export function hrefOf(path: string, address: Partial<ListAddress>, change: Change = {}): string {
  const query = queryOf({ ...address, ...FIRST_PAGE, ...change })
  return query ? `${path}?${query}` : path
}

/** The filters alone, for the export. */
export const withoutPage = (address: ListAddress): Change => ({ ...address, ...FIRST_PAGE })

/** Whether the list shows less than everything. */
export const hasFilters = (address: ListAddress): boolean =>
  queryOf({ ...withoutPage(address), sort: undefined }) !== ''
