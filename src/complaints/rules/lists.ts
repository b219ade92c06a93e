/** Closed lists of the intake form and the case page; each code has its words under `complaints.<list>.<code>`. */

export const CASE_KINDS = ['complaint', 'enquiry', 'suggestion', 'opinion', 'praise'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

/** What the customer wants, in the order of the number keys 1 to 6. */
export const WANTS = ['fix', 'refund', 'explanation', 'cancel', 'apology', 'other'] as const
export type Wants = (typeof WANTS)[number]

export const CHANNELS = [
  'hall',
  'hotline',
  'web',
  'sms',
  'reception_day',
  'gm_hotline',
  'social_media',
  'regulator',
  'media',
] as const
export type Channel = (typeof CHANNELS)[number]

export const URGENCIES = ['low', 'normal', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

export const CUSTOMER_CLASSES = ['personal', 'home', 'business', 'vip'] as const
export type CustomerClass = (typeof CUSTOMER_CLASSES)[number]

/** The seven areas a promise can be about. */
export const PROMISE_AREAS = [
  'charging',
  'marketing',
  'service_delivery',
  'technical',
  'partners',
  'content',
  'complaints',
] as const
export type PromiseArea = (typeof PROMISE_AREAS)[number]

/** By which way the customer was reached. */
export const REPLY_CHANNELS = ['phone', 'in_person', 'sms', 'email', 'letter', 'online'] as const
export type ReplyChannel = (typeof REPLY_CHANNELS)[number]

export const CLOSE_RESULTS = [
  'solved',
  'explained',
  'unfounded',
  'withdrawn',
  'unreachable',
  'other',
] as const
export type CloseResult = (typeof CLOSE_RESULTS)[number]

/** How a call-back went: answered by the customer, or why not. */
export const CALL_BACK_RESULTS = ['satisfied', 'dissatisfied', 'no_answer', 'refused'] as const
export type CallBackResult = (typeof CALL_BACK_RESULTS)[number]

/** Levels a case can be moved up to inside the carrier. */
export const UPGRADE_LEVELS = ['branch', 'province', 'carrier'] as const
export type UpgradeLevel = (typeof UPGRADE_LEVELS)[number]

/** Whom a customer turned to over our head. */
export const ESCALATION_TARGETS = [
  'head_office',
  'media',
  'consumer_association',
  'government',
  'other',
] as const
export type EscalationTarget = (typeof ESCALATION_TARGETS)[number]

/** The channel a clerk of such a unit usually takes cases by. */
export function usualChannel(unitKind: string): Channel {
  return unitKind === 'hotline' ? 'hotline' : 'hall'
}
