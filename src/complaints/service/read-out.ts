import { createTranslator } from 'use-intl/core'
import type { Locale } from '@/kernel/text'
import { loadMessages } from '@/platform/i18n/messages'
import { readOutOf } from '../rules/read-out'
import type { Receipt } from '../rules/receipt'

/** What the clerk reads to the customer, in words of the locale. */
export async function wordsToRead(receipt: Receipt, now: Date, locale: Locale): Promise<string> {
  const { complaints } = await loadMessages(locale)
  const texts: Record<string, string> = {}
  for (const [key, text] of Object.entries(complaints ?? {})) if (typeof text === 'string') texts[key] = text
  const { key, values } = readOutOf(receipt, now, locale)
  return createTranslator<Record<string, string>>({ locale, messages: texts })(key, values)
}
