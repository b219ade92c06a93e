import type { WorkingCalendar } from '@/calendar/rules/calendar'
import { CalendarError } from '@/calendar/rules/calendar-error'
import { DAY_MS, MINUTE_MS } from '@/calendar/rules/days'
import { dueAt } from '@/calendar/rules/deadlines'
import { subtractOpenTime } from '@/calendar/rules/open-time'
import { instantOfLocal, localDayOf, startOfLocalDay, zoneNamed } from '@/calendar/rules/zones'
import type { AdvanceNoticeRule, Duration } from '@/commitments/rules/rule'
import { durationUpperBoundMs } from './clock'

export type OwedNotice = AdvanceNoticeRule['notices'][number]
type ForbiddenHours = AdvanceNoticeRule['forbiddenHours']

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
/** Day 0 of the day numbers, 1 January 1970, was a Thursday. */
const weekdayOf = (day: number): string => WEEKDAYS[(((day + 4) % 7) + 7) % 7]!
const minutesOf = (clockTime: string): number =>
  Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3, 5))

/**
 * Whether a notice that reached the customer at `atMs` came early enough for an event at `eventMs`: its lead, counted
 * forward on its own clock, has wholly run by the event. Exactly then is early enough. Days count as in a deadline:
 * the day of the notice is day 0.
 */
export function isEarlyEnough(
  { lead, clock }: OwedNotice,
  calendar: WorkingCalendar,
  atMs: number,
  eventMs: number,
): boolean {
  if (lead === null) return atMs <= eventMs
  try {
    return dueAt(clock, calendar, atMs, lead).dueMs <= eventMs
  } catch (error) {
    // A calendar that never opens again lets no lead run out.
    if (error instanceof CalendarError) return false
    throw error
  }
}

/** Latest instant at which a notice is early enough for an event; null: there is none that can be represented. */
export function latestArrival(notice: OwedNotice, calendar: WorkingCalendar, eventMs: number): number | null {
  const { lead, clock } = notice
  if (lead === null) return eventMs
  try {
    if (clock === 'elapsed') return eventMs - durationUpperBoundMs(lead)
    if (clock === 'service_hours') return subtractOpenTime(calendar, eventMs, durationUpperBoundMs(lead))
    return latestDay(notice, lead, calendar, eventMs)
  } catch (error) {
    if (error instanceof CalendarError) return null
    throw error
  }
}

/** Day clocks know no backwards: the last local day from whose beginning the lead still runs out in time. */
function latestDay(notice: OwedNotice, lead: Duration, calendar: WorkingCalendar, eventMs: number): number {
  const zone = zoneNamed(calendar.timeZone)
  const inTime = (day: number) => isEarlyEnough(notice, calendar, startOfLocalDay(zone, day), eventMs)
  let tooLate = localDayOf(zone, eventMs) + 1
  let step = Math.max(1, Math.ceil(durationUpperBoundMs(lead) / DAY_MS))
  let early = tooLate - step
  while (!inTime(early)) {
    tooLate = early
    step *= 2
    early -= step
  }
  while (tooLate - early > 1) {
    const middle = Math.floor((early + tooLate) / 2)
    if (inTime(middle)) early = middle
    else tooLate = middle
  }
  return startOfLocalDay(zone, early + 1) - 1
}

/**
 * The forbidden stretch an instant falls in; null: it may be disturbed then. Local times of the customer's zone; a
 * stretch that ends before it begins runs over midnight and belongs to the day on which it begins. The beginning is
 * forbidden, the end is not. No days named means every day.
 */
export function forbiddenStretch(
  hours: ForbiddenHours,
  timeZone: string,
  atMs: number,
): { readonly fromMs: number; readonly toMs: number } | null {
  const zone = zoneNamed(timeZone)
  const today = localDayOf(zone, atMs)
  for (const { days, from, to } of hours) {
    const spansMidnight = minutesOf(to) <= minutesOf(from)
    for (const day of spansMidnight ? [today - 1, today] : [today]) {
      if (days.length > 0 && !days.includes(weekdayOf(day))) continue
      const fromMs = instantOfLocal(zone, day * DAY_MS + minutesOf(from) * MINUTE_MS)
      const toMs = instantOfLocal(zone, (day + Number(spansMidnight)) * DAY_MS + minutesOf(to) * MINUTE_MS)
      if (atMs >= fromMs && atMs < toMs) return { fromMs, toMs }
    }
  }
  return null
}

/** A week of stretches that touch one another leaves no moment at all. */
const MOST_STRETCHES = 30

/** The last moment at or before `atMs` outside the forbidden hours; null: every hour is forbidden. */
function lastAllowed(hours: ForbiddenHours, timeZone: string, atMs: number): number | null {
  let allowedMs = atMs
  for (let tries = 0; tries < MOST_STRETCHES; tries += 1) {
    const stretch = forbiddenStretch(hours, timeZone, allowedMs)
    if (!stretch) return allowedMs
    allowedMs = stretch.fromMs - 1
  }
  return null
}

/** The first moment at or after `atMs` at which a notice may be sent; null: every hour is forbidden. */
export function nextAllowedAt(
  rule: Pick<AdvanceNoticeRule, 'forbiddenHours'>,
  timeZone: string,
  atMs: number,
): number | null {
  let allowedMs = atMs
  for (let tries = 0; tries < MOST_STRETCHES; tries += 1) {
    const stretch = forbiddenStretch(rule.forbiddenHours, timeZone, allowedMs)
    if (!stretch) return allowedMs
    allowedMs = stretch.toMs
  }
  return null
}

/** For each notice of a rule, in its order: the latest instant at which it can be given for an event at `eventMs`. */
export function latestNoticeTimes(
  rule: AdvanceNoticeRule,
  calendar: WorkingCalendar,
  eventMs: number,
): (number | null)[] {
  return rule.notices.map((notice) => {
    const latestMs = latestArrival(notice, calendar, eventMs)
    return latestMs === null ? null : lastAllowed(rule.forbiddenHours, calendar.timeZone, latestMs)
  })
}

/**
 * The latest instant at which the first notice has to be given for all of them to be in time; for work lists and for the
 * worker that sends. @param eventMs when the event is planned; @returns null when no instant is early enough
 */
export function latestNoticeAt(
  rule: AdvanceNoticeRule,
  calendar: WorkingCalendar,
  eventMs: number,
): number | null {
  let earliestMs: number | null = eventMs
  for (const latestMs of latestNoticeTimes(rule, calendar, eventMs)) {
    if (latestMs === null) return null
    earliestMs = Math.min(earliestMs, latestMs)
  }
  return earliestMs
}
