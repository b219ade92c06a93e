import type { CaseKind, Channel } from '@/complaints/rules/lists'
import type { DateOrder } from './dates'
import type { Encoding } from './encoding'
import type { Columns } from './fields'
import type { FileStatus } from './values'

/** Kinds a branch made by an import may have. */
export const BRANCH_KINDS = ['city_branch', 'county_branch', 'province'] as const
export type BranchKind = (typeof BRANCH_KINDS)[number]

/** Where the rows of one value of the branch column go. */
export type BranchChoice =
  | { readonly to: 'unit'; readonly unitId: string; readonly timeZone: string }
  | { readonly to: 'new'; readonly code: string; readonly name: string; readonly timeZone: string }

/** Which of two date columns counts when they tell different days; `reject`: neither, somebody must look. */
export const DATE_WINNERS = ['date', 'otherDate', 'reject'] as const
export type DateWinner = (typeof DATE_WINNERS)[number]

/** Everything a person chose about a file. Keys of `values` and `branches` are folded values (`foldValue`). */
export type Mapping = {
  /** Name of the system the file comes from; with the ticket it is the key of a row, so nothing comes in twice. */
  readonly origin: string
  readonly columns: Columns
  readonly encoding: Encoding | null
  readonly delimiter: string | null
  readonly dateOrder: DateOrder
  readonly dateWins: DateWinner
  /** Day and month of dates whose day is at most 12 were exchanged by an earlier program: exchange them back. */
  readonly swapSmallDays: boolean
  readonly channels: Readonly<Record<string, Channel>>
  /** For rows without a channel. */
  readonly channelWhenEmpty: Channel
  readonly statuses: Readonly<Record<string, FileStatus>>
  readonly kinds: Readonly<Record<string, CaseKind>>
  readonly branchKind: BranchKind
  readonly branches: Readonly<Record<string, BranchChoice>>
  /** Zone of the times of rows that go to the chosen unit itself. */
  readonly timeZone: string
  /** Who owns the cases: the nearest branch manager (else whoever imports), whoever imports, or one person. */
  readonly owner:
    | { readonly who: 'manager' | 'importer' }
    | { readonly who: 'person'; readonly staffId: string }
}
