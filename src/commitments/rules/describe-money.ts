import type { Locale } from '@/kernel/text'

/** An amount in minor units of an ISO 4217 currency, in words of the locale: `¥500.00`, `CN¥500.00`. */
export function money(amountMinor: number, currency: string, locale: Locale): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(amountMinor / 10 ** digits)
}
