import type { Locale } from '@/kernel/text'
import english from '../../messages/en/time.json'
import simplified from '../../messages/zh-CN/time.json'
import traditional from '../../messages/zh-TW/time.json'

/** Words for times and durations; imported directly so that the worker and the CLI can speak too. */
export type TimeWords = typeof simplified

const WORDS: Readonly<Record<Locale, TimeWords>> = {
  'zh-CN': simplified,
  'zh-TW': traditional,
  en: english,
}

export const timeWords = (locale: Locale): TimeWords => WORDS[locale]

/** Replaces `{name}` by its value; unknown names stay visible so that a mistake is seen. */
export function fillWords(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
