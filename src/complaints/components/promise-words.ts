import { describeFact, describeRule } from '@/commitments/rules/describe'
import type { Locale } from '@/kernel/text'
import type { ObligationView } from '@/obligations/queries'
import { joinWords, type Translate } from './case-labels'

type Promised = Pick<ObligationView, 'version' | 'ruleIndex'>

/** What is promised, as the public reads it; a gate is told by what must come before what. */
export function promiseWords({ version, ruleIndex }: Promised, t: Translate, locale: Locale): string {
  const rule = version?.rules[ruleIndex]
  if (!version || !rule) return ''
  if (rule.kind === 'gate') {
    const facts = joinWords(
      rule.preconditions.map(({ fact }) => describeFact(fact, locale)),
      locale,
    )
    return t('case.gateOwed', { action: describeFact(rule.action, locale), facts })
  }
  const text = 'text' in version ? textIn(version.text, locale) : null
  return text ?? describeRule(rule, version.scope, locale)
}

const textIn = (text: unknown, locale: Locale): string | null =>
  typeof text === 'object' && text !== null && locale in text
    ? String((text as Record<string, unknown>)[locale])
    : null
