import type { Locale } from './text'

/** Amounts are whole minor units (fen, cents) of an ISO 4217 currency, as bigint. */

const digitsKnown = new Map<string, number>()

/** Decimals of a currency: 2 for CNY, 0 for JPY. */
export function currencyDigits(currency: string): number {
  let digits = digitsKnown.get(currency)
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    digits = format.resolvedOptions().maximumFractionDigits ?? 2
    digitsKnown.set(currency, digits)
  }
  return digits
}

const LARGEST_MINOR = 10n ** 15n

/**
 * An amount as typed (`12.3`, `１２．３０`, `1,234.50`, `¥5`) in minor units.
 * @returns null when it is no amount, has more decimals than the currency, or is beyond 15 digits
 */
export function parseMinor(typed: string, currency: string): bigint | null {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s¥￥$€£元]/g, '')
    .replace(/,(?=\d{3}(\D|$))/g, '')
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [, sign, units = '0', fraction = ''] = match
  const digits = currencyDigits(currency)
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > digits) return null
  const minor = BigInt(units + kept.padEnd(digits, '0'))
  if (minor > LARGEST_MINOR) return null
  return sign === '-' ? -minor : minor
}

/** `1234.50`, without grouping and sign of currency: for files and form fields. */
export function plainAmount(minor: bigint, currency: string): string {
  const digits = currencyDigits(currency)
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0')
  const units = text.slice(0, text.length - digits)
  return `${minor < 0n ? '-' : ''}${units}${digits > 0 ? `.${text.slice(-digits)}` : ''}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** `¥1,234.50` as the locale writes it. */
export function formatMinor(minor: bigint, currency: string, locale: Locale): string {
  const key = `${locale}:${currency}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    formats.set(key, format)
  }
  // As text, so that no digit is lost however large the amount is.
  const text: `${number}` = plainAmount(minor, currency) as `${number}`
  return format.format(text)
}
