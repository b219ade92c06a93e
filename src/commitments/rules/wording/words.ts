import type { FactType } from '@/kernel/fact-types'
import type { Period } from '../rule'

type Named = Readonly<Record<string, string>>

/** The dictionary of one locale: how facts, codes and parameters are called inside a sentence. */
export type Words = {
  /** A fact as a thing that happens: `首次回复`, `first reply`. */
  readonly facts: Readonly<Record<FactType, string>>
  /** A fact as the start of a clock, where that is called otherwise: `客户提出`. */
  readonly since: Readonly<Partial<Record<FactType, string>>>
  /** What a rule is owed on, by the first part of the fact that starts it: `每一件诉求`. */
  readonly subjects: Named
  readonly caseKinds: Named
  readonly channels: Named
  readonly brands: Named
  readonly customerClasses: Named
  readonly classes: Named
  readonly roles: Named
  readonly by: Named
  readonly pauseReasons: Named
  readonly periods: Readonly<Record<Period, string>>
  readonly inspectors: Named
  readonly days: Named
  /** Fees, goods and orders a remedy speaks of. */
  readonly money: Named
  readonly targets: Named
  readonly consequences: Named
  readonly parameters: Named
}

/** Names only the caller knows, in the same locale: classes of cases, org units, channels of its own. */
export type Names = {
  readonly classes?: Named
  readonly orgUnits?: Named
  readonly channels?: Named
  readonly brands?: Named
  readonly customerClasses?: Named
}

/** The word for a code; the code itself when nobody has named it. */
export function nameOf(code: string, ...dictionaries: readonly (Named | undefined)[]): string {
  for (const dictionary of dictionaries) {
    const name = dictionary?.[code]
    if (name !== undefined) return name
  }
  return code
}
