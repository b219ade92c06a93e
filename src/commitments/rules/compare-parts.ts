import { inAllLocales, LOCALES, type LocalText } from '@/kernel/text'
import { describeDuration, describeFact } from './describe'
import { compareLimits, type Ordering, type TimedLimit } from './duration'
import { phrasesOf } from './wording/phrases'

/** Seen from the customer: a stricter promise binds the carrier more. */
export type Direction = 'stricter' | 'looser' | 'different'

export type Difference = {
  /** Path in the newer version, e.g. `rules.0.limit`; of a removed rule, its path in the older one. */
  readonly path: string
  /** Name of the parameter, with its words under `rules.parameters.<parameter>` in messages. */
  readonly parameter: string
  readonly direction: Direction
  /** In words; null where there was nothing, or is nothing any more. */
  readonly before: LocalText | null
  readonly after: LocalText | null
}

/** Order of keys does not matter, order of lists does; undefined equals absent. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
    sameValue(left[key], right[key]),
  )
}

export const plain = (value: string | number): LocalText => inAllLocales(() => String(value))
const limitWords = ({ duration, clock }: TimedLimit): LocalText =>
  inAllLocales((locale) => {
    const note = phrasesOf(locale).clockNote(clock)
    return `${describeDuration(duration, clock, locale)}${locale === 'en' ? ` (${note})` : `（${note}）`}`
  })
export const facts = (codes: readonly string[]): LocalText =>
  inAllLocales((locale) => phrasesOf(locale).and(codes.map((code) => describeFact(code, locale))))

export type Worded = LocalText | null

export function change(parameter: string, direction: Direction, before: Worded, after: Worded): Difference {
  return { path: parameter, parameter, direction, before, after }
}

/** A change of free text or of a code: nothing says which is stricter. */
export function changedText(parameter: string, before: LocalText, after: LocalText): Difference[] {
  return LOCALES.every((locale) => before[locale] === after[locale])
    ? []
    : [change(parameter, 'different', before, after)]
}

const shorterIsStricter: Readonly<Record<Ordering, Direction>> = {
  shorter: 'stricter',
  longer: 'looser',
  equal: 'different',
  unclear: 'different',
}

/** A limit and its clock are one parameter: 2 working days for 48 hours is one change. */
export function compareLimit(
  parameter: string,
  before: TimedLimit | null,
  after: TimedLimit | null,
): Difference[] {
  if (before === null || after === null) {
    if (before === after) return []
    const words = before ? limitWords(before) : null
    return [change(parameter, before === null ? 'stricter' : 'looser', words, after && limitWords(after))]
  }
  const ordering = compareLimits(after, before)
  return ordering === 'equal' && before.clock === after.clock
    ? []
    : [change(parameter, shorterIsStricter[ordering], limitWords(before), limitWords(after))]
}

export const higherIsStricter = (before: number, after: number): Direction =>
  after > before ? 'stricter' : 'looser'
