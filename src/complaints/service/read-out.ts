import { createTranslator } from 'use-intl/core'
import type { Locale } from '@/kernel/text'
import { loadMessages } from '@/platform/i18n/messages'
import { readOutOf } from '../rules/read-out'
import type { Receipt } from '../rules/receipt'

type Say = (key: string, values: Record<string, string>) => string

/** By the texts they speak from: a translator keeps what it has compiled, and texts change only when a file does. */
const speakers = new WeakMap<object, Say>()

/** What the clerk reads to the customer, in words of the locale. */
export async function wordsToRead(receipt: Receipt, now: Date, locale: Locale): Promise<string> {
  const messages = await loadMessages(locale)
  let say = speakers.get(messages)
  if (!say) {
    const texts: Record<string, string> = {}
    for (const [key, text] of Object.entries(messages.complaints ?? {}))
      if (typeof text === 'string') texts[key] = text
    say = createTranslator<Record<string, string>>({ locale, messages: texts })
    speakers.set(messages, say)
  }
  const { key, values } = readOutOf(receipt, now, locale)
  return say(key, values)
}
