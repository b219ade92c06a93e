import { DAY_MS } from '@/calendar/rules/days'
import type { ChargeVerdict, Period, ServiceType } from './lists'

/** What a charge is judged against: the order as it stands and the price as it was ordered. */
export type ChargedOrder = {
  readonly needsConfirmation: boolean
  /** The three records are complete. */
  readonly hasYes: boolean
  readonly activatedAtMs: number | null
  readonly cancelledAtMs: number | null
  readonly type: ServiceType
  readonly period: Period
  readonly priceMinor: bigint
  readonly currency: string
  readonly trialDays: number | null
}

export type Charge = {
  readonly amountMinor: bigint
  readonly currency: string
  readonly chargedAtMs: number
  /** Local month of the charge, `2026-03`; charges of one period are compared by it. */
  readonly periodKey: string
}

/**
 * What a charge on an order is. The gravest thing wrong comes first: a charge nobody agreed to is that and nothing else.
 * @param earlierKeys periods already charged as ordered
 */
export function judgeCharge(
  order: ChargedOrder,
  charge: Charge,
  earlierKeys: readonly string[],
): ChargeVerdict {
  if (order.needsConfirmation && !order.hasYes) return 'without_consent'
  if (order.cancelledAtMs !== null && charge.chargedAtMs >= order.cancelledAtMs) return 'after_cancellation'
  if (order.activatedAtMs === null || charge.chargedAtMs < order.activatedAtMs) return 'before_activation'
  if (
    order.type === 'free_trial' &&
    charge.chargedAtMs < order.activatedAtMs + (order.trialDays ?? 0) * DAY_MS
  )
    return 'in_free_trial'
  if (charge.currency !== order.currency || charge.amountMinor > order.priceMinor) return 'above_price'
  if (order.period !== 'use' && earlierKeys.includes(charge.periodKey)) return 'twice'
  return 'as_ordered'
}

/** Name of the period a charge is for: its day, ISO week, month or year, from the branch's local day. */
export function periodKeyOf(period: Period, day: { year: number; month: number; day: number }): string {
  const two = (n: number) => String(n).padStart(2, '0')
  switch (period) {
    case 'year':
      return String(day.year)
    case 'month':
      return `${day.year}-${two(day.month)}`
    case 'week':
      return `w${Math.floor((Date.UTC(day.year, day.month - 1, day.day) / DAY_MS + 3) / 7)}`
    default:
      return `${day.year}-${two(day.month)}-${two(day.day)}`
  }
}
