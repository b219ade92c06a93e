import { assertNever } from '@/kernel/exhaustive'
import type { Locale } from '@/kernel/text'
import type { ExplainPhrases } from './phrase-types'
import { EXPLAIN_EN } from './phrases.en'
import { EXPLAIN_ZH_CN } from './phrases.zh-CN'
import { EXPLAIN_ZH_TW } from './phrases.zh-TW'

/** The sentences of a locale. */
export function explainPhrasesOf(locale: Locale): ExplainPhrases {
  switch (locale) {
    case 'zh-CN':
      return EXPLAIN_ZH_CN
    case 'zh-TW':
      return EXPLAIN_ZH_TW
    case 'en':
      return EXPLAIN_EN
  }
  return assertNever(locale)
}
