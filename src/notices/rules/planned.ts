import type { Locale, LocalText } from '@/kernel/text'
import type { CustomerClass, EventKind, EventState, PricePeriod } from './lists'

/** An event as the billing system plans it. */
export type PlanEvent = {
  readonly kind: EventKind
  readonly ref: string
  readonly account: string
  readonly phone: string
  readonly unitId: string
  readonly customerClass: CustomerClass
  readonly eventAt: Date | null
  readonly currency: string
  readonly amountMinor: bigint | null
  readonly balanceMinor: bigint | null
  readonly newPriceMinor: bigint | null
  readonly period: PricePeriod | null
  readonly service: LocalText | null
  readonly locale: Locale
}

export type PlannedAnswer = {
  readonly ref: string
  /** null: a balance that is not low; nothing is planned. */
  readonly id: string | null
  readonly number: string | null
  readonly state: EventState | 'not_low'
  readonly wasPlannedBefore: boolean
}
/** An input with what is looked up for it. */
export type Prepared = PlanEvent & { readonly accountHash: string; readonly customerId: string }
