import { createTranslator } from 'use-intl/core'
import type { Refusal } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import { loadMessages } from './messages'

/** A refusal as the screen, a REST client or the command line gets it. */
export type RefusalWords = {
  readonly code: string
  /** What went wrong and what to do, in the reader's language. */
  readonly message: string
  /** Texts of the form fields it belongs to. */
  readonly fields?: Readonly<Record<string, string>>
}

/** Puts a refusal into words: `refusals.<code>` of the messages, with its params. */
export async function refusalWords(refusal: Refusal, locale: Locale): Promise<RefusalWords> {
  const translate = await refusalTranslator(locale)
  const fields = Object.entries(refusal.fields ?? {}).map(([field, code]) => [
    field,
    translate(code, refusal.params),
  ])
  return {
    code: refusal.code,
    message: translate(refusal.code, refusal.params),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
  }
}

/** Texts for codes; a code nobody wrote a text for is told as such, with the code, so that support can find it. */
async function refusalTranslator(
  locale: Locale,
): Promise<(code: string, params?: Refusal['params']) => string> {
  const { refusals } = await loadMessages(locale)
  const messages: Record<string, string> = {}
  for (const [code, text] of Object.entries(refusals ?? {}))
    if (typeof text === 'string') messages[code] = text
  const t = createTranslator<Record<string, string>>({ locale, messages })
  return (code, params) => (t.has(code) ? t(code, { ...params }) : t('unknown', { code }))
}
