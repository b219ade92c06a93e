import { type MatterType, SUBJECT_TYPES } from '@/kernel/fact-types'

export { matterHref } from '@/kernel/matter-href'

import type { Permission } from '@/organisation/rules/permissions'

/** Every type of matter, in the order of lists and menus. */
export const MATTER_TYPES: readonly MatterType[] = SUBJECT_TYPES.filter(
  (type): type is MatterType => type !== 'complaint',
)

/** What somebody must be allowed to see a matter of a type. */
export const MATTER_VIEW: Readonly<Record<MatterType, Permission>> = {
  billing_error: 'refund.view',
  subscription_order: 'order.view',
  purchase: 'order.view',
  planned_event: 'notice.view',
  joining: 'notice.view',
  bulk_message: 'template.view',
}

/** Address of the list of all matters of a type. */
export const matterListHref = (type: MatterType): string => `/matters?type=${type}`

/** Letters of a whole number, e.g. `ZZ26F-000123`; complaints have none before the dash. */
const NUMBER = /^[A-Z0-9_]+\d{2}[A-Z]-\d{6,}$/

/** The number of a matter as it is stored, when what was typed is one; null otherwise. */
export function readMatterNumber(typed: string): string | null {
  const number = typed.normalize('NFKC').trim().toUpperCase()
  return NUMBER.test(number) ? number : null
}

/** States of each type as its room has them, for filters; a list shows any other by its code. */
export const MATTER_STATES: Readonly<Record<MatterType, readonly string[]>> = {
  billing_error: [
    'reported',
    'checked',
    'verified',
    'rejected',
    'approved',
    'sent',
    'credited',
    'failed',
    'confirmed',
    'reversed',
  ],
  subscription_order: ['requested', 'asked', 'confirmed', 'active', 'declined', 'lapsed', 'cancelled'],
  planned_event: ['planned', 'held', 'done', 'called_off'],
  purchase: ['made', 'closed'],
  joining: ['joined', 'closed'],
  bulk_message: ['requested', 'approved', 'rejected', 'sent'],
}
