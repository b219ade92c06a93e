import { answerReceived } from '@/consents/service/answer'
import { messageDelivered } from '@/consents/service/delivered'
import type { Reactions } from '@/messaging/service/reactions'
import { noticeDelivered } from '@/notices/service/delivered'

/** What the rooms make of answers and of delivery reports. The first room that has a use for an answer takes it. */
export const messageReactions: Reactions = {
  onIncoming: async (ctx, incoming) =>
    (await answerReceived(ctx, incoming)).handled ? 'handled' : 'unhandled',
  onDelivery: async (ctx, delivery) => {
    if (!(await messageDelivered(ctx, delivery))) await noticeDelivered(ctx, delivery)
  },
}
