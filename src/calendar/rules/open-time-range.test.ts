import { describe, expect, it } from 'vitest'
import { parseWorkingCalendar, type WorkingCalendar } from './calendar'
import { formatInstant, parseInstant } from './instants'
import { addOpenTime, isOpenAt, nextOpenInstant, openTimeBetween, subtractOpenTime } from './open-time'
import { compiled } from './open-weeks'

const at = (text: string): number => parseInstant(text, 'test')
const HOUR = 3_600_000
const nineToFive = [['09:00', '17:00']]
const weekdays = { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive }
const calendar = (parts: object): WorkingCalendar =>
  parseWorkingCalendar({ timeZone: 'Asia/Shanghai', weekly: weekdays, ...parts })
const office = calendar({})
const berlin = (weekly: object): WorkingCalendar => calendar({ timeZone: 'Europe/Berlin', weekly })

describe('open time between', () => {
  it.each([
    ['a day', office, '2026-01-05T00:00:00+08:00', '2026-01-06T00:00:00+08:00', 8],
    ['a reversed range is 0', office, '2026-01-06T00:00:00+08:00', '2026-01-05T00:00:00+08:00', 0],
    ['an empty range is 0', office, '2026-01-05T10:00:00+08:00', '2026-01-05T10:00:00+08:00', 0],
    [
      'a spring day in Berlin',
      berlin({ sun: [['00:00', '24:00']] }),
      '2026-03-28T00:00:00Z',
      '2026-03-31T00:00:00Z',
      23,
    ],
    [
      '1900 to 2200 round the clock',
      calendar({
        timeZone: 'UTC',
        weekly: Object.fromEntries(
          ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, [['00:00', '24:00']]]),
        ),
      }),
      '1900-01-01T00:00:00Z',
      '2200-01-01T00:00:00Z',
      109_573 * 24,
    ],
  ])('%s', (_sentence, hours, start, end, expected) => {
    expect(openTimeBetween(hours, at(start), at(end))).toBe(expected * HOUR)
  })
})

describe('subtracting open time', () => {
  it.each([
    ['within one interval', '2026-01-05T15:00:00+08:00', 2, '2026-01-05T13:00:00+08:00'],
    ['back over a night', '2026-01-06T10:00:00+08:00', 2, '2026-01-05T16:00:00+08:00'],
    [
      'exactly one morning is the opening, not the evening before',
      '2026-01-06T10:00:00+08:00',
      1,
      '2026-01-06T09:00:00+08:00',
    ],
    ['from closed time', '2026-01-06T03:00:00+08:00', 1, '2026-01-05T16:00:00+08:00'],
    ['0 is the end', '2026-01-06T03:00:00+08:00', 0, '2026-01-06T03:00:00+08:00'],
  ])('%s', (_sentence, end, hours, expected) => {
    expect(formatInstant(subtractOpenTime(office, at(end), hours * HOUR))).toBe(formatInstant(at(expected)))
  })
})

describe('open or closed', () => {
  it('is half-open: opening is open, closing is closed', () => {
    expect(isOpenAt(office, at('2026-01-05T09:00:00+08:00'))).toBe(true)
    expect(isOpenAt(office, at('2026-01-05T17:00:00+08:00'))).toBe(false)
    expect(formatInstant(nextOpenInstant(office, at('2026-01-09T17:00:00+08:00')))).toBe(
      '2026-01-12T01:00:00Z',
    )
  })
})

describe('any length in bounded work', () => {
  it('walks blocks of half a year, not days, and builds each once', () => {
    const hours = berlin({ wed: [['09:00', '09:30']] })
    const start = at('1900-01-01T00:00:00Z')
    addOpenTime(hours, start, 300 * 52 * 0.5 * HOUR)
    const { work } = compiled(hours)
    expect(work.blocksBuilt).toBeLessThan(610)
    expect(work.weeksWorkedOut).toBeLessThan(4 * 300)
    const before = work.blocksWalked
    addOpenTime(hours, start, 300 * 52 * 0.5 * HOUR)
    expect(work.blocksWalked - before).toBeLessThan(610)
    expect(work.blocksBuilt).toBeLessThan(610)
  })

  it('skips whole cycles of 400 years', () => {
    const hours = berlin({ wed: [['09:00', '10:00']] })
    const cycleHours = 20_871
    const once = addOpenTime(hours, at('2200-01-01T00:00:00Z'), 7 * HOUR)
    const later = addOpenTime(hours, at('2200-01-01T00:00:00Z'), (7 + 500 * cycleHours) * HOUR)
    expect(later - once).toBe(500 * 146_097 * 24 * HOUR)
    expect(openTimeBetween(hours, at('2200-01-01T00:00:00Z'), later)).toBe((7 + 500 * cycleHours) * HOUR)
    expect(compiled(hours).work.blocksBuilt).toBeLessThan(1200)
  })
})
