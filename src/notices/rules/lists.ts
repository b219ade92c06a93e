import type { FactType } from '@/kernel/fact-types'

export const EVENT_KINDS = ['suspension', 'low_balance', 'contract_end', 'price_change'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export const EVENT_STATES = ['planned', 'held', 'called_off', 'done'] as const
export type EventState = (typeof EVENT_STATES)[number]
export const isOver = (state: EventState): boolean => state === 'done' || state === 'called_off'

/** How the notices before an event stand: nothing is owed, something is missing, it is too late for something, all is proven. */
export const PROOFS = ['too_late', 'missing', 'proven', 'none_owed'] as const
export type Proof = (typeof PROOFS)[number]

export const CUSTOMER_CLASSES = ['postpaid', 'prepaid'] as const
export type CustomerClass = (typeof CUSTOMER_CLASSES)[number]

export const PRICE_PERIODS = ['use', 'day', 'week', 'month', 'year'] as const
export type PricePeriod = (typeof PRICE_PERIODS)[number]

export const NOTICE_CHANNELS = ['sms', 'voice', 'email'] as const
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number]

/** waiting: its time has not come; queued: in the outbox; sent: the provider has it; dropped: not wanted any more. */
export const NOTICE_STATES = ['waiting', 'queued', 'sent', 'delivered', 'failed', 'dropped'] as const
export type NoticeState = (typeof NOTICE_STATES)[number]

/** The facts an event is recorded by. */
type EventFacts = {
  readonly planned: FactType
  readonly calledOff: FactType
  /** null: it is no event itself, only the cause of one. */
  readonly done: FactType | null
}
export const FACTS_OF: Readonly<Record<EventKind, EventFacts>> = {
  suspension: {
    planned: 'suspension.planned',
    calledOff: 'suspension.called_off',
    done: 'suspension.done',
  },
  low_balance: { planned: 'balance.low_found', calledOff: 'suspension.called_off', done: null },
  contract_end: {
    planned: 'contract_term.end_planned',
    calledOff: 'contract_term.called_off',
    done: 'contract_term.ended',
  },
  price_change: {
    planned: 'price_change.planned',
    calledOff: 'price_change.called_off',
    done: 'price_change.done',
  },
}

/** Facts that put a notice on record, with the template of its text. */
export const TEMPLATE_OF = {
  'suspension.notice_sent': 'notice.suspension',
  'balance.notice_sent': 'notice.balance_low',
  'contract_term.notice_sent': 'notice.contract_ending',
  'price_change.notice_sent': 'notice.price_change',
} as const
/** Whoever pays beforehand owes nothing: the text names the balance. */
export const templateOf = (fact: NoticeFact, customerClass: CustomerClass): string =>
  fact === 'suspension.notice_sent' && customerClass === 'prepaid'
    ? 'notice.suspension_prepaid'
    : TEMPLATE_OF[fact]

export type NoticeFact = keyof typeof TEMPLATE_OF
export const isNoticeFact = (type: string): type is NoticeFact => type in TEMPLATE_OF

/** The most rows an exported file holds. */
export const EXPORT_LIMIT = 100_000
