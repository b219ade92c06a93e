import { z } from 'zod'

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value)

/** A part of a list's address: what cannot be read counts as left out, so that an old bookmark still opens. */
export const maybe = <T extends z.ZodType>(shape: T) => z.preprocess(first, shape.optional().catch(undefined))

/** What is searched for, in a list whose address is kept in logs: a number of a thing or a code, never a customer's number. */
export const searchOfThings = maybe(
  z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^(?!\+?[\d\s-]{7,}$)/),
)

/** Code of a unit; its subtree. */
export const unitOfAddress = maybe(z.string().regex(/^[A-Za-z0-9_-]{1,40}$/))

/** Rows that come before the page. */
export const rowsBefore = maybe(z.coerce.number().int().min(0).max(1_000_000))

/** An address as a query, its parts in the order of `keys`; what is not set, or as it is anyway, is left out. */
export function addressQuery<Address extends object>(
  keys: readonly (keyof Address & string)[],
  address: Partial<Address>,
  usual: Partial<Address> = {},
): string {
  const query = new URLSearchParams()
  for (const key of keys) {
    const value = address[key]
    if (value !== undefined && value !== '' && value !== usual[key]) query.set(key, String(value))
  }
  return query.toString()
}
