import type { WorkingCalendar } from '@/calendar/rules/calendar'
import { CalendarError } from '@/calendar/rules/calendar-error'
import { DAY_MS, MINUTE_MS } from '@/calendar/rules/days'
import { runningTimeOf } from '@/calendar/rules/deadlines'
import { openTimeOf } from '@/calendar/rules/open-time'
import { addRunning, runningBetween, subtractRunning } from '@/calendar/rules/running-time'
import { instantOfLocal, localDayOf, zoneNamed } from '@/calendar/rules/zones'
import type { DeadlineRule, LadderStep, QuietHours } from '@/commitments/rules/rule'
import { durationUpperBoundMs, type RoundDeadline } from './clock'

/**
 * When each step of the ladder falls, in the ladder's order and never before the step ahead of it. Shares and distances
 * are measured on the deadline's own clock, so "one hour before" across a night is an hour of service. Steps that
 * respect quiet hours wait until those are over or, where the version names none, until the unit opens; they never hold
 * up a step behind them that does not wait.
 */
export function ladderMoments(
  rule: DeadlineRule,
  ladder: readonly LadderStep[],
  quietHours: QuietHours | null,
  calendar: WorkingCalendar,
  startMs: number,
  deadline: RoundDeadline,
): number[] {
  if (ladder.length === 0) return []
  const time = runningTimeOf(rule.clock, calendar)
  const { dueMs } = deadline
  const moments = ladder.map(momentOf)
  let urgentMs = Number.POSITIVE_INFINITY
  for (let index = ladder.length - 1; index >= 0; index -= 1) {
    if (!ladder[index]!.respectQuietHours) urgentMs = Math.min(urgentMs, moments[index]!)
    else moments[index] = Math.min(awake(moments[index]!), urgentMs)
  }
  let earliestMs = Number.NEGATIVE_INFINITY
  return moments.map((atMs) => {
    earliestMs = Math.max(earliestMs, atMs)
    return earliestMs
  })

  function awake(atMs: number): number {
    if (quietHours) return afterQuietHours(atMs, quietHours, calendar.timeZone)
    try {
      return openTimeOf(calendar).firstRunning(atMs)
    } catch (error) {
      // A calendar that never opens again has nothing to wait for.
      if (error instanceof CalendarError) return atMs
      throw error
    }
  }

  function momentOf({ moment }: LadderStep): number {
    switch (moment.at) {
      case 'share': {
        const lengthMs = runningBetween(time, startMs, dueMs, deadline.pauses)
        return addRunning(time, startMs, Math.floor((lengthMs * moment.percent) / 100), deadline.pauses)
      }
      case 'deadline':
        // The deadline itself is still in time; the step tells of the breach.
        return dueMs + 1
      case 'before':
        return Math.max(
          startMs,
          subtractRunning(time, dueMs, durationUpperBoundMs(moment.duration), deadline.pauses),
        )
      case 'after':
        return addRunning(time, dueMs, durationUpperBoundMs(moment.duration), [])
    }
  }
}

/** The instant itself, or the end of the quiet hours it falls in (local times; may run over midnight). */
export function afterQuietHours(atMs: number, { from, to }: QuietHours, timeZone: string): number {
  const zone = zoneNamed(timeZone)
  const day = localDayOf(zone, atMs)
  for (const startDay of [day - 1, day]) {
    const endDay = minutesOf(to) > minutesOf(from) ? startDay : startDay + 1
    const fromMs = instantOfLocal(zone, startDay * DAY_MS + minutesOf(from) * MINUTE_MS)
    const toMs = instantOfLocal(zone, endDay * DAY_MS + minutesOf(to) * MINUTE_MS)
    if (atMs >= fromMs && atMs < toMs) return toMs
  }
  return atMs
}

const minutesOf = (clockTime: string): number =>
  Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3, 5))
