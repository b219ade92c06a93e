import type { SubjectType } from '@/kernel/fact-types'
import type { MessageChannel } from './template'

/**
 * waiting: to be sent from its due time on; sending: handed to a provider, the end not known yet; sent: the provider has
 * it; delivered and undelivered: the provider's report; dead: refused or given up; unknown: the attempt ended without an
 * answer, a report or a person decides; withdrawn: no longer wanted before it went.
 */
export const MESSAGE_STATES = [
  'waiting',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'dead',
  'unknown',
  'withdrawn',
] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

/** States a person may have sent again: nobody can have it, or nobody knows. */
export const RESENDABLE: readonly MessageState[] = ['dead', 'unknown']

export const INBOUND_STATES = ['received', 'handled', 'unhandled', 'failed'] as const
export type InboundState = (typeof INBOUND_STATES)[number]

/** What a customer sent to us, as the rooms get it. */
export type IncomingMessage = {
  readonly id: string
  /** null: a number we do not know. */
  readonly customerId: string | null
  /** Keyed hash of the number it came from; the same as the customer's when known. */
  readonly fromHash: string
  readonly text: string
  readonly receivedAt: Date
  readonly channel: MessageChannel
}

/** What became of a message of ours, as the rooms get it. */
export type Delivery = {
  readonly messageId: string
  /** Key it was queued with. */
  readonly key: string
  readonly subject: { readonly type: SubjectType; readonly id: string }
  readonly customerId: string
  readonly unitId: string
  readonly channel: MessageChannel
  /** `sent`: the provider took it; `undelivered` and `dead` name `errorCode`. */
  readonly state: 'sent' | 'delivered' | 'undelivered' | 'dead'
  readonly at: Date
  readonly errorCode: string | null
}
