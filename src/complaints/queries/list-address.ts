import { z } from 'zod'
import { FIGURE_OUTCOMES } from '@/obligations/rules/outcome'
import { maybe } from '@/platform/list-address'
import { DUE_FILTERS, STATUS_FILTERS } from '../rules/list-filter'
import { CASE_KINDS, CHANNELS, PROMISE_AREAS } from '../rules/lists'
import { readSearchInput } from '../rules/search-input'

/**
 * The address of a list is its state: every filter, the order and the page stand in it, so it can be kept, sent and
 * linked to from a figure. What cannot be read is left out instead of failing: an old bookmark still opens.
 */

export const MARKS = ['appealed', 'escalated', 'upgraded', 'repeat', 'legacy', 'group'] as const
export type Mark = (typeof MARKS)[number]

export const SORTS = ['due', '-due', 'received', '-received', 'number', '-number'] as const
export type Sort = (typeof SORTS)[number]

const code = z.string().trim().min(1).max(80)

/** Long numbers are somebody's: they have no place in an address, in what is kept of one or in the audit log. */
const holdsLongNumber = (text: string): boolean => /\d([\s-]?\d){6}/.test(text.normalize('NFKC'))
const isCaseNumber = (text: string): boolean => readSearchInput(text).kind === 'number'

const addressSchema = z.object({
  q: maybe(
    z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((text) => !holdsLongNumber(text) || isCaseNumber(text)),
  ),
  status: maybe(z.enum(STATUS_FILTERS)),
  due: maybe(z.enum(DUE_FILTERS)),
  kind: maybe(z.enum(CASE_KINDS)),
  class: maybe(code.regex(/^[a-z0-9_.]+$/)),
  /** Id or code of a unit; its subtree. */
  unit: maybe(code.regex(/^[A-Za-z0-9_-]+$/)),
  /** `me`, `first` (first asked was me), `nobody` (the owner has left), or the id of a person. */
  owner: maybe(z.union([z.enum(['me', 'first', 'nobody']), z.uuid()])),
  channel: maybe(z.enum(CHANNELS)),
  brand: maybe(code),
  area: maybe(z.enum(PROMISE_AREAS)),
  /** Days of receipt in the reader's zone, both inclusive; with `commitment` days on which it began to be owed. */
  from: maybe(z.iso.date()),
  to: maybe(z.iso.date()),
  mark: z.preprocess(
    (value) =>
      [value ?? []]
        .flat()
        .flatMap((text) => String(text).split(','))
        .filter((text) => (MARKS as readonly string[]).includes(text)),
    z.array(z.enum(MARKS)),
  ),
  group: maybe(z.uuid()),
  /** Cases that came in with one import. */
  import: maybe(z.uuid()),
  /** Keyed hash of a number or name (`p.`, `t.`, `n.`): personal data never stands in an address. */
  customer: maybe(z.string().regex(/^[ptn]\.[\w-]{43}$/)),
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

type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/** Reads an address. Marks may also be written one by one (`appealed=1`). */
export function readAddress(params: SearchParams): ListAddress {
  const single = MARKS.filter((mark) => mark !== 'group' && params[mark] === '1')
  return addressSchema.parse({ ...params, mark: [params.mark ?? [], single].flat() })
}

const PAGE_KEYS: readonly (keyof ListAddress)[] = ['after', 'before', 'at']

/** The address with some parts changed; leaves the page unless the page is what changes. */
export function hrefOf(
  path: string,
  address: Partial<ListAddress>,
  change: Partial<{ [K in keyof ListAddress]: ListAddress[K] | undefined }> = {},
): string {
  const query = queryOf({ ...address, after: undefined, before: undefined, at: undefined, ...change })
  return query ? `${path}?${query}` : path
}

/** The filters as a query, in a fixed order, without those that are not set. */
export function queryOf(address: Partial<{ [K in keyof ListAddress]: ListAddress[K] | undefined }>): string {
  const query = new URLSearchParams()
  for (const key of Object.keys(addressSchema.shape) as (keyof ListAddress)[]) {
    const value = address[key]
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    query.set(key, String(value))
  }
  return query.toString()
}

/** The filters alone, for a saved view and the export. */
export function withoutPage(address: ListAddress): ListAddress {
  const kept: Record<string, unknown> = { ...address }
  for (const key of PAGE_KEYS) delete kept[key]
  return kept as ListAddress
}

/** Whether the list shows less than all unfinished cases. */
export function hasFilters(address: ListAddress): boolean {
  return queryOf({ ...withoutPage(address), sort: undefined }) !== ''
}
