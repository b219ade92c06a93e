import type { Locale } from '@/kernel/text'
import type { StateKind } from '@/ui/state-kinds'
import type { RecordView } from '../queries/order'
import type { ChargeVerdict, OrderState, Period, Verdict } from '../rules/lists'
import { amountWords, periodText } from '../rules/price'

/** The part of next-intl's translator that labels need. */
export type Translate = {
  (key: string, values?: Record<string, string | number>): string
  has: (key: string) => boolean
}

/** Colour and shape of each state of an order; its word is `orders.state.<state>`. */
export const STATE_KIND: Readonly<Record<OrderState, StateKind>> = {
  requested: 'draft',
  asked: 'in_review',
  confirmed: 'replied',
  active: 'active',
  declined: 'waived',
  lapsed: 'void',
  cancelled: 'closed',
}

export const VERDICT_KIND: Readonly<Record<Verdict, StateKind>> = {
  yes: 'kept',
  no: 'waived',
  cancel: 'closed',
  unclear: 'warning',
  ambiguous: 'warning',
  late: 'broken_fulfilled',
  wrong_number: 'error',
  repeated: 'repeat',
  out_of_order: 'provisional',
}

/** What an answer was held to be. Asked again is once: a second answer nobody understands is put on record only. */
export const verdictLabel = (
  t: Translate,
  record: RecordView & { readonly verdict: Verdict },
  records: readonly RecordView[],
): string =>
  record.verdict === 'unclear' && records.find(({ verdict }) => verdict === 'unclear')?.id !== record.id
    ? t('verdict.unclearAgain')
    : t(`verdict.${record.verdict}`)

export const chargeKind = (verdict: ChargeVerdict): StateKind => (verdict === 'as_ordered' ? 'kept' : 'error')

/** `15.00元 每月` in the reader's language. */
export const priceLabel = (
  { priceMinor, currency, period }: { priceMinor: bigint; currency: string; period: Period },
  locale: Locale,
): string => `${amountWords(priceMinor, currency, locale)} ${periodText(period)[locale]}`
