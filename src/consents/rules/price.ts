import { inAllLocales, type Locale, type LocalText } from '@/kernel/text'
import type { Period } from './lists'

const DIGITS: Readonly<Record<string, number>> = { JPY: 0, KRW: 0 }
const PER: Readonly<Record<Period, LocalText>> = {
  use: { 'zh-CN': '每次', 'zh-TW': '每次', en: 'per use' },
  day: { 'zh-CN': '每天', 'zh-TW': '每天', en: 'per day' },
  week: { 'zh-CN': '每周', 'zh-TW': '每週', en: 'per week' },
  month: { 'zh-CN': '每月', 'zh-TW': '每月', en: 'per month' },
  year: { 'zh-CN': '每年', 'zh-TW': '每年', en: 'per year' },
}

/** `15.00元` / `CNY 15.00`, from minor units. */
export function amountWords(amountMinor: bigint, currency: string, locale: Locale): string {
  const digits = DIGITS[currency] ?? 2
  const text = amountMinor.toString().padStart(digits + 1, '0')
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return currency === 'CNY' && locale !== 'en' ? `${amount}元` : `${currency} ${amount}`
}

/** The amount in all three scripts, for a text to a customer. */
export const amountText = (amountMinor: bigint, currency: string): LocalText =>
  inAllLocales((locale) => amountWords(amountMinor, currency, locale))

/** What one price pays for: 每月, per month. */
export const periodText = (period: Period): LocalText => PER[period]

/**
 * Minor units of an amount as typed (`15`, `15.5`, `１５．００`); null when it is none, negative, or finer than the currency.
 */
export function minorOf(typed: string, currency: string): bigint | null {
  const digits = DIGITS[currency] ?? 2
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(typed.normalize('NFKC').trim())
  if (!match || (match[2] ?? '').length > digits) return null
  return BigInt(match[1]! + (match[2] ?? '').padEnd(digits, '0'))
}
