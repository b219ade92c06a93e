import type { IncomingMessage } from '@/messaging/rules/message'
import type { TxCtx } from '@/platform/context'
import { readAnswer } from '../rules/answer-words'
import { type Choice, chooseOrder } from '../rules/choose-order'
import type { ConsentChannel, OrderState, Verdict } from '../rules/lists'
import { type AnswerDecision, decideAnswer } from '../rules/order-machine'
import {
  lockCustomer,
  type MetByAnswer,
  metByAnswer,
  type OrderPatch,
  type OrderRow,
  orderView,
} from '../store/orders'
import { activation, tellActive } from './activate'
import {
  lockedOrder,
  lockedOrderOf,
  type OrderFact,
  patchOrder,
  patchOrderBy,
  putOnFile,
  recordOrderFacts,
} from './locked-order'
import { momentText, type Recipient, serviceParams, tell } from './messages'
import { serviceAsOrdered, settingAsAsked } from './unchanging'

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
  const { customerId } = incoming
  const fromEnc = customerId === null ? null : await lockCustomer(ctx.tx, customerId)
  const met = await metByAnswer(ctx.tx, messageKey, customerId)
  if (met.known) return { handled: true, ...met.known }
  const choice = await choose(ctx, incoming, met)
  if (choice.kind === 'none') return { handled: false }
  const order = await lockedOrderOf(ctx, choice.id)
  const occurredAt = notAfterNow(ctx, incoming.receivedAt)
  const { words } = await settingAsAsked(ctx, order.settingVersion)
  const { code } = await serviceAsOrdered(ctx, order.serviceVersionId)
  const { reading } = readAnswer(incoming.text, words, [code])
  const decision: AnswerDecision =
    choice.kind === 'ambiguous'
      ? { verdict: 'ambiguous', becomes: [], asksAgain: false }
      : decideAnswer(orderView(order), { reading, fromHash: incoming.fromHash, atMs: occurredAt.getTime() })
  const channel = channelOf(incoming.channel)
  await putOnFile(ctx, order.id, {
    kind: 'answer',
    channel,
    text: incoming.text,
    occurredAt,
    from: { fromHash: incoming.fromHash, fromEnc },
    verdict: decision.verdict,
    messageKey,
  })
  await follow(ctx, order, decision, occurredAt, channel)
  if (choice.kind === 'ambiguous') await askWhich(ctx, order, choice.codes, messageKey)
  return {
    handled: true,
    orderId: order.id,
    verdict: decision.verdict,
    state: decision.becomes.at(-1) ?? order.state,
  }
}

async function choose(ctx: TxCtx, incoming: ReceivedAnswer, met: MetByAnswer): Promise<Choice> {
  if (incoming.orderRef !== undefined) {
    const order = await lockedOrder(ctx, incoming.orderRef, null)
    return { kind: 'order', id: order.id }
  }
  const { candidates } = met
  if (candidates.length === 0) return { kind: 'none' }
  const { words } = await settingAsAsked(ctx, met.settingVersion)
  const read = readAnswer(
    incoming.text,
    words,
    candidates.map(({ code }) => code),
  )
  return chooseOrder(candidates, read, incoming.receivedAt.getTime())
}

/** What a decision does: the facts at once, the states one after another, a text to the customer. */
async function follow(
  ctx: TxCtx,
  order: OrderRow,
  decision: AnswerDecision,
  at: Date,
  channel: ConsentChannel,
): Promise<void> {
  const steps = decision.becomes.map((state) => stepTo(state, order, at, channel))
  if (steps.length > 0) {
    await recordOrderFacts(
      ctx,
      order,
      steps.map(({ fact }) => fact),
    )
    await patchOrderBy(
      ctx,
      order.id,
      steps.map(({ patch }) => patch),
    )
  }
  const became = decision.becomes.at(-1)
  if (became === 'active') await tellActive(ctx, order)
  if (became === 'declined' || became === 'cancelled') await tellEnd(ctx, order, became)
  if (decision.asksAgain) await askAgain(ctx, order)
}

/** The fact and the change of a state an answer leads to. */
function stepTo(
  state: OrderState,
  order: OrderRow,
  at: Date,
  channel: ConsentChannel,
): { readonly fact: OrderFact; readonly patch: OrderPatch } {
  const attrs = { byCustomer: true, channel }
  switch (state) {
    case 'active':
      return activation(order, at)
    case 'confirmed':
      return {
        fact: { type: 'subscription.confirmed', occurredAt: at, attrs },
        patch: { state, answeredAt: at },
      }
    case 'declined':
      return {
        fact: { type: 'subscription.declined', occurredAt: at, attrs },
        patch: { state, answeredAt: at },
      }
    case 'cancelled':
      return {
        fact: { type: 'subscription.cancelled', occurredAt: at, attrs },
        patch: { state, cancelledAt: at, cancelChannel: channel },
      }
    case 'lapsed':
      return {
        fact: { type: 'subscription.lapsed', occurredAt: order.windowEndsAt ?? at },
        patch: { state },
      }
    case 'requested':
    case 'asked':
      throw new Error(`no answer makes an order ${state}`)
  }
}

const recipientOf = (order: OrderRow): Recipient => ({
  subjectType: 'subscription_order',
  subjectId: order.id,
  customerId: order.customerId,
  unitId: order.unitId,
})

/** Tells the customer that nothing was ordered, or that it is cancelled. */
export async function tellEnd(ctx: TxCtx, order: OrderRow, state: 'declined' | 'cancelled'): Promise<void> {
  const service = await serviceAsOrdered(ctx, order.serviceVersionId)
  await tell(ctx, recipientOf(order), `consent.${state}`, { service: service.name })
}

/** Asks once more, in the same window. */
async function askAgain(ctx: TxCtx, order: OrderRow): Promise<void> {
  const service = await serviceAsOrdered(ctx, order.serviceVersionId)
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
