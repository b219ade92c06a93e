import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import type { LocalText } from '@/kernel/text'
import { recordClockPast } from '@/organisation/store/units'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, mustBeAllowed, type TxCtx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { CHINA_NOTICES } from './holidays/cn/notices'
import { applyNotice, type DayChange, dayChanges, withWeeklyHours } from './rules/apply-notice'
import type { WorkingCalendar } from './rules/calendar'
import { chinaCalendar } from './rules/china'
import { type HolidayNotice, parseHolidayNotice } from './rules/holiday-notice'
import {
  type CalendarHead,
  calendarHead,
  effectiveCalendarOf,
  insertCalendar,
  insertVersion,
  lockCalendar,
  pathsOfCalendar,
  setUnitCalendar,
  unitPathOf,
} from './store'

export type NewCalendarInput = {
  readonly code: string
  readonly name: LocalText
  readonly timeZone: string
  readonly weekly: WorkingCalendar['weekly']
  /** `cn`: China's official notices 2007-2026, later years provisional; `none`: no public holidays. */
  readonly holidays: 'cn' | 'none'
}

/** Adds a calendar with its first version. */
export async function createCalendar(
  ctx: Ctx,
  input: NewCalendarInput,
): Promise<Result<{ calendarId: string }>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'calendar.manage')
    const { code, name, timeZone, weekly, holidays } = input
    const now = ctx.clock()
    const calendarId = newId(now.getTime())
    if (!(await insertCalendar(ctx.tx, { id: calendarId, code, name, timeZone, createdAt: now }))) {
      throw new RefusedError({
        code: 'calendar_code_taken',
        params: { calendar: code },
        fields: { code: 'calendar_code_taken' },
      })
    }
    const calendar: WorkingCalendar =
      holidays === 'cn'
        ? chinaCalendar({ weekly, timeZone })
        : { timeZone, weekly, holidays: [], workdays: {}, dayNames: {} }
    await insertVersion(ctx.tx, {
      id: newId(now.getTime()),
      calendarId,
      version: 1,
      calendar,
      needsNotices: holidays === 'cn',
      publishedAt: now,
      publishedBy: actorId(ctx),
      note: null,
    })
    await audit(ctx, {
      action: 'calendar.created',
      subjectType: 'calendar',
      subjectId: calendarId,
      detail: { calendar: code, holidays },
    })
    return { calendarId }
  })
}

/** New weekly hours as a new version; open obligations are computed again by the worker. */
export async function changeWeeklyHours(
  ctx: Ctx,
  input: {
    readonly calendarId: string
    readonly knownVersion: number
    readonly weekly: WorkingCalendar['weekly']
    readonly note: string
  },
): Promise<Result<{ version: number }>> {
  return withTransaction(ctx, async (ctx) => {
    const head = await lockedHead(ctx, input.calendarId, input.knownVersion)
    const calendar = withWeeklyHours(head.latest.calendar, input.weekly)
    if (JSON.stringify(calendar.weekly) === JSON.stringify(head.latest.calendar.weekly)) {
      throw new RefusedError({ code: 'calendar_unchanged', params: { calendar: head.code } })
    }
    return publish(ctx, head, calendar, head.latest.needsNotices, input.note || null, {
      weekly: input.weekly,
    })
  })
}

export type NoticePreview = {
  readonly year: number
  readonly papers: readonly string[]
  readonly isNewYear: boolean
  readonly changes: readonly DayChange[]
}

/** What a notice would change; nothing is written. */
export async function previewNotice(
  ctx: Ctx,
  input: { readonly calendarId: string; readonly text: string },
): Promise<Result<NoticePreview>> {
  return withTransaction(ctx, async (ctx) => {
    mustBeAllowed(ctx, 'calendar.manage')
    const head = await calendarHead(ctx.tx, input.calendarId)
    if (!head?.latest) throw new RefusedError({ code: 'not_found' })
    const notice = noticeOf(input.text)
    const before = head.latest.calendar
    return {
      year: notice.year,
      papers: notice.papers,
      isNewYear: !before.announcedYears?.includes(notice.year),
      changes: dayChanges(before, applyNotice(before, notice, CHINA_NOTICES)),
    }
  })
}

/** Publishes a year's official notice as a new version; open obligations are computed again by the worker. */
export async function importNotice(
  ctx: Ctx,
  input: { readonly calendarId: string; readonly knownVersion: number; readonly text: string },
): Promise<Result<{ version: number; year: number; changes: number }>> {
  return withTransaction(ctx, async (ctx) => {
    const head = await lockedHead(ctx, input.calendarId, input.knownVersion)
    const notice = noticeOf(input.text)
    const before = head.latest.calendar
    const after = applyNotice(before, notice, CHINA_NOTICES)
    const changes = dayChanges(before, after)
    if (changes.length === 0 && before.announcedYears?.includes(notice.year)) {
      throw new RefusedError({ code: 'calendar_unchanged', params: { calendar: head.code } })
    }
    const note = [String(notice.year), ...notice.papers].join(' ')
    const { version } = await publish(ctx, head, after, true, note, {
      year: notice.year,
      changes: changes.length,
    })
    return { version, year: notice.year, changes: changes.length }
  })
}

/**
 * Gives a unit a calendar of its own, or (null) that of the nearest unit above. Open obligations of the unit are
 * computed again.
 */
export async function assignCalendar(
  ctx: Ctx,
  input: { readonly unitId: string; readonly calendarId: string | null },
): Promise<Result<null>> {
  return withTransaction(ctx, async (ctx) => {
    const path = await unitPathOf(ctx.tx, input.unitId)
    if (!path) throw new RefusedError({ code: 'not_found' })
    mustBeAllowed(ctx, 'calendar.manage', path)
    if (input.calendarId && !(await calendarHead(ctx.tx, input.calendarId))) {
      throw new RefusedError({ code: 'not_found' })
    }
    // What runs now was computed with the calendar before.
    const before = await effectiveCalendarOf(ctx.tx, input.unitId)
    await recordClockPast(ctx.tx, input.unitId, ctx.clock())
    await setUnitCalendar(ctx.tx, input.unitId, input.calendarId)
    const after = await effectiveCalendarOf(ctx.tx, input.unitId)
    for (const calendarId of new Set([before, after]))
      if (calendarId) await askForRecomputation(ctx, calendarId)
    await audit(ctx, {
      action: 'calendar.assigned',
      subjectType: 'org_unit',
      subjectId: input.unitId,
      unitId: input.unitId,
      detail: { calendarId: input.calendarId },
    })
    return null
  })
}

type LockedHead = CalendarHead & { readonly latest: NonNullable<CalendarHead['latest']> }

/** The calendar, locked, for somebody who administers every unit that lives by it: hours change deadlines there. */
async function lockedHead(ctx: TxCtx, calendarId: string, knownVersion: number): Promise<LockedHead> {
  mustBeAllowed(ctx, 'calendar.manage')
  const head = await lockCalendar(ctx.tx, calendarId)
  if (!head?.latest) throw new RefusedError({ code: 'not_found' })
  for (const path of await pathsOfCalendar(ctx.tx, calendarId)) mustBeAllowed(ctx, 'calendar.manage', path)
  if (head.latest.version !== knownVersion) {
    throw new RefusedError({
      code: 'calendar_changed',
      params: { calendar: head.code, version: head.latest.version },
    })
  }
  return { ...head, latest: head.latest }
}

function noticeOf(text: string): HolidayNotice {
  try {
    return parseHolidayNotice(JSON.parse(text))
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    throw new RefusedError({
      code: 'calendar_notice_invalid',
      params: { detail },
      fields: { text: 'calendar_notice_invalid' },
    })
  }
}

async function publish(
  ctx: TxCtx,
  head: LockedHead,
  calendar: WorkingCalendar,
  needsNotices: boolean,
  note: string | null,
  detail: Record<string, unknown>,
): Promise<{ version: number }> {
  const now = ctx.clock()
  const version = head.latest.version + 1
  await insertVersion(ctx.tx, {
    id: newId(now.getTime()),
    calendarId: head.id,
    version,
    calendar,
    needsNotices,
    publishedAt: now,
    publishedBy: actorId(ctx),
    note,
  })
  await audit(ctx, {
    action: 'calendar.published',
    subjectType: 'calendar',
    subjectId: head.id,
    detail: { calendar: head.code, version, ...detail },
  })
  await askForRecomputation(ctx, head.id)
  return { version }
}

/** The worker computes what runs by the calendar again, once however often it is asked. */
const askForRecomputation = (ctx: TxCtx, calendarId: string) =>
  enqueue(ctx, 'calendar.recompute', { calendarId }, `calendar.recompute/${calendarId}`)
