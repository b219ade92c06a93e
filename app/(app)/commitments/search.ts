import type { Names } from '@/commitments/rules/wording/words'
import type { RegisterFilter } from '@/commitments/views'
import { COMPLAINT_CLASSES } from '@/complaints/catalogue/classes'
import type { SearchParams } from '@/identity/guard'
import type { Locale, LocalText } from '@/kernel/text'
import type { ComboboxOption } from '@/ui/combobox-match'

export type Query = Readonly<Record<string, string | undefined>>

/** The first value of a parameter of the address. */
export const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value

/** What the address narrows the list to. */
export function filterOf(params: SearchParams): RegisterFilter {
  return {
    angle: one(params.angle),
    field: one(params.field),
    kind: one(params.kind),
    state: one(params.state),
    q: one(params.q)?.trim() || undefined,
  }
}

/** Names of classes and units by their code, in the reader's language. */
export function namesIn(unitNames: Readonly<Record<string, LocalText>>, locale: Locale): Names {
  return {
    classes: Object.fromEntries(COMPLAINT_CLASSES.map(({ code, name }) => [code, name[locale]])),
    orgUnits: Object.fromEntries(Object.entries(unitNames).map(([code, name]) => [code, name[locale]])),
  }
}

/** Classes a scope can be narrowed to, upper ones too, found by words, pinyin initials and English. */
export const classChoices = (locale: Locale): ComboboxOption[] =>
  COMPLAINT_CLASSES.map(({ code, name, pinyin, initials, keywords }) => ({
    value: code,
    label: name[locale],
    detail: code,
    keywords: [code, pinyin.replaceAll(' ', ''), initials, name.en.toLowerCase(), ...keywords],
  }))
