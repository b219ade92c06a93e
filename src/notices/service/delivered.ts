import type { Delivery } from '@/messaging/rules/message'
import type { TxCtx } from '@/platform/context'
import { isOver } from '../rules/lists'
import { changeNotice, type NoticeRow, noticesOf } from '../store/notices'
import { lockedEvent, patchEvent, recordEventFacts, refreshStanding } from './locked-event'

/**
 * What became of a notice: what was delivered goes on record as the proof of it, dated by its sending; what was not is
 * tried another way. Told twice, once. @returns whether the message was one of ours
 */
export async function noticeDelivered(ctx: TxCtx, delivery: Delivery): Promise<boolean> {
  if (delivery.subject.type !== 'planned_event') return false
  const event = await lockedEvent(ctx, delivery.subject.id, [])
  const notice = (await noticesOf(ctx.tx, event.id)).find(({ messageKey }) => messageKey === delivery.key)
  if (!notice || notice.state === 'delivered' || notice.state === 'dropped') return true
  const now = ctx.clock()
  const at = new Date(Math.min(delivery.at.getTime(), now.getTime()))
  switch (delivery.state) {
    case 'sent':
      await changeNotice(ctx.tx, notice.id, { state: 'sent', sentAt: at })
      return true
    case 'delivered': {
      const sentAt = await sentTime(ctx, notice, at)
      await changeNotice(ctx.tx, notice.id, { state: 'delivered', sentAt, deliveredAt: at })
      await recordEventFacts(ctx, event, [
        {
          type: notice.factType,
          occurredAt: sentAt,
          // A delivery is the provider's word, not that of whoever happens to be signed in.
          source: 'system',
          idempotencyKey: `notice:${notice.id}`,
          attrs: { ...saidBy(notice), deliveredAt: at.toISOString() },
        },
      ])
      await refreshStanding(ctx, [event.id])
      if (!isOver(event.state)) await patchEvent(ctx, event, { nextStepAt: now })
      return true
    }
    case 'undelivered':
    case 'dead': {
      if (notice.state === 'failed') return true
      await changeNotice(ctx.tx, notice.id, {
        state: 'failed',
        failedAt: at,
        errorCode: delivery.errorCode ?? delivery.state,
      })
      await recordEventFacts(ctx, event, [
        {
          type: notice.factType,
          occurredAt: at,
          source: 'system',
          attrs: { ...saidBy(notice), undelivered: true, errorCode: delivery.errorCode ?? delivery.state },
        },
      ])
      if (!isOver(event.state)) await patchEvent(ctx, event, { nextStepAt: now })
      return true
    }
  }
}

const saidBy = (notice: NoticeRow): Readonly<Record<string, unknown>> => ({
  channel: notice.channel,
  noticeId: notice.id,
  messageId: notice.messageId,
  ...(notice.eventAt ? { eventAt: notice.eventAt.toISOString() } : {}),
})

/** When it left, which is what forbidden hours are about; a report may be all we hear of it. */
async function sentTime(ctx: TxCtx, notice: NoticeRow, deliveredAt: Date): Promise<Date> {
  if (notice.sentAt) return notice.sentAt
  const message = notice.messageId
    ? await ctx.tx.outboxMessage.findUnique({ where: { id: notice.messageId }, select: { sentAt: true } })
    : null
  const sentAt = message?.sentAt ?? deliveredAt
  return sentAt > deliveredAt ? deliveredAt : sentAt
}
