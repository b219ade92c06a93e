import { plainCustomers } from '@/customers/service/find-or-add'
import type { IncomingMessage } from '@/messaging/rules/message'
import type { TxCtx } from '@/platform/context'
import { seal } from '@/platform/crypto'
import { readAnswer } from '../rules/answer-words'
import { type Choice, chooseOrder } from '../rules/choose-order'
import type { ConsentChannel, OrderState, Verdict } from '../rules/lists'
import { type AnswerDecision, decideAnswer } from '../rules/order-machine'
import { candidateOrders, lockCustomer, type OrderRow, orderView, verdictOfMessage } from '../store/orders'
import { serviceVersion } from '../store/services'
import { currentSetting, settingOfVersion } from '../store/settings'
import { becomeActive, freshOrder } from './activate'
import { lockedOrder, type OrderFact, patchOrder, putOnFile, recordOrderFacts } from './locked-order'
import { momentText, type Recipient, serviceParams, tell } from './messages'

export type AnswerOutcome =
  | { readonly handled: false }
  | {
      readonly handled: true
      readonly orderId: string
      readonly verdict: Verdict
      readonly state: OrderState
    }

/** A text of a customer; `orderRef` where the way it came names the order (a link, a voice menu). */
export type ReceivedAnswer = Omit<IncomingMessage, 'channel'> & {
  readonly channel: IncomingMessage['channel'] | ConsentChannel
  readonly orderRef?: string
}

/**
 * Takes a text of a customer: finds the order it belongs to, puts it on file as received with what it is held to be, and
 * does what follows, all in the caller's transaction. The same message again changes nothing.
 */
export async function answerReceived(ctx: TxCtx, incoming: ReceivedAnswer): Promise<AnswerOutcome> {
  const messageKey = `in:${incoming.id}`
  const known = await verdictOfMessage(ctx.tx, messageKey)
  if (known) return { handled: true, ...known, state: (await freshOrder(ctx, known.orderId)).state }
  if (incoming.customerId) await lockCustomer(ctx.tx, incoming.customerId)
  const choice = await choose(ctx, incoming)
  if (choice.kind === 'none') return { handled: false }
  const order = await lockedOrder(ctx, choice.id, null)
  const occurredAt = notAfterNow(ctx, incoming.receivedAt)
  const { words } = await settingOfVersion(ctx.tx, order.settingVersion)
  const { code } = await serviceVersion(ctx.tx, order.serviceVersionId)
  const { reading } = readAnswer(incoming.text, words, [code])
  const decision: AnswerDecision =
    choice.kind === 'ambiguous'
      ? { verdict: 'ambiguous', becomes: [], asksAgain: false }
      : decideAnswer(orderView(order), { reading, fromHash: incoming.fromHash, atMs: occurredAt.getTime() })
  await putOnFile(ctx, order.id, {
    kind: 'answer',
    channel: channelOf(incoming.channel),
    text: incoming.text,
    occurredAt,
    from: { fromHash: incoming.fromHash, fromEnc: await sealedNumber(ctx, incoming.customerId) },
    verdict: decision.verdict,
    messageKey,
  })
  await follow(ctx, order, decision, occurredAt, channelOf(incoming.channel))
  if (choice.kind === 'ambiguous') await askWhich(ctx, order, choice.codes, messageKey)
  return {
    handled: true,
    orderId: order.id,
    verdict: decision.verdict,
    state: (await freshOrder(ctx, order.id)).state,
  }
}

async function choose(ctx: TxCtx, incoming: ReceivedAnswer): Promise<Choice> {
  if (incoming.orderRef !== undefined) {
    const order = await lockedOrder(ctx, incoming.orderRef, null)
    return { kind: 'order', id: order.id }
  }
  if (!incoming.customerId) return { kind: 'none' }
  const orders = await candidateOrders(ctx.tx, incoming.customerId)
  if (orders.length === 0) return { kind: 'none' }
  const { words } = await currentSetting(ctx.tx)
  const read = readAnswer(
    incoming.text,
    words,
    orders.map(({ code }) => code),
  )
  return chooseOrder(orders, read, incoming.receivedAt.getTime())
}

/** What a decision does: facts, states, a text to the customer. */
async function follow(
  ctx: TxCtx,
  order: OrderRow,
  decision: AnswerDecision,
  at: Date,
  channel: ConsentChannel,
): Promise<void> {
  const facts: Partial<Record<OrderState, OrderFact>> = {
    confirmed: { type: 'subscription.confirmed', occurredAt: at, attrs: { byCustomer: true, channel } },
    declined: { type: 'subscription.declined', occurredAt: at, attrs: { byCustomer: true, channel } },
    lapsed: { type: 'subscription.lapsed', occurredAt: order.windowEndsAt ?? at },
    cancelled: { type: 'subscription.cancelled', occurredAt: at, attrs: { byCustomer: true, channel } },
  }
  for (const state of decision.becomes) {
    if (state === 'active') {
      await becomeActive(ctx, await freshOrder(ctx, order.id), at)
      continue
    }
    const fact = facts[state]
    if (fact) await recordOrderFacts(ctx, order, [fact])
    await patchOrder(ctx, order.id, {
      state,
      ...(state === 'confirmed' || state === 'declined' ? { answeredAt: at } : {}),
      ...(state === 'cancelled' ? { cancelledAt: at, cancelChannel: channel } : {}),
    })
    if (state === 'declined' || state === 'cancelled') await tellEnd(ctx, order, state)
  }
  if (decision.asksAgain) await askAgain(ctx, order)
}

const recipientOf = (order: OrderRow): Recipient => ({
  subjectType: 'subscription_order',
  subjectId: order.id,
  customerId: order.customerId,
  unitId: order.unitId,
})

/** Tells the customer that nothing was ordered, or that it is cancelled. */
export async function tellEnd(ctx: TxCtx, order: OrderRow, state: 'declined' | 'cancelled'): Promise<void> {
  const service = await serviceVersion(ctx.tx, order.serviceVersionId)
  await tell(ctx, recipientOf(order), `consent.${state}`, { service: service.name })
}

/** Asks once more, in the same window. */
async function askAgain(ctx: TxCtx, order: OrderRow): Promise<void> {
  const service = await serviceVersion(ctx.tx, order.serviceVersionId)
  const sent = await tell(ctx, recipientOf(order), 'consent.ask_again', {
    ...serviceParams(service),
    until: await momentText(ctx, order.windowEndsAt!, order.unitId),
  })
  const askedAgainAt = ctx.clock()
  await putOnFile(ctx, order.id, {
    kind: 'question',
    channel: 'sms',
    text: sent.text,
    occurredAt: askedAgainAt,
    messageKey: sent.key,
  })
  await patchOrder(ctx, order.id, { askedAgainAt })
}

/** Asks which of several orders is meant, by their codes. */
async function askWhich(ctx: TxCtx, order: OrderRow, codes: readonly string[], part: string): Promise<void> {
  await tell(ctx, recipientOf(order), 'consent.which', { codes: codes.join(', ') }, part)
}

const notAfterNow = (ctx: TxCtx, at: Date): Date => (at > ctx.clock() ? ctx.clock() : at)

const channelOf = (channel: ReceivedAnswer['channel']): ConsentChannel =>
  channel === 'email' ? 'web' : channel

async function sealedNumber(ctx: TxCtx, customerId: string | null): Promise<Uint8Array<ArrayBuffer> | null> {
  if (customerId === null) return null
  const plain = (await plainCustomers(ctx, [customerId])).get(customerId)
  return plain ? seal('customer.phone', plain.phone) : null
}
