import type { MatterType } from '@/kernel/fact-types'

/** Letters before the figures, so that a number alone tells what it is of. */
const LETTERS: Readonly<Record<MatterType, string>> = {
  billing_error: 'F',
  subscription_order: 'D',
  planned_event: 'T',
  purchase: 'B',
  joining: 'R',
  bulk_message: 'Q',
}

/** `ZZ26F-` before the figures: branch, year, type. Complaints have no letter. */
export const matterPrefix = (type: MatterType, branchCode: string, year: number): string =>
  `${branchCode}${String(year % 100).padStart(2, '0')}${LETTERS[type]}-`

/** `ZZ26F-000123`: the counter of that type, branch and year in at least six figures. */
export const matterNumber = (type: MatterType, branchCode: string, year: number, counter: number): string =>
  `${matterPrefix(type, branchCode, year)}${String(counter).padStart(6, '0')}`
