import { RefusedError } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { type Ctx, may, reader, scopePaths } from '@/platform/context'
import type { WorkingCalendar } from './rules/calendar'
import {
  calendarTimeline,
  pathsOfCalendar,
  runningObligations,
  type UnitOfCalendar,
  unitsWithCalendars,
  type VersionRow,
  versionRows,
} from './store'

export type CalendarRow = {
  readonly id: string
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  readonly version: number
  readonly calendar: WorkingCalendar
  /** Units that have it as their own. */
  readonly units: readonly LocalText[]
}

/** All calendars as they stand now, with the units that live by them. */
export async function listCalendars(ctx: Ctx): Promise<CalendarRow[]> {
  const timelines = await calendarTimeline(ctx)
  const units = await unitsWithCalendars(reader(ctx), null)
  return [...timelines.values()].flatMap(({ id, code, name, timeZone, versions }) => {
    const latest = versions.at(-1)
    if (!latest) return []
    const own = units.filter(({ calendarId }) => calendarId === id)
    return [
      {
        id,
        code,
        name,
        timeZone,
        version: latest.version,
        calendar: latest.calendar,
        units: own.map((unit) => unit.name),
      },
    ]
  })
}

export type CalendarPage = {
  readonly id: string
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  readonly latest: number
  readonly shown: number
  readonly calendar: WorkingCalendar
  readonly versions: readonly VersionRow[]
  readonly units: readonly UnitOfCalendar[]
  readonly running: number
  readonly mayManage: boolean
}

/** One calendar in one of its versions (default: the newest). @throws RefusedError `not_found` */
export async function readCalendar(ctx: Ctx, calendarId: string, version?: number): Promise<CalendarPage> {
  const timeline = (await calendarTimeline(ctx)).get(calendarId)
  const latest = timeline?.versions.at(-1)
  if (!timeline || !latest) throw new RefusedError({ code: 'not_found' })
  const shown = timeline.versions.find((each) => each.version === version) ?? latest
  const tx = reader(ctx)
  const [units, paths] = await Promise.all([unitsWithCalendars(tx, null), pathsOfCalendar(tx, calendarId)])
  return {
    id: timeline.id,
    code: timeline.code,
    name: timeline.name,
    timeZone: timeline.timeZone,
    latest: latest.version,
    shown: shown.version,
    calendar: shown.calendar,
    versions: await versionRows(tx, calendarId),
    units: units.filter((unit) => unit.calendarId === calendarId),
    running: await runningObligations(tx, calendarId),
    mayManage: may(ctx, 'calendar.manage') && paths.every((path) => may(ctx, 'calendar.manage', path)),
  }
}

/** Units the reader may give a calendar, in the order of the tree. */
export const unitsToAssign = (ctx: Ctx): Promise<UnitOfCalendar[]> =>
  unitsWithCalendars(reader(ctx), scopePaths(ctx, 'calendar.manage'))
