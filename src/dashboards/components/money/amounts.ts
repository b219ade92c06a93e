import { formatMinor } from '@/kernel/money'
import type { Locale } from '@/kernel/text'
import type { Amounts } from '../../rules/money'

/** Amounts of several currencies beside each other; nothing is nought of the currency usual here. */
export function formatAmounts(amounts: Amounts, locale: Locale, usualCurrency = 'CNY'): string {
  const entries = Object.entries(amounts)
  return entries.length === 0
    ? formatMinor(0n, usualCurrency, locale)
    : entries.map(([currency, minor]) => formatMinor(minor, currency, locale)).join(' + ')
}

export const formatDays = (days: number | null, locale: Locale): string =>
  days === null
    ? '—'
    : new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(days)

/** Charges per 10,000, with one decimal. */
export const formatPerTenThousand = (part: number, whole: number, locale: Locale): string =>
  formatDays(whole === 0 ? null : (part * 10_000) / whole, locale)
