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

/** Hours by which a local month differs from the month of UTC: to be added (1) to a month's number or taken off (-1). */
export type MonthEdge = {
  readonly from: Date
  readonly to: Date
  readonly now: number
  readonly before: number
}

/** What makes the months of UTC `previous` and `month` (the one after it) the same months of a zone. */
export function monthEdges(month: Month, previous: Month, timeZone: string): readonly MonthEdge[] {
  const [utcBefore, utcNow] = [monthBounds(previous, 'UTC'), monthBounds(month, 'UTC')]
  const [before, now] = [monthBounds(previous, timeZone), monthBounds(month, timeZone)]
  return [
    edge(before.from, utcBefore.from, { now: 0, before: 1 }),
    edge(now.from, utcNow.from, { now: 1, before: -1 }),
    edge(now.to, utcNow.to, { now: -1, before: 0 }),
  ].filter(({ from, to }) => from < to)
}

/** @param adds what the hours are added to when the local month begins first */
function edge(local: Date, utc: Date, adds: Pick<MonthEdge, 'now' | 'before'>): MonthEdge {
  return local <= utc
    ? { from: local, to: utc, ...adds }
    : { from: utc, to: local, now: -adds.now, before: -adds.before }
}
