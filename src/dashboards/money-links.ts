import type { Month } from './rules/figures'
import type { MoneyMeasure } from './rules/money'

/** Addresses of the lists behind figures of money and consent. Each list counts and adds up to exactly its figure. */

const query = (values: Readonly<Record<string, string | null | undefined>>): string => {
  const set = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value) set.set(name, value)
  return set.toString()
}

const STATES: Readonly<Record<MoneyMeasure, string | null>> = {
  owed: 'unpaid',
  late: 'late',
  paid: 'paid',
  reversed: 'reversed',
  errors: null,
  days: 'paid',
}

/** Billing errors reported in a month in a unit and below it, or in the unit by itself. @param classCode null: every class */
export const moneyHref = (
  unitCode: string,
  month: Month,
  measure: MoneyMeasure,
  classCode: string | null = null,
  isOwn = false,
): string =>
  `/refunds?${query({ state: STATES[measure], class: classCode, unit: unitCode, own: isOwn ? '1' : null, from: month.firstDay, to: month.lastDay })}`

export type OpenState = 'unpaid' | 'late' | 'to_approve' | 'undecided' | 'approved' | 'failed'

/** Billing errors that stand open in a unit and below it, whenever they were reported. */
export const openMoneyHref = (unitCode: string | null, state: OpenState): string =>
  `/refunds?${query({ state, unit: unitCode })}`

/** Entries of the ledger in a month in a unit and below it. */
export const ledgerHref = (unitCode: string, month: Month, account: 'paid_out' | 'reversed'): string =>
  `/refunds/ledger?${query({ account, unit: unitCode, from: month.firstDay, to: month.lastDay })}#entries`

export type ConsentMeasure = 'asked' | 'confirmed' | 'declined' | 'silent' | 'askedAgain' | 'withoutConsent'
const MARKS: Readonly<Record<ConsentMeasure, Readonly<Record<string, string>>>> = {
  asked: { mark: 'asked' },
  confirmed: { mark: 'confirmed' },
  declined: { state: 'declined' },
  silent: { state: 'lapsed' },
  askedAgain: { mark: 'asked_again' },
  withoutConsent: { mark: 'without_consent' },
}

/**
 * Orders of a month (for charges without consent: charged in the month), of a unit and below it; with `own`, of the unit by
 * itself.
 */
export function consentHref(
  unitCode: string,
  month: Month,
  measure: ConsentMeasure,
  of: { readonly service?: string; readonly provider?: string; readonly own?: '1' } = {},
): string {
  const days =
    measure === 'withoutConsent'
      ? { chargedFrom: month.firstDay, chargedTo: month.lastDay }
      : { from: month.firstDay, to: month.lastDay }
  return `/orders?${query({ ...MARKS[measure], unit: unitCode, ...of, ...days })}`
}

/** Orders that wait for their customers' answers in a unit and below it. */
export const openQuestionsHref = (unitCode: string | null): string =>
  `/orders?${query({ state: 'asked', unit: unitCode, sort: 'window' })}`

/** Suspensions without a proven notice, which may not happen, of the reader's units. */
export const suspensionsAtRiskHref = (): string => `/notices?${query({ mark: 'at_risk' })}`

/** Suspensions planned for a month, of a unit and below it, in a state; of those carried out, the ones with proven notices. */
export const suspensionsHref = (
  unitCode: string,
  month: Month,
  of: 'planned' | 'held' | 'done' | 'proven',
): string =>
  `/notices?${query({
    state: of === 'proven' ? 'done' : of,
    proof: of === 'proven' ? 'proven' : null,
    unit: unitCode,
    from: month.firstDay,
    to: month.lastDay,
  })}`

/** The board of money and consent, with parts of its address changed. */
export const moneyBoardHref = (
  unitCode: string,
  monthKey: string,
  view: { readonly show?: MoneyMeasure; readonly by?: string } = {},
): string => `/dashboard/money?${query({ unit: unitCode, month: monthKey, show: view.show, by: view.by })}`
