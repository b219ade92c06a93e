import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type HoursInterval, WEEKDAYS, type WorkingCalendar } from './calendar'
import type { InstantRange } from './clocks'
import { addOpenTime, isOpenAt, nextOpenInstant, openTimeBetween, subtractOpenTime } from './open-time'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Weeks around changes of offset: forward, back, half an hour, at midnight, and none; and when China still changed. */
const PLACES: readonly (readonly [timeZone: string, around: string])[] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Asia/Shanghai', '2026-02-15'],
  ['Asia/Shanghai', '1988-04-17'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['Africa/Casablanca', '2026-02-15'],
]

const clockTime = fc
  .oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 1439 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 8 }).map((n) => n * 30) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 47 }).map((n) => n * 30) },
  )
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)
const interval: fc.Arbitrary<HoursInterval> = fc.tuple(
  clockTime,
  fc.oneof({ weight: 6, arbitrary: clockTime }, { weight: 1, arbitrary: fc.constant('24:00') }),
)
const hours = fc.array(interval, { maxLength: 3 })
const dateNear = (around: string): fc.Arbitrary<string> =>
  fc.integer({ min: -6, max: 6 }).map((days) => Temporal.PlainDate.from(around).add({ days }).toString())

type Situation = { calendar: WorkingCalendar; baseMs: number }
const situation: fc.Arbitrary<Situation> = fc.constantFrom(...PLACES).chain(([timeZone, around]) =>
  fc
    .record({
      weekly: fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, hours])), { requiredKeys: [] }),
      holidays: fc.array(dateNear(around), { maxLength: 3 }),
      workdays: fc.dictionary(dateNear(around), hours, { maxKeys: 3 }),
    })
    .map((parts) => ({ calendar: { timeZone, ...parts }, baseMs: Date.parse(`${around}T00:00:00Z`) })),
)
const hasHours = ({ calendar }: Situation): boolean =>
  Object.values(calendar.weekly).some((day) => day !== undefined && day.length > 0)
const openSituation = situation.filter(hasHours)
const minutesFrom = fc.integer({ min: -5 * 1440, max: 5 * 1440 })
const amountMs = fc.oneof(
  fc.integer({ min: 0, max: 600 }).map((n) => n * MINUTE),
  fc.integer({ min: 0, max: 3 * DAY }),
)
const pauseMinutes = fc.array(fc.tuple(minutesFrom, minutesFrom), { maxLength: 4 })
const toPauses = (baseMs: number, minutes: readonly (readonly [number, number])[]): InstantRange[] =>
  minutes.map(([from, to]) => [baseMs + from * MINUTE, baseMs + to * MINUTE] as const)

/**
 * The same calendar, minute by minute, by Temporal: `isOpen[m]` for the minute that begins `m` minutes after `fromMs`.
 * Shares no code with what it checks.
 */
function openMinutes(
  { timeZone, weekly, holidays, workdays }: WorkingCalendar,
  fromMs: number,
  minutes: number,
  pauses: readonly InstantRange[],
): Uint8Array {
  const isOpen = new Uint8Array(minutes)
  const fill = (startMs: number, endMs: number, value: 0 | 1): void => {
    const first = Math.max(0, (startMs - fromMs) / MINUTE)
    const end = Math.min(minutes, (endMs - fromMs) / MINUTE)
    for (let m = first; m < end; m++) isOpen[m] = value
  }
  const instantOf = (date: Temporal.PlainDate, time: string): number => {
    const [day, clock] = time === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, time]
    return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(clock) }).epochMilliseconds
  }
  const first = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone).toPlainDate()
  for (let n = -3; n <= minutes / 1440 + 2; n++) {
    const date = first.add({ days: n })
    const text = date.toString()
    const weekday = WEEKDAYS[date.dayOfWeek - 1]
    const usual = weekday === undefined || holidays.includes(text) ? [] : (weekly[weekday] ?? [])
    for (const [from, to] of workdays[text] ?? usual) {
      const endDate = to > from ? date : date.add({ days: 1 })
      fill(instantOf(date, from), instantOf(endDate, to), 1)
    }
  }
  for (const [startMs, endMs] of pauses) fill(startMs, endMs, 0)
  return isOpen
}

const WINDOW_MINUTES = 40 * 1440

describe('against a minute-by-minute count with Temporal', () => {
  it('open time between two instants is the open minutes', () => {
    fc.assert(
      fc.property(
        situation,
        minutesFrom,
        minutesFrom,
        pauseMinutes,
        ({ calendar, baseMs }, a, b, minutes) => {
          const pauses = toPauses(baseMs, minutes)
          const fromMs = baseMs - 6 * DAY
          const isOpen = openMinutes(calendar, fromMs, 12 * 1440, pauses)
          const [first, end] = [a + 6 * 1440, b + 6 * 1440]
          const expected = isOpen.slice(first, Math.max(first, end)).reduce((sum, open) => sum + open, 0)
          const [startMs, endMs] = [baseMs + a * MINUTE, baseMs + b * MINUTE]
          expect(openTimeBetween(calendar, startMs, endMs, pauses)).toBe(expected * MINUTE)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('adding ends where the open minutes are used up', () => {
    fc.assert(
      fc.property(
        openSituation,
        minutesFrom,
        amountMs,
        pauseMinutes,
        ({ calendar, baseMs }, a, ms, minutes) => {
          const pauses = toPauses(baseMs, minutes)
          const startMs = baseMs + a * MINUTE
          const isOpen = openMinutes(calendar, startMs, WINDOW_MINUTES, pauses)
          let left = ms
          let minute = isOpen.indexOf(1)
          while (minute >= 0 && minute < WINDOW_MINUTES && left > MINUTE) {
            left -= MINUTE
            minute = isOpen.indexOf(1, minute + 1)
          }
          fc.pre(minute >= 0)
          expect(addOpenTime(calendar, startMs, ms, pauses)).toBe(startMs + minute * MINUTE + left)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('subtracting begins where the open minutes still suffice', () => {
    fc.assert(
      fc.property(
        openSituation,
        minutesFrom,
        amountMs,
        pauseMinutes,
        ({ calendar, baseMs }, a, ms, minutes) => {
          fc.pre(ms > 0)
          const pauses = toPauses(baseMs, minutes)
          const endMs = baseMs + a * MINUTE
          const fromMs = endMs - WINDOW_MINUTES * MINUTE
          const isOpen = openMinutes(calendar, fromMs, WINDOW_MINUTES, pauses)
          let left = ms
          let minute = isOpen.lastIndexOf(1)
          while (minute > 0 && left > MINUTE) {
            left -= MINUTE
            minute = isOpen.lastIndexOf(1, minute - 1)
          }
          fc.pre(minute > 0)
          expect(subtractOpenTime(calendar, endMs, ms, pauses)).toBe(fromMs + (minute + 1) * MINUTE - left)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('laws of open time', () => {
  const law = (name: string, check: (s: Situation, a: number, ms: number, more: number) => void): void => {
    it(name, () => {
      fc.assert(fc.property(openSituation, minutesFrom, amountMs, amountMs, check), { numRuns: 300 })
    })
  }

  law('a deadline never falls in closed time, except exactly at closing', ({ calendar, baseMs }, a, ms) => {
    const dueMs = addOpenTime(calendar, baseMs + a * MINUTE, ms)
    if (ms === 0) expect(isOpenAt(calendar, dueMs)).toBe(true)
    else expect(isOpenAt(calendar, dueMs - 1)).toBe(true)
  })

  law('between(s, add(s, n)) is n, and so is between(subtract(e, n), e)', ({ calendar, baseMs }, a, ms) => {
    const startMs = baseMs + a * MINUTE
    expect(openTimeBetween(calendar, startMs, addOpenTime(calendar, startMs, ms))).toBe(ms)
    expect(openTimeBetween(calendar, subtractOpenTime(calendar, startMs, ms), startMs)).toBe(ms)
  })

  law('adding is monotone in the amount and in the start', ({ calendar, baseMs }, a, ms, more) => {
    const startMs = baseMs + a * MINUTE
    const dueMs = addOpenTime(calendar, startMs, ms)
    // Only 0 may lie later: it gives the next opening, 1 ms less than what uses up the first open millisecond.
    if (ms > 0) expect(addOpenTime(calendar, startMs, ms + more)).toBeGreaterThanOrEqual(dueMs + more)
    expect(addOpenTime(calendar, startMs + more, ms)).toBeGreaterThanOrEqual(dueMs)
  })

  law(
    'adding twice is adding the sum; a second 0 moves a closing time to the next opening',
    ({ calendar, baseMs }, a, ms, more) => {
      const startMs = baseMs + a * MINUTE
      const twice = addOpenTime(calendar, addOpenTime(calendar, startMs, ms), more)
      const once = addOpenTime(calendar, startMs, ms + more)
      expect(twice).toBe(more === 0 ? nextOpenInstant(calendar, once) : once)
    },
  )

  law('a pause shifts the deadline by exactly its open time', ({ calendar, baseMs }, a, ms, more) => {
    fc.pre(ms > 0)
    const startMs = baseMs + a * MINUTE
    const pauseFromMs = startMs + Math.floor(more / 3)
    const pause: InstantRange = [pauseFromMs, pauseFromMs + more]
    const withoutMs = addOpenTime(calendar, startMs, ms)
    const withMs = addOpenTime(calendar, startMs, ms, [pause])
    if (pauseFromMs >= withoutMs) expect(withMs).toBe(withoutMs)
    else expect(withMs).toBe(addOpenTime(calendar, startMs, ms + openTimeBetween(calendar, ...pause)))
  })

  law('an overlapping or repeated pause changes nothing', ({ calendar, baseMs }, a, ms, more) => {
    const startMs = baseMs + a * MINUTE
    const pause: InstantRange = [startMs, startMs + more]
    const part: InstantRange = [startMs + Math.floor(more / 4), startMs + Math.floor(more / 2)]
    expect(addOpenTime(calendar, startMs, ms, [part, pause, part])).toBe(
      addOpenTime(calendar, startMs, ms, [pause]),
    )
  })

  it('what lies decades ahead agrees with the sum of the years', () => {
    fc.assert(
      fc.property(openSituation, fc.integer({ min: 1900, max: 2150 }), ({ calendar }, year) => {
        const at = (y: number): number => Date.parse(`${y}-06-01T00:00:00Z`)
        let sum = 0
        for (let y = year; y < year + 50; y++) sum += openTimeBetween(calendar, at(y), at(y + 1))
        expect(openTimeBetween(calendar, at(year), at(year + 50))).toBe(sum)
        fc.pre(sum > 0)
        expect(addOpenTime(calendar, at(year), sum)).toBeLessThanOrEqual(at(year + 50))
        expect(addOpenTime(calendar, at(year), sum + 1)).toBeGreaterThan(at(year + 50))
      }),
      { numRuns: 25 },
    )
  })
})
