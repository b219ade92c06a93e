import { phrasesOf } from '@/commitments/rules/wording/phrases'
import type { Locale } from '@/kernel/text'
import type { SelectOption } from '@/ui/select'

/** Brands the promises speak of. */
export const brandOptions = (locale: Locale): SelectOption[] =>
  Object.entries(phrasesOf(locale).words.brands).map(([value, label]) => ({ value, label }))

export const brandLabel = (brand: string, locale: Locale): string =>
  phrasesOf(locale).words.brands[brand] ?? brand
