import { z } from 'zod'
import { maybe } from '@/platform/list-address'
import { FINDING_CLASSES, FINDING_STATES } from '../rules/lists'
import { FINDING_SORTS } from '../store/findings'

/** The address of the list of findings is its state. What cannot be read is left out: an old bookmark opens. */

const addressSchema = z.object({
  /** Reference of a charge or code of a service; never an account or phone number. */
  q: maybe(
    z
      .string()
      .trim()
      .min(1)
      .max(80)
      .regex(/^[A-Za-z0-9._:/#-]*[A-Za-z][A-Za-z0-9._:/#-]*$/),
  ),
  class: maybe(z.enum(FINDING_CLASSES)),
  state: maybe(z.enum(FINDING_STATES)),
  /** Code of a unit; its subtree. */
  unit: maybe(z.string().regex(/^[A-Za-z0-9_-]{1,80}$/)),
  sort: maybe(z.enum(FINDING_SORTS)),
  page: maybe(z.coerce.number().int().min(1).max(4_000)),
})
export type FindingAddress = z.output<typeof addressSchema>

export const readFindingAddress = (
  params: Readonly<Record<string, string | string[] | undefined>>,
): FindingAddress => addressSchema.parse(params)

/** The address as a query, with changes; another filter begins at the first page. */
export function findingQueryOf(address: FindingAddress, change: Partial<FindingAddress> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...address, page: undefined, ...change }))
    if (value !== undefined) query.set(name, String(value))
  return query.toString()
}

export function findingsHref(
  runId: string,
  address: FindingAddress,
  change: Partial<FindingAddress> = {},
): string {
  const query = findingQueryOf(address, change)
  return `/reconciliation/runs/${runId}/findings${query ? `?${query}` : ''}`
}
