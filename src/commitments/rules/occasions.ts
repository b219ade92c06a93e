import type { AdvanceNoticeRule, Rule } from './rule'

/** The facts a rule on notices speaks of, beside the event itself. */
export type NoticePlan = {
  /** Fact that makes the notices owed: the event is planned, or its cause was found. */
  readonly start: string
  /** Fact that plans the event and names its time in `eventAt`; a later one replaces the time. */
  readonly planned: string
  readonly notice: string
  /** Fact after which nothing is owed any more; null: such an event is never called off on record. */
  readonly calledOff: string | null
  /** Facts that make good what was broken, beside a proof that comes late. */
  readonly madeGoodBy: readonly string[]
}

/** Events that are planned beforehand. An event that is not listed is not measured. */
const PLANNED_EVENTS: Readonly<Record<string, NoticePlan>> = {
  'suspension.done': {
    start: 'suspension.planned',
    planned: 'suspension.planned',
    notice: 'suspension.notice_sent',
    calledOff: 'suspension.called_off',
    madeGoodBy: ['service.restored'],
  },
  'contract_term.ended': {
    start: 'contract_term.end_planned',
    planned: 'contract_term.end_planned',
    notice: 'contract_term.notice_sent',
    calledOff: 'contract_term.called_off',
    madeGoodBy: [],
  },
  'price_change.done': {
    start: 'price_change.planned',
    planned: 'price_change.planned',
    notice: 'price_change.notice_sent',
    calledOff: 'price_change.called_off',
    madeGoodBy: [],
  },
  'works.started': {
    start: 'works.planned',
    planned: 'works.planned',
    notice: 'works.notice_sent',
    calledOff: null,
    madeGoodBy: [],
  },
}

/** Events whose notices are owed from a cause that is found, not from a date that is planned (rules with a `trigger`). */
const CAUSED_EVENTS: Readonly<Record<string, NoticePlan>> = {
  'suspension.done': {
    start: 'balance.low_found',
    planned: 'suspension.planned',
    notice: 'balance.notice_sent',
    calledOff: 'suspension.called_off',
    madeGoodBy: ['service.restored'],
  },
}

/** Events a rule on notices can be measured on, for the editor. */
export const NOTICE_EVENTS: readonly string[] = Object.keys(PLANNED_EVENTS)

/** The facts a rule on notices is measured by; null: nothing records them. */
export const noticePlanOf = (rule: Pick<AdvanceNoticeRule, 'event' | 'trigger'>): NoticePlan | null =>
  (rule.trigger === undefined ? PLANNED_EVENTS : CAUSED_EVENTS)[rule.event] ?? null

/** The fact that makes a rule owed on a subject; null: the rule is not one that facts begin. */
export function startFactOf(rule: Rule): string | null {
  switch (rule.kind) {
    case 'deadline':
    case 'gate':
      return rule.start
    case 'advance_notice':
      return noticePlanOf(rule)?.start ?? null
    case 'never_event':
      return rule.fact ?? null
    default:
      return null
  }
}

/** Facts that make good an occurrence of what may never happen, on the subject it happened to. */
export const MAKES_GOOD: readonly string[] = [
  'billing.refund_credited',
  'billing.refund_confirmed',
  'complaint.solved',
]

/**
 * Facts after which nothing more is expected of what they are about: a case is closed, an order was declined, met by silence
 * or cancelled, an error was rejected or taken back. A gate before an action that has not happened by then is settled.
 */
export const ENDS_SUBJECT: readonly string[] = [
  'complaint.closed',
  'subscription.declined',
  'subscription.lapsed',
  'subscription.cancelled',
  'billing.error_rejected',
  'billing.refund_reversed',
]
