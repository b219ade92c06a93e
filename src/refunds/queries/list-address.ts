import { z } from 'zod'
import { maybe } from '@/platform/list-address'
import { ERROR_STATES } from '../rules/states'

/** The address of the list is its state: filters, order and page. What cannot be read is left out: an old bookmark opens. */

/**
 * States, and what people ask for across them: still to be decided, owed and not paid, past the limit and not paid, paid
 * (told to the customer or not yet), and what waits for the reader's own approval.
 */
export const STATE_FILTERS = [...ERROR_STATES, 'undecided', 'unpaid', 'late', 'paid', 'to_approve'] as const
export type StateFilter = (typeof STATE_FILTERS)[number]
export const SORTS = [
  'due',
  '-reported',
  'reported',
  '-amount',
  'amount',
  '-verified',
  'verified',
  'number',
] as const
export type Sort = (typeof SORTS)[number]

const LONGEST_PAGE = 4_000

const addressSchema = z.object({
  /** Number of an error or reference of a charge; never an account or phone number. */
  q: maybe(
    z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[A-Za-z0-9_-]*[A-Za-z][A-Za-z0-9_-]*$/),
  ),
  state: maybe(z.enum(STATE_FILTERS)),
  class: maybe(z.string().regex(/^[a-z][a-z0-9_]{1,59}$/)),
  /** Code of a unit; its subtree. */
  unit: maybe(z.string().regex(/^[A-Za-z0-9_-]{1,80}$/)),
  /** The unit by itself, as boards count it. */
  own: maybe(z.literal('1')),
  period: maybe(z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)),
  /** Days of report in the reader's zone, both inclusive. */
  from: maybe(z.iso.date()),
  to: maybe(z.iso.date()),
  batch: maybe(z.uuid()),
  file: maybe(z.uuid()),
  complaint: maybe(z.uuid()),
  /** Keyed hash of an account. */
  account: maybe(z.string().regex(/^[\w-]{43}$/)),
  customer: maybe(z.uuid()),
  promise: maybe(z.uuid()),
  sort: maybe(z.enum(SORTS)),
  page: maybe(z.coerce.number().int().min(1).max(LONGEST_PAGE)),
})
export type ErrorListAddress = z.output<typeof addressSchema>

export const readErrorAddress = (
  params: Readonly<Record<string, string | string[] | undefined>>,
): ErrorListAddress => addressSchema.parse(params)

/** The address as a query, with changes; another filter begins at the first page. */
export function errorQueryOf(address: ErrorListAddress, change: Partial<ErrorListAddress> = {}): string {
  const merged = { ...address, page: undefined, ...change }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(merged)) if (value !== undefined) query.set(name, String(value))
  return query.toString()
}

export function errorHref(address: ErrorListAddress, change: Partial<ErrorListAddress> = {}): string {
  const query = errorQueryOf(address, change)
  return query ? `/refunds?${query}` : '/refunds'
}
