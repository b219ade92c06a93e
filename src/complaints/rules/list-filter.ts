/**
 * What a list of cases may be narrowed by, and what each filter means. The SQL in `store/lists-filter.ts` says the
 * same in the database's words; a test holds the two against each other over random rows.
 */

export const DUE_FILTERS = ['overdue', '4h', '24h', 'later', 'none'] as const
export type DueFilter = (typeof DUE_FILTERS)[number]

/** `active`: everything not closed; the work list's default. */
export const STATUS_FILTERS = ['active', 'open', 'paused', 'closed', 'all'] as const
export type StatusFilter = (typeof STATUS_FILTERS)[number]

export type OwnerFilter =
  | { readonly type: 'owner'; readonly staffId: string }
  | { readonly type: 'first_owner'; readonly staffId: string }
  /** The owner's account is closed: nobody works on it. */
  | { readonly type: 'nobody' }

export type CaseFilter = {
  readonly status: StatusFilter
  readonly due?: DueFilter
  readonly kind?: string
  /** Class codes, the subtree already spelt out. */
  readonly classCodes?: readonly string[]
  /** Units, the subtree already spelt out. */
  readonly unitIds?: readonly string[]
  readonly owner?: OwnerFilter
  readonly channel?: string
  readonly brand?: string
  readonly area?: string
  /** Inclusive. */
  readonly receivedFrom?: Date
  /** Exclusive. */
  readonly receivedBefore?: Date
  readonly appealed?: boolean
  readonly escalated?: boolean
  readonly upgraded?: boolean
  readonly repeat?: boolean
  readonly legacy?: boolean
  readonly groupId?: string
  /** Cases that came in with one import. */
  readonly importBatchId?: string
  readonly grouped?: boolean
  /** Any of these customers; an empty list finds nothing. */
  readonly customerIds?: readonly string[]
}

/** What the filters look at. */
export type FilterableCase = {
  readonly status: string
  readonly nextDueAt: Date | null
  readonly kind: string
  readonly classCode: string
  readonly unitId: string
  readonly ownerId: string
  readonly ownerHasLeft: boolean
  readonly firstOwnerId: string
  readonly channel: string
  readonly brand: string | null
  readonly area: string | null
  readonly receivedAt: Date
  readonly appealedAt: Date | null
  readonly escalatedAt: Date | null
  readonly upgradedAt: Date | null
  readonly repeatOfId: string | null
  readonly isLegacy: boolean
  readonly groupId: string | null
  readonly importBatchId: string | null
  readonly customerId: string | null
}

const HOUR_MS = 3_600_000
/** Upper ends of the two "due soon" filters; the longer one contains the shorter. */
export const DUE_WITHIN_MS = { '4h': 4 * HOUR_MS, '24h': 24 * HOUR_MS } as const

/** Whether a deadline falls under a due filter. Exactly at the deadline is still in time. */
export function isDue(nextDueAt: Date | null, due: DueFilter, now: Date): boolean {
  if (nextDueAt === null) return due === 'none'
  const leftMs = nextDueAt.getTime() - now.getTime()
  switch (due) {
    case 'overdue':
      return leftMs < 0
    case '4h':
    case '24h':
      return leftMs >= 0 && leftMs <= DUE_WITHIN_MS[due]
    case 'later':
      return leftMs > DUE_WITHIN_MS['24h']
    case 'none':
      return false
  }
}

/** The law the lists follow; the database answers the same question with indexes. */
export function matchesFilter(row: FilterableCase, filter: CaseFilter, now: Date): boolean {
  const flag = (wanted: boolean | undefined, is: boolean) => wanted === undefined || wanted === is
  const equal = (wanted: string | undefined, value: string | null) => wanted === undefined || wanted === value
  return (
    (filter.status === 'all' ||
      (filter.status === 'active' ? row.status !== 'closed' : row.status === filter.status)) &&
    (filter.due === undefined || isDue(row.nextDueAt, filter.due, now)) &&
    equal(filter.kind, row.kind) &&
    (filter.classCodes === undefined || filter.classCodes.includes(row.classCode)) &&
    (filter.unitIds === undefined || filter.unitIds.includes(row.unitId)) &&
    ownerMatches(row, filter.owner) &&
    equal(filter.channel, row.channel) &&
    equal(filter.brand, row.brand) &&
    equal(filter.area, row.area) &&
    (filter.receivedFrom === undefined || row.receivedAt >= filter.receivedFrom) &&
    (filter.receivedBefore === undefined || row.receivedAt < filter.receivedBefore) &&
    flag(filter.appealed, row.appealedAt !== null) &&
    flag(filter.escalated, row.escalatedAt !== null) &&
    flag(filter.upgraded, row.upgradedAt !== null) &&
    flag(filter.repeat, row.repeatOfId !== null) &&
    flag(filter.legacy, row.isLegacy) &&
    flag(filter.grouped, row.groupId !== null) &&
    equal(filter.groupId, row.groupId) &&
    equal(filter.importBatchId, row.importBatchId) &&
    (filter.customerIds === undefined ||
      (row.customerId !== null && filter.customerIds.includes(row.customerId)))
  )
}

function ownerMatches(row: FilterableCase, owner: OwnerFilter | undefined): boolean {
  if (!owner) return true
  switch (owner.type) {
    case 'owner':
      return row.ownerId === owner.staffId
    case 'first_owner':
      return row.firstOwnerId === owner.staffId
    case 'nobody':
      return row.ownerHasLeft
  }
}

/** As many cases as one export holds. */
export const EXPORT_LIMIT = 100_000
