import { HOUR_MS } from '@/calendar/rules/days'
import { instantOfLocal, offsetAt, type Zone } from '@/calendar/rules/zones'

/** What is strange about a wall clock reading: it never was (clocks went forward) or was twice (clocks went back). */
export type TimeNote = 'time_skipped' | 'time_twice'

/**
 * The instant of a wall clock reading. One that happened twice is the first of the two; one that was skipped is read with
 * the offset before the change (RFC 5545). Either is noted.
 */
export function momentOf(
  zone: Zone,
  localMs: number,
): { readonly atMs: number; readonly note: TimeNote | null } {
  const atMs = instantOfLocal(zone, localMs)
  const offset = offsetAt(zone, atMs)
  if (atMs + offset !== localMs) return { atMs, note: 'time_skipped' }
  // Changes are at most three hours; the second reading, if there is one, lies as far behind as the clocks went back.
  const later = offsetAt(zone, atMs + 3 * HOUR_MS)
  if (later >= offset) return { atMs, note: null }
  const secondMs = localMs - later
  const isTwice = secondMs !== atMs && offsetAt(zone, secondMs) === later
  return { atMs, note: isTwice ? 'time_twice' : null }
}
