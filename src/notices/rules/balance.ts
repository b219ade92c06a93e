import { DAY_MS } from '@/calendar/rules/days'

/** How early notices go out, and how often a low balance may be told. */
export type NoticeSetting = {
  readonly marginMinutes: number
  readonly currency: string
  /** Balances at which the customer is reminded, falling. */
  readonly stepsMinor: readonly bigint[]
  readonly mostReminders: number
  readonly perDays: number
}

/** Where a carrier has set nothing: at 30, 10 and 5 yuan, three times in 30 days, a day before the latest moment. */
export const DEFAULT_SETTING: NoticeSetting = {
  marginMinutes: 24 * 60,
  currency: 'CNY',
  stepsMinor: [3000n, 1000n, 500n],
  mostReminders: 3,
  perDays: 30,
}

/** How many of the thresholds a balance is at or below; 0: it is not low. */
export const balanceStep = (stepsMinor: readonly bigint[], balanceMinor: bigint): number =>
  stepsMinor.filter((threshold) => balanceMinor <= threshold).length

export const REMINDER_OUTCOMES = ['remind', 'same_step', 'limit', 'above'] as const
export type ReminderOutcome = (typeof REMINDER_OUTCOMES)[number]

/** Reminders of one account so far. */
export type Reminded = {
  /** Deepest level reminded of since the balance was last above all of them. */
  readonly deepestStep: number
  /** When each reminder was decided, of whatever event. */
  readonly atMs: readonly number[]
}

/**
 * Whether a customer is told of a balance: once for each level it falls to, and never more than so many times in so many
 * days (SH-23).
 */
export function remindOf(
  setting: NoticeSetting,
  balanceMinor: bigint,
  { deepestStep, atMs }: Reminded,
  nowMs: number,
): { readonly step: number; readonly outcome: ReminderOutcome } {
  const step = balanceStep(setting.stepsMinor, balanceMinor)
  if (step === 0) return { step, outcome: 'above' }
  if (step <= deepestStep) return { step, outcome: 'same_step' }
  const sinceMs = nowMs - setting.perDays * DAY_MS
  const recent = atMs.filter((ms) => ms > sinceMs).length
  return { step, outcome: recent >= setting.mostReminders ? 'limit' : 'remind' }
}
