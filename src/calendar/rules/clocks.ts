/**
 * The five ways a promise counts time:
 * `elapsed` round the clock; `calendar_day` and `working_day` whole local days, day 0 being the day of the trigger;
 * `service_hours` real time within opening hours; `billing_cycle` month ends.
 */
export const CLOCKS = ['elapsed', 'calendar_day', 'working_day', 'service_hours', 'billing_cycle'] as const
export type Clock = (typeof CLOCKS)[number]

export const DURATION_UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'cycle'] as const
export type DurationUnit = (typeof DURATION_UNITS)[number]

/**
 * A length of time on some clock. With `elapsed` and `service_hours`: second to week (a day is 24 open hours);
 * with `calendar_day` and `working_day`: day, week, month, year (end of that local day);
 * with `billing_cycle`: cycle.
 */
export type Duration = { readonly amount: number; readonly unit: DurationUnit }

/** Half-open range of instants in epoch milliseconds. */
export type InstantRange = readonly [fromMs: number, toMs: number]
