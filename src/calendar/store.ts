import type { WorkingCalendar } from '@/calendar/rules/calendar'
import { parseWorkingCalendar } from '@/calendar/rules/calendar'
import type { LocalText } from '@/kernel/text'
import { cachedByEpoch } from '@/platform/config-epoch'
import type { Tx } from '@/platform/context'
import { type Prisma, Prisma as PrismaSql } from '@/platform/db/generated/client'

/** What was known of a calendar from `publishedAtMs` on. */
export type TimelineVersion = {
  readonly id: string
  readonly version: number
  readonly publishedAtMs: number
  readonly calendar: WorkingCalendar
}
export type CalendarTimeline = {
  readonly id: string
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  /** In order of publication. */
  readonly versions: readonly TimelineVersion[]
}

type StoredVersion = {
  readonly weekly: unknown
  readonly holidays: unknown
  readonly workdays: unknown
  readonly dayNames: unknown
  readonly announcedYears: readonly number[]
  readonly needsNotices: boolean
}

/** A stored version as the clock arithmetic reads it; without `announcedYears` nothing is ever provisional. */
export function workingCalendarOf(timeZone: string, stored: StoredVersion): WorkingCalendar {
  return parseWorkingCalendar({
    timeZone,
    weekly: stored.weekly,
    holidays: stored.holidays,
    workdays: stored.workdays,
    dayNames: stored.dayNames,
    ...(stored.needsNotices ? { announcedYears: [...stored.announcedYears] } : {}),
  })
}

/** Every calendar with all its versions. */
export async function loadTimelines(tx: Tx): Promise<Map<string, CalendarTimeline>> {
  const calendars = await tx.calendar.findMany({ include: { versions: { orderBy: { version: 'asc' } } } })
  return new Map(
    calendars.map((calendar) => [
      calendar.id,
      {
        id: calendar.id,
        code: calendar.code,
        name: calendar.name as LocalText,
        timeZone: calendar.timeZone,
        versions: calendar.versions.map((version) => ({
          id: version.id,
          version: version.version,
          publishedAtMs: version.publishedAt.getTime(),
          calendar: workingCalendarOf(calendar.timeZone, version),
        })),
      },
    ]),
  )
}

/** All calendars with all versions, kept in the process until the configuration changes. */
export const calendarTimeline = cachedByEpoch(loadTimelines)

export type NewCalendar = {
  readonly id: string
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  readonly createdAt: Date
}

/** Adds a calendar without any version. @returns false when the code is taken */
export async function insertCalendar(tx: Tx, calendar: NewCalendar): Promise<boolean> {
  const { count } = await tx.calendar.createMany({
    data: [{ ...calendar, name: calendar.name as Prisma.InputJsonObject }],
    skipDuplicates: true,
  })
  return count === 1
}

export type NewCalendarVersion = {
  readonly id: string
  readonly calendarId: string
  readonly version: number
  readonly calendar: WorkingCalendar
  /** False for calendars whose holidays need no yearly notice. */
  readonly needsNotices: boolean
  readonly publishedAt: Date
  readonly publishedBy: string | null
  readonly note: string | null
}

export async function insertVersion(tx: Tx, added: NewCalendarVersion): Promise<void> {
  const { calendar, ...row } = added
  await tx.calendarVersion.create({
    data: {
      ...row,
      weekly: calendar.weekly as Prisma.InputJsonObject,
      holidays: [...calendar.holidays],
      workdays: calendar.workdays as Prisma.InputJsonObject,
      dayNames: calendar.dayNames ?? {},
      announcedYears: [...(calendar.announcedYears ?? [])],
    },
  })
}

export type CalendarHead = {
  readonly id: string
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  readonly latest: {
    readonly id: string
    readonly version: number
    readonly publishedAt: Date
    readonly needsNotices: boolean
    readonly calendar: WorkingCalendar
  } | null
}

/** Takes the calendar's row lock, so that two people publishing at once number their versions one after the other. */
export async function lockCalendar(tx: Tx, calendarId: string): Promise<CalendarHead | null> {
  const [row] = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM calendar WHERE id = ${calendarId}::uuid FOR UPDATE`
  return row ? calendarHead(tx, calendarId) : null
}

/** A calendar with its latest version. */
export async function calendarHead(tx: Tx, calendarId: string): Promise<CalendarHead | null> {
  const calendar = await tx.calendar.findUnique({
    where: { id: calendarId },
    include: { versions: { orderBy: { version: 'desc' }, take: 1 } },
  })
  if (!calendar) return null
  const latest = calendar.versions[0]
  return {
    id: calendar.id,
    code: calendar.code,
    name: calendar.name as LocalText,
    timeZone: calendar.timeZone,
    latest: latest
      ? {
          id: latest.id,
          version: latest.version,
          publishedAt: latest.publishedAt,
          needsNotices: latest.needsNotices,
          calendar: workingCalendarOf(calendar.timeZone, latest),
        }
      : null,
  }
}

/** Paths of the units, closed ones too, that have the calendar as their own; those below live by it as well. */
export async function pathsOfCalendar(tx: Tx, calendarId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ path: string }[]>`
    SELECT path::text AS path FROM org_unit WHERE calendar_id = ${calendarId}::uuid`
  return rows.map(({ path }) => path)
}

/** ltree path of an open unit; null when there is none. */
export async function unitPathOf(tx: Tx, unitId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ path: string }[]>`
    SELECT path::text AS path FROM org_unit WHERE id = ${unitId}::uuid AND closed_at IS NULL`
  return row?.path ?? null
}

export async function setUnitCalendar(tx: Tx, unitId: string, calendarId: string | null): Promise<void> {
  await tx.orgUnit.update({ where: { id: unitId }, data: { calendarId } })
}

/** The calendar a unit lives by: its own, or that of the nearest unit above. */
export async function effectiveCalendarOf(tx: Tx, unitId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ calendar_id: string }[]>`
    SELECT above.calendar_id FROM org_unit u JOIN org_unit above ON above.path @> u.path
    WHERE u.id = ${unitId}::uuid AND above.calendar_id IS NOT NULL ORDER BY nlevel(above.path) DESC LIMIT 1`
  return row?.calendar_id ?? null
}

export type UnitOfCalendar = {
  readonly id: string
  readonly code: string
  readonly name: LocalText
  readonly path: string
  /** Its own calendar; null: that of the nearest unit above. */
  readonly calendarId: string | null
}

/** Open units in the order of the tree, within the given subtrees (null: all). */
export async function unitsWithCalendars(tx: Tx, paths: readonly string[] | null): Promise<UnitOfCalendar[]> {
  const within = paths === null ? PrismaSql.sql`TRUE` : PrismaSql.sql`path <@ ANY(${[...paths]}::ltree[])`
  return tx.$queryRaw<UnitOfCalendar[]>`
    SELECT id, code, name, path::text AS path, calendar_id AS "calendarId" FROM org_unit
    WHERE ${within} AND closed_at IS NULL ORDER BY path`
}

export type VersionRow = {
  readonly id: string
  readonly version: number
  readonly publishedAt: Date
  readonly publishedByName: string | null
  readonly note: string | null
}

/** Versions of a calendar, the newest first. */
export async function versionRows(tx: Tx, calendarId: string): Promise<VersionRow[]> {
  return tx.$queryRaw<VersionRow[]>`
    SELECT v.id, v.version, v.published_at AS "publishedAt", s.display_name AS "publishedByName", v.note
    FROM calendar_version v LEFT JOIN staff s ON s.id = v.published_by
    WHERE v.calendar_id = ${calendarId}::uuid ORDER BY v.version DESC`
}

/** Running obligations whose due time was computed with the calendar. */
export async function runningObligations(tx: Tx, calendarId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM obligation
    WHERE state IN ('OPEN','PAUSED')
      AND calendar_version_id IN (SELECT id FROM calendar_version WHERE calendar_id = ${calendarId}::uuid)`
  return row?.count ?? 0
}
