import type { Names } from '@/commitments/rules/wording/words'
import type { RegisterFilter } from '@/commitments/views'
import type { SearchParams } from '@/identity/guard'
import type { Locale, LocalText } from '@/kernel/text'

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

/** Names of units by their code, in the reader's language. */
export function namesIn(unitNames: Readonly<Record<string, LocalText>>, locale: Locale): Names {
  return {
    orgUnits: Object.fromEntries(Object.entries(unitNames).map(([code, name]) => [code, name[locale]])),
  }
}
