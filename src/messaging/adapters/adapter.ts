import type { MessageChannel } from '../rules/template'

/** A message as an adapter gets it: the only place outside a phone where number and text stand together in clear. */
export type OutgoingMessage = {
  readonly id: string
  /** The same for every attempt that must count as one with the provider. */
  readonly attemptId: string
  readonly channel: MessageChannel
  /** Normalised phone number, or mail address for `email`. */
  readonly to: string
  readonly title: string
  readonly text: string
}

export type SendOutcome =
  /** The provider has it, under these numbers of its own, one a part; `delivered`: it is with the customer already. */
  | { readonly kind: 'accepted'; readonly providerIds: readonly string[]; readonly delivered?: boolean }
  /** The provider surely does not have it. `permanent`: it will never take it. */
  | { readonly kind: 'refused'; readonly permanent: boolean; readonly errorCode: string }
  /** The message was not handed over at all: no connection, or too much at once. Costs no attempt. */
  | { readonly kind: 'not_tried'; readonly errorCode: string }
  /** Handed over, no answer. */
  | { readonly kind: 'unsure'; readonly errorCode: string }

/** A way out to a provider. Adapters hold connections; they never touch the database. */
export type MessageAdapter = {
  /** Stands in the rows: `smpp`, `http`, `smtp`, `simulator`. */
  readonly name: string
  readonly channels: readonly MessageChannel[]
  /** Messages (SMS: parts) a second, all workers together; null: no limit. */
  readonly perSecond: number | null
  /** Whether the provider takes a message with a known `attemptId` for the same message. */
  readonly isIdempotent: boolean
  /** How many messages may be under way at once. */
  readonly window: number
  readonly send: (message: OutgoingMessage) => Promise<SendOutcome>
  readonly close: () => Promise<void>
}
