import type { CallbackEvent } from '@/messaging/schema'
import { receiveIncoming } from '@/messaging/service/receive'
import { reportDelivery } from '@/messaging/service/report'
import type { Ctx } from '@/platform/context'
import { messageReactions } from './messages'

/** Takes what the HTTP gateway tells, in its order. @returns how many events were new */
export async function takeCallback(ctx: Ctx, events: readonly CallbackEvent[]): Promise<number> {
  let fresh = 0
  for (const event of events) {
    if (event.type === 'report') {
      const { id: providerId, message, state, error, at: occurredAt } = event
      const isNew = await reportDelivery(
        ctx,
        { adapter: 'http', providerId, state, errorCode: error ?? null, occurredAt },
        messageReactions,
        message === undefined ? null : { messageId: message },
      )
      if (isNew) fresh += 1
    } else {
      const { id: providerId, from, to, text, at: receivedAt } = event
      const { state } = await receiveIncoming(
        ctx,
        { adapter: 'http', providerId, from, to, text, receivedAt },
        messageReactions,
      )
      if (state !== 'repeated') fresh += 1
    }
  }
  return fresh
}
