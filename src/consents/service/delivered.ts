import type { Delivery } from '@/messaging/rules/message'
import { lockSubject, recordFacts } from '@/obligations/service/record'
import type { TxCtx } from '@/platform/context'
import { changeOrder } from '../store/orders'
import { lockedOrder, recordOrderFacts } from './locked-order'
import { messageKey } from './messages'

/**
 * What follows when a text has left: the notice of a new subscription (the question states all of it, the text at the
 * activation again), the fee of a purchase, the welcome, the monthly reminder count as sent from the moment a provider
 * has them, not from when we wrote them down. @returns whether the message was one of ours
 */
export async function messageDelivered(ctx: TxCtx, delivery: Delivery): Promise<boolean> {
  const { subject, state, key, at } = delivery
  const hasLeft = state === 'sent' || state === 'delivered'
  switch (subject.type) {
    case 'subscription_order':
      if (hasLeft) await orderTold(ctx, subject.id, key, at)
      return true
    case 'purchase':
      if (hasLeft) await toldOnce(ctx, { type: 'purchase', id: subject.id }, delivery)
      return true
    case 'joining':
      if (hasLeft) await toldOnce(ctx, { type: 'joining', id: subject.id }, delivery)
      return true
    default:
      return false
  }
}

async function orderTold(ctx: TxCtx, orderId: string, key: string, at: Date): Promise<void> {
  const isReminder = key.startsWith('consent.fee_reminder:')
  const isNotice =
    key === messageKey('consent.ask', orderId) || key === messageKey('consent.activated', orderId)
  if (!isNotice && !isReminder) return
  const order = await lockedOrder(ctx, orderId, null)
  const occurredAt = notAfter(at, ctx.clock())
  if (isReminder) {
    const month = key.split(':').at(-1)
    const known = await ctx.tx.fact.findFirst({
      where: { idempotencyKey: key, subjectId: orderId },
      select: { id: true },
    })
    if (known) return
    await recordFacts(ctx, [
      {
        type: 'subscription.fee_reminded',
        subject: { type: 'subscription_order', id: orderId },
        unitId: order.unitId,
        occurredAt,
        attrs: { month },
        idempotencyKey: key,
      },
    ])
    return
  }
  if (order.noticeSentAt !== null) return
  await recordOrderFacts(ctx, order, [{ type: 'subscription.notice_sent', occurredAt }])
  await changeOrder(ctx.tx, orderId, { noticeSentAt: occurredAt })
}

/** Records that the one text of a purchase or a joining has left; told twice, once. */
async function toldOnce(
  ctx: TxCtx,
  subject: { readonly type: 'purchase' | 'joining'; readonly id: string },
  { at, unitId }: Delivery,
): Promise<void> {
  await lockSubject(ctx, subject)
  const occurredAt = notAfter(at, ctx.clock())
  const changed =
    subject.type === 'purchase'
      ? await ctx.tx.purchase.updateMany({
          where: { id: subject.id, noticeSentAt: null },
          data: { noticeSentAt: occurredAt },
        })
      : await ctx.tx.joining.updateMany({
          where: { id: subject.id, welcomeSentAt: null },
          data: { welcomeSentAt: occurredAt },
        })
  if (changed.count === 0) return
  await recordFacts(ctx, [
    {
      type: subject.type === 'purchase' ? 'purchase.notice_sent' : 'customer.welcome_sent',
      subject,
      unitId,
      occurredAt,
      attrs: {},
    },
  ])
}

const notAfter = (at: Date, now: Date): Date => (at > now ? now : at)
