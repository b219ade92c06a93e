import { z } from 'zod'
import { addressQuery, maybe, rowsBefore, searchOfThings, unitOfAddress } from '@/platform/list-address'
import { CUSTOMER_CLASSES, EVENT_KINDS, PROOFS } from '../rules/lists'

/** The address of the list is its state; what cannot be read is left out, so that an old bookmark still opens. */
export const EVENT_SORTS = ['risk', 'time', '-time', '-planned'] as const
export const STATE_FILTERS = ['planned', 'held', 'done', 'called_off', 'all'] as const
/** at_risk: without a proven notice; disputed: held because of a content fee. */
export const EVENT_MARKS = ['at_risk', 'disputed', 'breach'] as const

const addressSchema = z.object({
  kind: maybe(z.enum(EVENT_KINDS)),
  /** Number or reference of billing; never a customer's number or account: addresses are kept in logs. */
  q: searchOfThings,
  /** Left out: those that are not over. */
  state: maybe(z.enum(STATE_FILTERS)),
  proof: maybe(z.enum(PROOFS)),
  mark: maybe(z.enum(EVENT_MARKS)),
  customerClass: maybe(z.enum(CUSTOMER_CLASSES)),
  unit: unitOfAddress,
  from: maybe(z.iso.date()),
  to: maybe(z.iso.date()),
  sort: maybe(z.enum(EVENT_SORTS)),
  at: rowsBefore,
})
export type EventAddress = z.output<typeof addressSchema>

export const readEventAddress = (params: Readonly<Record<string, unknown>>): EventAddress =>
  addressSchema.parse({ ...params })

/** The address with some parts changed; leaves the page unless the page is what changes. */
export function eventListHref(address: Partial<EventAddress>, change: Partial<EventAddress> = {}): string {
  const query = eventQuery({ ...address, at: undefined, ...change })
  return query ? `/notices?${query}` : '/notices'
}

/** The filters as a query, in a fixed order, without those that are not set. */
export const eventQuery = (address: Partial<EventAddress>): string =>
  addressQuery<EventAddress>(KEYS, address, { at: 0, kind: 'suspension' })

const KEYS = Object.keys(addressSchema.shape) as (keyof EventAddress)[]
