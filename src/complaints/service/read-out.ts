import { createTranslator } from 'use-intl/core'
import type { Locale } from '@/kernel/text'
import { loadMessages } from '@/platform/i18n/messages'
import { formatPromise } from '@/ui/format'
import type { Receipt } from '../rules/receipt'

/** What the clerk reads to the customer: `我们会在周二15:40前答复您`; without a running promise only the number. */
export async function wordsToRead(
  receipt: Pick<Receipt, 'number' | 'promisedAt' | 'timeZone'>,
  now: Date,
  locale: Locale,
): Promise<string> {
  const { complaints } = await loadMessages(locale)
  const texts: Record<string, string> = {}
  for (const [key, text] of Object.entries(complaints ?? {})) if (typeof text === 'string') texts[key] = text
  const t = createTranslator<Record<string, string>>({ locale, messages: texts })
  if (receipt.promisedAt === null) return t('readOutNumber', { number: receipt.number })
  return t('readOut', { promise: formatPromise(receipt.promisedAt, now, receipt.timeZone, locale) })
}
