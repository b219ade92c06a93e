import { DAY_MS } from '@/calendar/rules/days'
import { parseInstant } from '@/calendar/rules/instants'
import { instantOfLocal, zoneNamed } from '@/calendar/rules/zones'

/**
 * The instant a local time means in a zone: `2026-03-01`, `2026-03-01 15:40` or `2026-03-01T15:40:05`; a time with an
 * offset means itself. null for anything else.
 */
export function momentOf(text: string, timeZone: string): Date | null {
  const trimmed = text.normalize('NFKC').trim().replace(/\//g, '-')
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) {
    const instant = new Date(trimmed)
    return Number.isNaN(instant.getTime()) ? null : instant
  }
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(trimmed)
  if (!match) return null
  const [, year, month = '', day = '', hour = '0', minute = '00', second = '00'] = match
  const two = (digits: string) => digits.padStart(2, '0')
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`
  try {
    return new Date(instantOfLocal(zoneNamed(timeZone), parseInstant(`${local}Z`, 'local')))
  } catch {
    return null
  }
}

/** Beginning of a local day, some days later. */
export const dayStart = (isoDay: string, timeZone: string, plusDays = 0): Date | null => {
  const start = momentOf(isoDay, timeZone)
  return start && new Date(start.getTime() + plusDays * DAY_MS)
}
