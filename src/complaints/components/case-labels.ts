import type { Locale } from '@/kernel/text'

/** The part of next-intl's translator that labels need; server and client translators both fit. */
export type Translate = {
  (key: string, values?: Record<string, string | number>): string
  has: (key: string) => boolean
}

/** Word for a code of a closed list (`kind`, `channel`, `wants` ...); the code itself when nobody has named it. */
export function codeLabel(t: Translate, list: string, code: string): string {
  const key = `code.${list}.${code}`
  return t.has(key) ? t(key) : code
}

/** `首次回复、回访` or `first reply, call-back`. */
export const joinWords = (words: readonly string[], locale: Locale): string =>
  words.join(locale === 'en' ? ', ' : '、')

/** A name of a thing as the beginning of a line. */
export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
