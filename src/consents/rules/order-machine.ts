import { assertNever } from '@/kernel/exhaustive'
import type { Reading } from './answer-words'
import type { OrderState, Verdict } from './lists'

/** What the decisions about an order need to know of it. Instants in milliseconds since 1970. */
export type OrderView = {
  readonly state: OrderState
  readonly needsConfirmation: boolean
  /** Becomes active with the yes; otherwise the carrier's system activates it. */
  readonly activatesItself: boolean
  readonly phoneHash: string
  readonly requestedAtMs: number
  readonly askedAtMs: number | null
  readonly windowEndsAtMs: number | null
  readonly askedAgainAtMs: number | null
  /** A refusal of the customer is on record. */
  readonly hasRefusal: boolean
}

export type Answer = { readonly reading: Reading; readonly fromHash: string; readonly atMs: number }

/** What follows from an answer: how it goes on record, the states the order passes through, whether it is asked again. */
export type AnswerDecision = {
  readonly verdict: Verdict
  readonly becomes: readonly OrderState[]
  readonly asksAgain: boolean
}

const only = (verdict: Verdict): AnswerDecision => ({ verdict, becomes: [], asksAgain: false })
const then = (verdict: Verdict, ...becomes: OrderState[]): AnswerDecision => ({
  verdict,
  becomes,
  asksAgain: false,
})

/**
 * Decides what an answer does to an order. It counts by the moment it was received, so the outcome is the same whether
 * the worker closed the window a moment before or after. The caller has made sure that it belongs to this order.
 */
export function decideAnswer(order: OrderView, { reading, fromHash, atMs }: Answer): AnswerDecision {
  if (fromHash !== order.phoneHash) return only('wrong_number')
  switch (order.state) {
    case 'requested':
      // Whoever takes an order back before the question need not wait for it.
      return reading === 'cancel' || reading === 'no' ? then('cancel', 'cancelled') : only('out_of_order')
    case 'asked':
    case 'lapsed':
      return decideOpen(order, reading, atMs)
    case 'confirmed':
    case 'active':
      return decideRunning(order, reading, atMs)
    case 'declined':
    case 'cancelled':
      return only(order.askedAtMs === null ? 'out_of_order' : 'repeated')
    default:
      return assertNever(order.state)
  }
}

function decideOpen(order: OrderView, reading: Reading, atMs: number): AnswerDecision {
  if (order.askedAtMs === null || atMs < order.askedAtMs) return only('out_of_order')
  const isOpen = order.state === 'asked'
  if (atMs > order.windowEndsAtMs!) return isOpen ? then('late', 'lapsed') : only('late')
  switch (reading) {
    case 'yes':
      // Who has said no orders anew.
      if (order.hasRefusal) return only('repeated')
      return order.activatesItself ? then('yes', 'confirmed', 'active') : then('yes', 'confirmed')
    case 'no':
    case 'cancel':
      return isOpen ? then('no', 'declined') : only('no')
    case 'unclear':
      return {
        verdict: 'unclear',
        becomes: [],
        asksAgain: isOpen && order.askedAgainAtMs === null,
      }
    default:
      return assertNever(reading)
  }
}

/** A no while the window is still open takes the yes back; a cancellation holds at any time. */
function decideRunning(order: OrderView, reading: Reading, atMs: number): AnswerDecision {
  const isInWindow = order.windowEndsAtMs !== null && atMs <= order.windowEndsAtMs
  if (reading === 'cancel' || (reading === 'no' && isInWindow)) return then('cancel', 'cancelled')
  if (reading === 'unclear') return only('unclear')
  return only(order.askedAtMs === null ? 'out_of_order' : 'repeated')
}

/** Whether the time for an answer is over: silence up to and including its last moment was still in time. */
export const hasLapsed = (order: OrderView, nowMs: number): boolean =>
  order.state === 'asked' && order.windowEndsAtMs !== null && nowMs > order.windowEndsAtMs

/** Why an order cannot be activated; null when it can. `hasYes`: the three records are complete. */
export function activationRefusal(order: OrderView, hasYes: boolean): string | null {
  switch (order.state) {
    case 'active':
      return null
    case 'cancelled':
      return 'order_is_cancelled'
    case 'declined':
      return 'order_was_declined'
    case 'lapsed':
      return 'order_not_confirmed_in_time'
    case 'requested':
    case 'asked':
      return order.needsConfirmation ? 'order_not_confirmed' : null
    case 'confirmed':
      return order.needsConfirmation && !hasYes ? 'order_not_confirmed' : null
    default:
      return assertNever(order.state)
  }
}

/** Orders a cancellation ends; the others are not running, and cancelling them again changes nothing. */
export const endsByCancelling = (state: OrderState): boolean =>
  state === 'requested' || state === 'asked' || state === 'confirmed' || state === 'active'
