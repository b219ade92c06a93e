import { z } from 'zod'
import { addressQuery, maybe, rowsBefore, searchOfThings, unitOfAddress } from '@/platform/list-address'
import { CONSENT_CHANNELS, ORDER_STATES, SERVICE_TYPES } from '../rules/lists'

/** The address of the list is its state; what cannot be read is left out, so that an old bookmark still opens. */
export const ORDER_SORTS = ['-requested', 'requested', 'window'] as const
export const ORDER_MARKS = [
  'wrong_charge',
  'without_consent',
  'confirmed_30d',
  'silent_30d',
  'without_consent_30d',
  'unreminded',
  'asked',
  'confirmed',
  'asked_again',
] as const

const addressSchema = z.object({
  /** Number of an order, or code of a service; never a customer's number: addresses are kept in logs. */
  q: searchOfThings,
  state: maybe(z.enum(ORDER_STATES)),
  type: maybe(z.enum(SERVICE_TYPES)),
  channel: maybe(z.enum(CONSENT_CHANNELS)),
  mark: maybe(z.enum(ORDER_MARKS)),
  unit: unitOfAddress,
  /** The unit by itself, as boards count it. */
  own: maybe(z.literal('1')),
  customer: maybe(z.uuid()),
  /** Code of a service, and name of its provider as it stands in the catalogue. */
  service: maybe(z.string().regex(/^[A-Z0-9_-]{1,40}$/i)),
  provider: maybe(z.string().trim().min(1).max(120)),
  from: maybe(z.iso.date()),
  to: maybe(z.iso.date()),
  /** Days of the charges a mark speaks of, both inclusive. */
  chargedFrom: maybe(z.iso.date()),
  chargedTo: maybe(z.iso.date()),
  sort: maybe(z.enum(ORDER_SORTS)),
  at: rowsBefore,
})
export type OrderAddress = z.output<typeof addressSchema>

export const readOrderAddress = (params: Readonly<Record<string, unknown>>): OrderAddress =>
  addressSchema.parse({ ...params })

/** The address with some parts changed; leaves the page unless the page is what changes. */
export function orderListHref(address: Partial<OrderAddress>, change: Partial<OrderAddress> = {}): string {
  const query = orderQuery({ ...address, at: undefined, ...change })
  return query ? `/orders?${query}` : '/orders'
}

/** The filters as a query, in a fixed order, without those that are not set. */
export const orderQuery = (address: Partial<OrderAddress>): string =>
  addressQuery<OrderAddress>(KEYS, address, { at: 0 })

const KEYS = Object.keys(addressSchema.shape) as (keyof OrderAddress)[]
