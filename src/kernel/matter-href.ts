import type { MatterType } from './fact-types'

/** Rooms with pages of their own for their matters; the others have the common page. */
const ROOM_OF: Partial<Readonly<Record<MatterType, string>>> = {
  billing_error: 'refunds',
  subscription_order: 'orders',
  planned_event: 'notices',
  bulk_message: 'bulk',
}

/** Address of a matter's own page. */
export const matterHref = (type: MatterType, id: string): string => `/${ROOM_OF[type] ?? 'matters'}/${id}`
