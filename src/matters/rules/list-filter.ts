import type { MatterType } from '@/kernel/fact-types'

/** What a list of matters may be narrowed by. The SQL of `store/lists.ts` says the same in the database's words. */

export const DUE_FILTERS = ['overdue', '4h', '24h'] as const
export type DueFilter = (typeof DUE_FILTERS)[number]

export const STATUS_FILTERS = ['active', 'closed', 'all'] as const
export type StatusFilter = (typeof STATUS_FILTERS)[number]

export type MatterFilter = {
  readonly status: StatusFilter
  readonly types?: readonly MatterType[]
  readonly state?: string
  readonly classCode?: string
  readonly due?: DueFilter
  /** Units, the subtree already spelt out. */
  readonly unitIds?: readonly string[]
  readonly ownerId?: string
  readonly customerId?: string
  /** Beginning of a number, or a whole one. */
  readonly number?: string
  /** Inclusive. */
  readonly openedFrom?: Date
  /** Exclusive. */
  readonly openedBefore?: Date
}

/** As many matters as one export holds. */
export const EXPORT_LIMIT = 100_000
