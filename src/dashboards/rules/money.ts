import { SMALL_SAMPLE } from './figures'

/** Amounts by currency, in minor units; a currency without an amount is absent. */
export type Amounts = Readonly<Record<string, bigint>>
export type Sum = { readonly count: number; readonly amounts: Amounts }

/** What became of the billing errors of a month. Owed contains late; reversed is neither owed nor paid. */
export type MoneyFigures = {
  readonly errors: number
  readonly owed: Sum
  readonly late: Sum
  readonly paid: Sum
  readonly reversed: Sum
  /** Seconds from verified to credited, of those that are paid. */
  readonly paidAfterSeconds: number
}

export type MoneyMeasure = 'owed' | 'late' | 'paid' | 'reversed' | 'errors' | 'days'
export const MONEY_MEASURES: readonly MoneyMeasure[] = ['owed', 'late', 'paid', 'reversed', 'errors', 'days']

const NOTHING: Sum = { count: 0, amounts: {} }
export const NO_MONEY: MoneyFigures = {
  errors: 0,
  owed: NOTHING,
  late: NOTHING,
  paid: NOTHING,
  reversed: NOTHING,
  paidAfterSeconds: 0,
}

function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum: Record<string, bigint> = { ...a }
  for (const [currency, minor] of Object.entries(b)) sum[currency] = (sum[currency] ?? 0n) + minor
  return sum
}

const addSums = (a: Sum, b: Sum): Sum => ({
  count: a.count + b.count,
  amounts: addAmounts(a.amounts, b.amounts),
})

/** Adds figures of several units, classes or months. */
export const addMoney = (a: MoneyFigures, b: MoneyFigures): MoneyFigures => ({
  errors: a.errors + b.errors,
  owed: addSums(a.owed, b.owed),
  late: addSums(a.late, b.late),
  paid: addSums(a.paid, b.paid),
  reversed: addSums(a.reversed, b.reversed),
  paidAfterSeconds: a.paidAfterSeconds + b.paidAfterSeconds,
})

const SECONDS_A_DAY = 86_400

/** Average days from verified to credited; null while nothing is paid. */
export const averageDays = ({ paid, paidAfterSeconds }: MoneyFigures): number | null =>
  paid.count === 0 ? null : paidAfterSeconds / SECONDS_A_DAY / paid.count

/** How the second confirmation went, of the orders of a month that were asked about; charges by the day of the charge. */
export type ConsentFigures = {
  readonly asked: number
  readonly confirmed: number
  readonly declined: number
  readonly silent: number
  /** Answered in a way nobody understood, and asked again. */
  readonly askedAgain: number
  /** Median seconds from the question to the answer that counted; null: none was given. */
  readonly medianAnswerSeconds: number | null
  readonly charges: number
  readonly withoutConsent: number
  /** Orders behind the charges without consent. */
  readonly withoutConsentOrders: number
}

/** What consent figures are told apart by: part of the board, service (its code), provider (its name in zh-CN). */
export const CONSENT_CUTS = ['part', 'service', 'provider'] as const
export type ConsentCut = (typeof CONSENT_CUTS)[number]

export const NO_CONSENTS: ConsentFigures = {
  asked: 0,
  confirmed: 0,
  declined: 0,
  silent: 0,
  askedAgain: 0,
  medianAnswerSeconds: null,
  charges: 0,
  withoutConsent: 0,
  withoutConsentOrders: 0,
}

/** A share with what it is a share of. */
export type Share = {
  readonly part: number
  readonly whole: number
  readonly share: number | null
  /** Too few to compare or rank. */
  readonly isSmallSample: boolean
}

export const shareOf = (part: number, whole: number): Share => ({
  part,
  whole,
  share: whole === 0 ? null : part / whole,
  isSmallSample: whole < SMALL_SAMPLE,
})

/** The worst silent rate first; small samples are not ranked and stand last, by name. */
export function rankedBySilence<T extends { readonly name: string; readonly figures: ConsentFigures }>(
  rows: readonly T[],
): T[] {
  const rateOf = ({ figures }: T) => shareOf(figures.silent, figures.asked)
  return [...rows].sort((a, b) => {
    const [left, right] = [rateOf(a), rateOf(b)]
    if (left.isSmallSample !== right.isSmallSample) return left.isSmallSample ? 1 : -1
    const difference = left.isSmallSample ? 0 : (right.share ?? 0) - (left.share ?? 0)
    return difference || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  })
}
