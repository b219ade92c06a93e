import { parseIsoDate } from './days'
import { startOfLocalDay, zoneNamed } from './zones'

/** The beginning of a local day (`2026-03-01`) in a zone, some days later. */
export const localDayStart = (isoDay: string, timeZone: string, plusDays = 0): Date =>
  new Date(startOfLocalDay(zoneNamed(timeZone), parseIsoDate(isoDay, 'day') + plusDays))
