import { formatMinor } from '@/kernel/money'
import { inAllLocales, type LocalText } from '@/kernel/text'
import type { PricePeriod } from './lists'

const PERIODS: Readonly<Record<PricePeriod, LocalText>> = {
  use: { 'zh-CN': '每次', 'zh-TW': '每次', en: 'each time' },
  day: { 'zh-CN': '每天', 'zh-TW': '每天', en: 'a day' },
  week: { 'zh-CN': '每周', 'zh-TW': '每週', en: 'a week' },
  month: { 'zh-CN': '每月', 'zh-TW': '每月', en: 'a month' },
  year: { 'zh-CN': '每年', 'zh-TW': '每年', en: 'a year' },
}

/** What a price is for, in the words of the texts to customers. */
export const periodText = (period: PricePeriod): LocalText => PERIODS[period]

/** An amount in the words of the texts to customers. */
export const amountText = (minor: bigint, currency: string): LocalText =>
  inAllLocales((locale) => formatMinor(minor, currency, locale))
