import { DAY_MS, parseIsoDate } from '@/calendar/rules/days'
import { instantOfLocal, offsetAt, zoneNamed } from '@/calendar/rules/zones'
import type { Month } from './figures'

/** Month (`YYYY-MM`) it is in a zone at an instant. */
export function localMonthOf(instant: Date, timeZone: string): string {
  const local = new Date(instant.getTime() + offsetAt(zoneNamed(timeZone), instant.getTime()))
  return local.toISOString().slice(0, 7)
}

/** First instant of a month and of the month after it, in a zone. */
export function monthBounds(month: Month, timeZone: string): { readonly from: Date; readonly to: Date } {
  const zone = zoneNamed(timeZone)
  const first = parseIsoDate(month.firstDay, 'month')
  const last = parseIsoDate(month.lastDay, 'month')
  return {
    from: new Date(instantOfLocal(zone, first * DAY_MS, 'first_after')),
    to: new Date(instantOfLocal(zone, (last + 1) * DAY_MS, 'first_after')),
  }
}
