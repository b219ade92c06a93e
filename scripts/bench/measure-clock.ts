import { Temporal } from 'temporal-polyfill'
import type { HoursInterval, WorkingCalendar } from '@/calendar/rules/calendar'
import { addOpenTime, openTimeBetween } from '@/calendar/rules/open-time'
import { OFFICE } from './carrier'
import type { Line } from './table'
import { perSecond } from './timing'

const HOUR_MS = 3_600_000
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

type Sum = { readonly startMs: number; readonly ms: number }

/** Instants of 2024 to 2026 and 1 to 160 open hours, the same ones every time. */
function sums(count: number): Sum[] {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const from = Date.UTC(2024, 0, 1)
  return Array.from({ length: count }, () => ({
    startMs: from + Math.floor(next() * 2.8 * 365 * 24) * HOUR_MS,
    ms: Math.ceil(next() * 160) * HOUR_MS,
  }))
}

/** Sums of open time per second, against the same computed day by day with Temporal; both must agree. */
export function measureClock(seconds: number): Line[] {
  const all = sums(2000)
  const holidays = new Set(OFFICE.holidays)
  for (const { startMs, ms } of all.slice(0, 300)) {
    const [ours, plain] = [addOpenTime(OFFICE, startMs, ms), addByDays(OFFICE, holidays, startMs, ms)]
    if (ours !== plain) throw new Error(`${startMs} + ${ms}: ${ours}, day by day ${plain}`)
    if (openTimeBetween(OFFICE, startMs, ours) !== ms)
      throw new Error(`${startMs} + ${ms} does not lead back`)
  }
  const sum = (index: number): Sum => all[index % all.length] as Sum
  const add = perSecond(seconds, (index) => {
    const { startMs, ms } = sum(index)
    addOpenTime(OFFICE, startMs, ms)
  })
  const between = perSecond(seconds, (index) => {
    const { startMs, ms } = sum(index)
    openTimeBetween(OFFICE, startMs, startMs + 5 * ms)
  })
  const byDays = perSecond(seconds, (index) => {
    const { startMs, ms } = sum(index)
    addByDays(OFFICE, holidays, startMs, ms)
  })
  const plain = { figure: byDays, what: 'day by day with Temporal' }
  const target = { type: 'ratio_at_least', ratio: 1 } as const
  return [
    { what: 'Clock: add open time', ours: add, unit: '/s', plain, target },
    { what: 'Clock: open time between', ours: between, unit: '/s', plain, target },
  ]
}

/** Open time added by walking over the local days, as one would write it first. */
function addByDays(
  calendar: WorkingCalendar,
  holidays: ReadonlySet<string>,
  startMs: number,
  ms: number,
): number {
  let day = Temporal.Instant.fromEpochMilliseconds(startMs)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate()
  let left = ms
  for (;;) {
    for (const [from, to] of hoursOf(calendar, holidays, day)) {
      const opensMs = instantOf(calendar, day, from)
      const closesMs = instantOf(calendar, day, to)
      const countsFromMs = Math.max(opensMs, startMs)
      if (closesMs <= countsFromMs) continue
      if (closesMs - countsFromMs >= left) return countsFromMs + left
      left -= closesMs - countsFromMs
    }
    day = day.add({ days: 1 })
  }
}

function hoursOf(
  calendar: WorkingCalendar,
  holidays: ReadonlySet<string>,
  day: Temporal.PlainDate,
): readonly HoursInterval[] {
  const date = day.toString()
  const special = calendar.workdays[date]
  if (special) return special
  const weekday = WEEKDAYS[day.dayOfWeek - 1]
  return holidays.has(date) || !weekday ? [] : (calendar.weekly[weekday] ?? [])
}

const instantOf = (calendar: WorkingCalendar, day: Temporal.PlainDate, time: string): number =>
  day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).epochMilliseconds
