/** Where a group complaint stands: growing, confirmed as one cause, or dismissed with a reason. */
export const GROUP_STATES = ['open', 'confirmed', 'dismissed'] as const
export type GroupState = (typeof GROUP_STATES)[number]
