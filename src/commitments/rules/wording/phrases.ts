import { assertNever } from '@/kernel/exhaustive'
import type { Locale } from '@/kernel/text'
import type { Phrases } from './phrase-types'
import { PHRASES_EN } from './phrases.en'
import { PHRASES_ZH_CN } from './phrases.zh-CN'
import { PHRASES_ZH_TW } from './phrases.zh-TW'

/** The grammar and dictionary of a locale. */
export function phrasesOf(locale: Locale): Phrases {
  switch (locale) {
    case 'zh-CN':
      return PHRASES_ZH_CN
    case 'zh-TW':
      return PHRASES_ZH_TW
    case 'en':
      return PHRASES_EN
  }
  return assertNever(locale)
}
