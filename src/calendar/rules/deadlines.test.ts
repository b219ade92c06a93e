import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWorkingCalendar } from './calendar'
import { chinaCalendar } from './china'
import type { Clock, Duration, InstantRange } from './clocks'
import { countedDaysOf, type DayClock, dueAt } from './deadlines'
import { formatInstant, parseInstant } from './instants'

const at = (text: string): number => parseInstant(text, 'test')
const hours = [['09:00', '17:00']] as const
const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
const china = chinaCalendar({ weekly })
const berlin = parseWorkingCalendar({ timeZone: 'Europe/Berlin', weekly })
const saoPaulo = parseWorkingCalendar({ timeZone: 'America/Sao_Paulo', weekly })

type DueCase = [
  sentence: string,
  clock: Clock,
  start: string,
  limit: Duration,
  due: string,
  pauses?: [string, string][],
]

const CHINA_CASES: DueCase[] = [
  [
    '48 hours are 48 hours, holidays or not',
    'elapsed',
    '2026-02-14T10:00:00+08:00',
    { amount: 48, unit: 'hour' },
    '2026-02-16T10:00:00+08:00',
  ],
  [
    'an elapsed week is 168 hours',
    'elapsed',
    '2026-02-14T10:00:00+08:00',
    { amount: 1, unit: 'week' },
    '2026-02-21T10:00:00+08:00',
  ],
  [
    'a pause on the elapsed clock is real time',
    'elapsed',
    '2026-02-14T10:00:00+08:00',
    { amount: 2, unit: 'hour' },
    '2026-02-14T13:30:00+08:00',
    [['2026-02-14T11:00:00+08:00', '2026-02-14T12:30:00+08:00']],
  ],
  [
    'a service day is 24 open hours',
    'service_hours',
    '2026-01-05T09:00:00+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-07T17:00:00+08:00',
  ],
  [
    'service hours jump over the Spring Festival',
    'service_hours',
    '2026-02-14T16:00:00+08:00',
    { amount: 2, unit: 'hour' },
    '2026-02-24T10:00:00+08:00',
  ],
  [
    '15 calendar days end with the 15th day after',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 15, unit: 'day' },
    '2026-01-21T00:00:00+08:00',
  ],
  [
    '0 calendar days end today',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 0, unit: 'day' },
    '2026-01-06T00:00:00+08:00',
  ],
  [
    'the last instant of the day still belongs to it',
    'calendar_day',
    '2026-01-05T23:59:59.999+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-07T00:00:00+08:00',
  ],
  [
    'a calendar week is 7 days',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 6, unit: 'week' },
    '2026-02-17T00:00:00+08:00',
  ],
  [
    'a month from the 31st is clamped',
    'calendar_day',
    '2026-01-31T10:00:00+08:00',
    { amount: 1, unit: 'month' },
    '2026-03-01T00:00:00+08:00',
  ],
  [
    'a year from the leap day is clamped',
    'calendar_day',
    '2024-02-29T10:00:00+08:00',
    { amount: 1, unit: 'year' },
    '2025-03-01T00:00:00+08:00',
  ],
  [
    'a working day after Friday is Monday',
    'working_day',
    '2026-01-09T10:00:00+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-13T00:00:00+08:00',
  ],
  [
    'holidays do not count, make-up days do',
    'working_day',
    '2026-02-13T10:00:00+08:00',
    { amount: 2, unit: 'day' },
    '2026-02-25T00:00:00+08:00',
  ],
  [
    'a day off is day 0 too',
    'working_day',
    '2026-01-10T10:00:00+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-13T00:00:00+08:00',
  ],
  [
    '0 working days from a working day end today',
    'working_day',
    '2026-01-09T10:00:00+08:00',
    { amount: 0, unit: 'day' },
    '2026-01-10T00:00:00+08:00',
  ],
  [
    '0 working days from a day off end with the next working day',
    'working_day',
    '2026-01-10T10:00:00+08:00',
    { amount: 0, unit: 'day' },
    '2026-01-13T00:00:00+08:00',
  ],
  [
    'a month that ends on a holiday moves to the next working day',
    'working_day',
    '2026-01-17T10:00:00+08:00',
    { amount: 1, unit: 'month' },
    '2026-02-25T00:00:00+08:00',
  ],
  [
    'a week that ends on a day off moves to the next working day',
    'working_day',
    '2026-01-03T10:00:00+08:00',
    { amount: 1, unit: 'week' },
    '2026-01-13T00:00:00+08:00',
  ],
  [
    'the end of this billing month',
    'billing_cycle',
    '2026-01-05T10:00:00+08:00',
    { amount: 0, unit: 'cycle' },
    '2026-02-01T00:00:00+08:00',
  ],
  [
    'the end of the second billing month after',
    'billing_cycle',
    '2026-01-31T10:00:00+08:00',
    { amount: 2, unit: 'cycle' },
    '2026-04-01T00:00:00+08:00',
  ],
  [
    'a pause over a month end moves the cycle',
    'billing_cycle',
    '2026-01-05T10:00:00+08:00',
    { amount: 1, unit: 'cycle' },
    '2026-04-01T00:00:00+08:00',
    [['2026-01-20T10:00:00+08:00', '2026-02-03T10:00:00+08:00']],
  ],
  [
    'a pause within a day moves nothing',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 3, unit: 'day' },
    '2026-01-09T00:00:00+08:00',
    [['2026-01-06T10:00:00+08:00', '2026-01-06T20:00:00+08:00']],
  ],
  [
    'a pause over two nights moves by two days',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 3, unit: 'day' },
    '2026-01-11T00:00:00+08:00',
    [['2026-01-06T10:00:00+08:00', '2026-01-08T09:00:00+08:00']],
  ],
  [
    'a pause over the due night keeps the promise from breaking',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-08T00:00:00+08:00',
    [['2026-01-06T20:00:00+08:00', '2026-01-07T09:00:00+08:00']],
  ],
  [
    'a pause from the trigger on',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-08T00:00:00+08:00',
    [['2026-01-05T10:00:00+08:00', '2026-01-06T09:00:00+08:00']],
  ],
  [
    'a pause that begins at the deadline is too late',
    'calendar_day',
    '2026-01-05T10:00:00+08:00',
    { amount: 1, unit: 'day' },
    '2026-01-07T00:00:00+08:00',
    [['2026-01-07T00:00:00+08:00', '2026-01-09T09:00:00+08:00']],
  ],
  [
    'a pause over a weekend moves working days by its one working night',
    'working_day',
    '2026-01-08T10:00:00+08:00',
    { amount: 2, unit: 'day' },
    '2026-01-14T00:00:00+08:00',
    [['2026-01-09T10:00:00+08:00', '2026-01-12T09:00:00+08:00']],
  ],
  [
    'a pause within a weekend moves nothing',
    'working_day',
    '2026-01-08T10:00:00+08:00',
    { amount: 2, unit: 'day' },
    '2026-01-13T00:00:00+08:00',
    [['2026-01-10T10:00:00+08:00', '2026-01-11T09:00:00+08:00']],
  ],
]

describe('due time', () => {
  it.each(CHINA_CASES)('%s', (_sentence, clock, start, limit, due, pauses = []) => {
    const ranges = pauses.map(([from, to]): InstantRange => [at(from), at(to)])
    expect(formatInstant(dueAt(clock, china, at(start), limit, ranges).dueMs)).toBe(formatInstant(at(due)))
  })

  it('ends a local day after a change of offset', () => {
    const due = dueAt('calendar_day', berlin, at('2026-03-28T10:00:00+01:00'), { amount: 1, unit: 'day' })
    expect(formatInstant(due.dueMs)).toBe('2026-03-29T22:00:00Z')
  })

  it('ends a day before a midnight that is skipped', () => {
    const due = dueAt('calendar_day', saoPaulo, at('2018-11-03T10:00:00-03:00'), { amount: 0, unit: 'day' })
    expect(formatInstant(due.dueMs)).toBe('2018-11-04T03:00:00Z')
  })

  it('refuses units the clock does not count', () => {
    const refused: [Clock, Duration][] = [
      ['elapsed', { amount: 1, unit: 'month' }],
      ['service_hours', { amount: 1, unit: 'year' }],
      ['calendar_day', { amount: 4, unit: 'hour' }],
      ['calendar_day', { amount: 1.5, unit: 'day' }],
      ['working_day', { amount: 1, unit: 'cycle' }],
      ['billing_cycle', { amount: 1, unit: 'month' }],
      ['elapsed', { amount: -1, unit: 'hour' }],
    ]
    for (const [clock, limit] of refused) {
      expect(() => dueAt(clock, china, 0, limit)).toThrow(
        expect.objectContaining({ code: 'duration_invalid' }),
      )
    }
  })

  it('says so when there are no working days', () => {
    const never = parseWorkingCalendar({ timeZone: 'UTC', workdays: { '2026-01-05': [['09:00', '10:00']] } })
    expect(formatInstant(dueAt('working_day', never, 0, { amount: 1, unit: 'day' }).dueMs)).toBe(
      '2026-01-06T00:00:00Z',
    )
    expect(() => dueAt('working_day', never, 0, { amount: 2, unit: 'day' })).toThrow(
      /not enough working days/,
    )
  })

  it('counts decades of working days', () => {
    const due = dueAt('working_day', berlin, at('2026-01-05T10:00:00Z'), {
      amount: 5 * 52 * 100,
      unit: 'day',
    })
    expect(formatInstant(due.dueMs)).toBe('2125-09-03T22:00:00Z')
  })
})

describe('provisional due times', () => {
  const lateDecember = at('2026-12-30T10:00:00+08:00')
  it.each([
    ['working days into a year not announced', 'working_day', { amount: 5, unit: 'day' }, [2027]],
    ['service hours into a year not announced', 'service_hours', { amount: 100, unit: 'hour' }, [2027]],
    ['working days that end with the last announced day', 'working_day', { amount: 1, unit: 'day' }, []],
    ['calendar days do not ask for holidays', 'calendar_day', { amount: 15, unit: 'day' }, []],
    ['real time does not ask for holidays', 'elapsed', { amount: 500, unit: 'hour' }, []],
    ['every year on the way is named', 'working_day', { amount: 400, unit: 'day' }, [2027, 2028]],
  ] as const)('%s', (_sentence, clock, limit, years) => {
    const due = dueAt(clock, china, lateDecember, limit)
    expect(due.provisionalYears).toEqual(years)
    expect(due.provisional).toBe(years.length > 0)
  })

  it('a calendar that keeps no list of announced years is never provisional', () => {
    expect(dueAt('working_day', berlin, lateDecember, { amount: 50, unit: 'day' }).provisional).toBe(false)
  })
})

describe('laws of day clocks', () => {
  const start = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2026-01-01T00:00:00Z') })
  const clocks = fc.constantFrom<DayClock>('calendar_day', 'working_day')
  const DAY = 86_400_000

  it('a limit of one more day is due one counted day later', () => {
    fc.assert(
      fc.property(clocks, start, fc.integer({ min: 1, max: 300 }), (clock, startMs, n) => {
        const due = (amount: number): number => dueAt(clock, china, startMs, { amount, unit: 'day' }).dueMs
        const days = countedDaysOf(clock, china)
        const localDay = (ms: number): number => Math.floor((ms + 8 * 3_600_000) / DAY)
        expect(days.count(localDay(due(n)), localDay(due(n + 1)))).toBe(1)
        expect(days.isCounted(localDay(due(n) - 1))).toBe(true)
      }),
    )
  })

  it('a pause before the deadline shifts it by exactly the counted days it holds', () => {
    const pause = fc.tuple(fc.integer({ min: 0, max: 20 * DAY }), fc.integer({ min: 0, max: 20 * DAY }))
    fc.assert(
      fc.property(
        clocks,
        start,
        fc.integer({ min: 1, max: 60 }),
        pause,
        (clock, startMs, n, [after, length]) => {
          const fromMs = startMs + after
          const due = (amount: number, pauses: InstantRange[]): number =>
            dueAt(clock, china, startMs, { amount, unit: 'day' }, pauses).dueMs
          fc.pre(fromMs < due(n, []))
          const localDay = (ms: number): number => Math.floor((ms + 8 * 3_600_000) / DAY)
          const held = countedDaysOf(clock, china).count(localDay(fromMs), localDay(fromMs + length))
          expect(due(n, [[fromMs, fromMs + length]])).toBe(due(n + held, []))
        },
      ),
    )
  })

  it('counting and finding the n-th day are inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13_000, max: 30_000 }), fc.integer({ min: 1, max: 6000 }), (from, n) => {
        const days = countedDaysOf('working_day', china)
        const day = days.nth(from, n)
        expect(days.isCounted(day)).toBe(true)
        expect(days.count(from, day)).toBe(n - 1)
        let slow = 0
        for (let d = from; d < Math.min(day, from + 800); d++) slow += Number(days.isCounted(d))
        expect(days.count(from, Math.min(day, from + 800))).toBe(slow)
      }),
    )
  })
})
