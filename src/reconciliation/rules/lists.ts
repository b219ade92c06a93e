/** What billing may charge for. `other` is kept and counted, but no rule here judges it. */
export const CHARGE_KINDS = ['subscription', 'on_demand', 'call_record', 'prompt', 'other'] as const
export type ChargeKind = (typeof CHARGE_KINDS)[number]

/** Classes of billing error a run finds, gravest first: where several hold, the first one says what the customer gets. */
export const FINDING_CLASSES = [
  'no_consent',
  'after_cancellation',
  'in_free_trial',
  'charged_twice',
  'free_prompt_charged',
  'over_short_or_long_record',
  'rating_error',
  'not_as_ordered',
] as const
export type FindingClass = (typeof FINDING_CLASSES)[number]

/** Why a charge is found wrong, in one word each. */
export const WHYS = [
  'no_order',
  'order_of_other',
  'not_confirmed',
  'not_active',
  'cancelled',
  'in_trial',
  'again',
  'prompt_is_free',
  'record_long',
  'record_short',
  'rate_above',
  'price_above',
] as const
export type Why = (typeof WHYS)[number]

export const CLASS_OF_WHY: Readonly<Record<Why, FindingClass>> = {
  no_order: 'no_consent',
  order_of_other: 'no_consent',
  not_confirmed: 'no_consent',
  not_active: 'no_consent',
  cancelled: 'after_cancellation',
  in_trial: 'in_free_trial',
  again: 'charged_twice',
  prompt_is_free: 'free_prompt_charged',
  record_long: 'over_short_or_long_record',
  record_short: 'over_short_or_long_record',
  rate_above: 'rating_error',
  price_above: 'not_as_ordered',
}

export const FINDING_STATES = ['open', 'accepted', 'dismissed'] as const
export type FindingState = (typeof FINDING_STATES)[number]

export const RUN_STATUSES = ['waiting', 'running', 'done', 'failed'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

export const IMPORT_STATUSES = ['waiting', 'running', 'stopped', 'done', 'failed'] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]
