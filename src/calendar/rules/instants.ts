import { CalendarError } from './calendar-error'
import { DAY_MS, dayNumberOf, daysInMonth, HOUR_MS, MINUTE_MS, SECOND_MS } from './days'

const ISO_INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/
const ISO_WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?$/

/**
 * Epoch milliseconds of an ISO 8601 time with offset (`2026-01-05T09:00:00+08:00`, `...Z`); finer fractions are cut off.
 * Nothing depends on the zone of the process: a time without offset is refused, not guessed.
 * @param field what the text is, for the message
 * @throws CalendarError `time_invalid`
 */
export function parseInstant(text: unknown, field: string): number {
  if (typeof text !== 'string') {
    throw new CalendarError('time_invalid', `${field}: expected an ISO time with offset as text`)
  }
  const match = ISO_INSTANT.exec(text)
  if (!match) {
    const reason = ISO_WITHOUT_OFFSET.test(text)
      ? 'has no offset; write it with Z or an offset like +08:00'
      : 'is not an ISO time with offset like 2026-01-05T09:00:00+08:00'
    throw new CalendarError('time_invalid', `${field}: "${text}" ${reason}`)
  }
  const part = (index: number): number => Number(match[index] ?? 0)
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)]
  const dayExists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  const [offsetHours, offsetMinutes] = [part(10), part(11)]
  if (!dayExists || hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) {
    throw new CalendarError('time_invalid', `${field}: there is no time ${text}`)
  }
  const fractionMs = match[7] ? Number(match[7].padEnd(3, '0').slice(0, 3)) : 0
  const offsetMs = (match[9] === '-' ? -1 : 1) * (offsetHours * HOUR_MS + offsetMinutes * MINUTE_MS)
  const localMs =
    dayNumberOf(year, month, day) * DAY_MS +
    hour * HOUR_MS +
    minute * MINUTE_MS +
    second * SECOND_MS +
    fractionMs
  return localMs - offsetMs
}

/** ISO text in UTC, with milliseconds only when there are any: `2026-01-05T09:00:00Z`. */
export function formatInstant(instantMs: number): string {
  const text = new Date(instantMs).toISOString()
  return text.endsWith('.000Z') ? `${text.slice(0, -5)}Z` : text
}
