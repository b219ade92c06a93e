import type { Reactions } from '@/messaging/service/reactions'

/** What the rooms make of answers and of delivery reports. The first room that has a use for an answer takes it. */
export const messageReactions: Reactions = {
  onIncoming: async () => 'unhandled',
  onDelivery: async () => undefined,
}
