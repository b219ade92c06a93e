/** What a service is; the first three are ordered only after a second confirmation (order 574 of 2006). */
export const SERVICE_TYPES = ['monthly', 'subscription', 'free_trial', 'on_demand'] as const
export type ServiceType = (typeof SERVICE_TYPES)[number]

/** Types the article of 2006 names; a carrier may add `on_demand`, never take one away. */
export const ALWAYS_CONFIRMED: readonly ServiceType[] = ['monthly', 'subscription', 'free_trial']

/** Classes a service belongs to beside its type, as scopes of commitments name them. */
export const EXTRA_CLASSES = ['content_sms', 'mms'] as const
export type ExtraClass = (typeof EXTRA_CLASSES)[number]

/** What one price pays for. */
export const PERIODS = ['use', 'day', 'week', 'month', 'year'] as const
export type Period = (typeof PERIODS)[number]

export const ORDER_STATES = [
  'requested',
  'asked',
  'confirmed',
  'active',
  'declined',
  'lapsed',
  'cancelled',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** Orders that still run; one a customer and service. */
export const RUNNING_STATES: readonly OrderState[] = ['requested', 'asked', 'confirmed', 'active']

/** Where an order, an answer or a cancellation comes from. */
export const CONSENT_CHANNELS = ['hall', 'hotline', 'web', 'app', 'sms', 'voice', 'api'] as const
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number]

export const RECORD_KINDS = ['order', 'question', 'answer'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/**
 * What an answer is held to be. yes, no, cancel count; unclear and ambiguous are asked again; late: after the window;
 * wrong_number: another number than the one that ordered; repeated: decided already; out_of_order: nothing was asked.
 */
export const VERDICTS = [
  'yes',
  'no',
  'cancel',
  'unclear',
  'ambiguous',
  'late',
  'wrong_number',
  'repeated',
  'out_of_order',
] as const
export type Verdict = (typeof VERDICTS)[number]

/** What a charge on an order is; every one but the first is a billing error. */
export const CHARGE_VERDICTS = [
  'as_ordered',
  'without_consent',
  'before_activation',
  'after_cancellation',
  'in_free_trial',
  'above_price',
  'twice',
] as const
export type ChargeVerdict = (typeof CHARGE_VERDICTS)[number]

/** The most rows an exported file holds. */
export const EXPORT_LIMIT = 100_000
