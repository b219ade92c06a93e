import { phrasesOf } from '@/commitments/rules/wording/phrases'
import { nameOf } from '@/commitments/rules/wording/words'
import type { Locale } from '@/kernel/text'
import type { ExplainedPause, Explanation } from './explanation'
import { hoursMinutesSeconds, isSameDay, wallDay, wallTimeAt, wallTimeUntil } from './local-time'
import type { ExplainPhrases } from './phrase-types'
import { explainPhrasesOf } from './phrases'

/** Puts times of one unit into the words of one locale. */
export type Speaker = {
  readonly phrases: ExplainPhrases
  readonly at: (ms: number) => string
  /** As the end of something: midnight is 24:00 of the day before. */
  readonly until: (ms: number) => string
  readonly range: (fromMs: number, toMs: number) => string
  readonly day: (isoDate: string) => string
  readonly days: (firstDate: string, lastDate: string) => string
  /** To the second, in hours. */
  readonly length: (ms: number) => string
  /** From three days on in whole hours. */
  readonly span: (ms: number) => string
  readonly fact: (type: string) => string
  readonly channel: (code: string) => string
  readonly anyOf: (types: readonly string[]) => string
  readonly whyPaused: (pauses: readonly ExplainedPause[]) => string
}

export function speakerOf({ timeZone }: Pick<Explanation, 'timeZone'>, locale: Locale): Speaker {
  const phrases = explainPhrasesOf(locale)
  const { words, or } = phrasesOf(locale)
  const fact = (type: string) => nameOf(type, words.facts)
  const at = (ms: number) => phrases.moment(wallTimeAt(ms, timeZone))
  const until = (ms: number) => phrases.moment(wallTimeUntil(ms, timeZone))
  const day = (isoDate: string) => phrases.day(wallDay(isoDate))
  return {
    phrases,
    at,
    until,
    range: (fromMs, toMs) => {
      const [from, to] = [wallTimeAt(fromMs, timeZone), wallTimeUntil(toMs, timeZone)]
      return phrases.fromTo(phrases.moment(from), isSameDay(from, to) ? phrases.time(to) : phrases.moment(to))
    },
    day,
    days: (first, last) => (first === last ? day(first) : phrases.fromTo(day(first), day(last))),
    length: (ms) => phrases.length(hoursMinutesSeconds(ms)),
    span: (ms) => {
      const { hours } = hoursMinutesSeconds(ms)
      return hours < 72
        ? phrases.length(hoursMinutesSeconds(ms))
        : phrases.days(Math.floor(hours / 24), hours % 24)
    },
    fact,
    channel: (code) => nameOf(code, words.channels),
    anyOf: (types) => or(types.map(fact)),
    whyPaused: (pauses) => {
      const reasons = pauses.map(({ reason }) =>
        reason === null ? phrases.reopenedReason : nameOf(reason, words.pauseReasons),
      )
      return phrases.list([...new Set(reasons)])
    },
  }
}
