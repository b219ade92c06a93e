import { parseInstant } from '@/calendar/rules/instants'
import { instantOfLocal, zoneNamed } from '@/calendar/rules/zones'

/**
 * The instant a branch's wall clock reads, as ISO text with offset: `2026-03-01T15:40` in Asia/Shanghai is
 * `2026-03-01T07:40:00.000Z`. null for anything that is no local time.
 */
export function instantOfWallClock(local: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local)) return null
  try {
    const asIfUtcMs = parseInstant(`${local}Z`, 'local')
    return new Date(instantOfLocal(zoneNamed(timeZone), asIfUtcMs)).toISOString()
  } catch {
    return null
  }
}
