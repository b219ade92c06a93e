import { describe, expect, it } from 'vitest'
import { parseWorkingCalendar, type WorkingCalendar } from './calendar'
import { formatInstant, parseInstant } from './instants'
import { addOpenTime, openTimeBetween, subtractOpenTime } from './open-time'

const at = (text: string): number => parseInstant(text, 'test')
const HOUR = 3_600_000
const WEEKDAYS_NINE_TO_FIVE = {
  mon: [['09:00', '17:00']],
  tue: [['09:00', '17:00']],
  wed: [['09:00', '17:00']],
  thu: [['09:00', '17:00']],
  fri: [['09:00', '17:00']],
}
const calendar = (parts: object): WorkingCalendar =>
  parseWorkingCalendar({ timeZone: 'Asia/Shanghai', weekly: WEEKDAYS_NINE_TO_FIVE, ...parts })
const office = calendar({})
const lunch = calendar({
  weekly: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '24:00'],
    ],
    tue: [['00:00', '02:00']],
  },
})
const night = calendar({ weekly: { mon: [['22:00', '06:00']], tue: [['22:00', '06:00']] } })
const berlin = (weekly: object, parts: object = {}): WorkingCalendar =>
  calendar({ timeZone: 'Europe/Berlin', weekly, ...parts })

type AddCase = [
  sentence: string,
  calendar: WorkingCalendar,
  start: string,
  hours: number,
  due: string,
  pauses?: [string, string][],
]

// 2026-01-05 is a Monday.
const ADD_CASES: AddCase[] = [
  ['time runs on within one interval', office, '2026-01-05T10:00:00+08:00', 2, '2026-01-05T12:00:00+08:00'],
  ['the start may be before opening', office, '2026-01-05T03:00:00+08:00', 1, '2026-01-05T10:00:00+08:00'],
  [
    'time left over goes on at the next opening',
    office,
    '2026-01-05T16:00:00+08:00',
    2,
    '2026-01-06T10:00:00+08:00',
  ],
  [
    'used up exactly at closing is due at closing',
    office,
    '2026-01-05T16:00:00+08:00',
    1,
    '2026-01-05T17:00:00+08:00',
  ],
  ['a weekend is jumped over', office, '2026-01-09T16:00:00+08:00', 2, '2026-01-12T10:00:00+08:00'],
  [
    '0 from an open instant is that instant',
    office,
    '2026-01-05T10:00:00+08:00',
    0,
    '2026-01-05T10:00:00+08:00',
  ],
  [
    '0 from a closed instant is the next opening',
    office,
    '2026-01-05T18:00:00+08:00',
    0,
    '2026-01-06T09:00:00+08:00',
  ],
  [
    '0 from the instant of closing is the next opening',
    office,
    '2026-01-05T17:00:00+08:00',
    0,
    '2026-01-06T09:00:00+08:00',
  ],
  [
    '0 from the instant of opening is that instant',
    office,
    '2026-01-05T09:00:00+08:00',
    0,
    '2026-01-05T09:00:00+08:00',
  ],
  ['lunch does not count', lunch, '2026-01-05T11:00:00+08:00', 2, '2026-01-05T14:00:00+08:00'],
  [
    '24:00 joins the next day without a gap',
    lunch,
    '2026-01-05T23:00:00+08:00',
    2,
    '2026-01-06T01:00:00+08:00',
  ],
  [
    '0 at 24:00 that joins the next day is open',
    lunch,
    '2026-01-06T00:00:00+08:00',
    0,
    '2026-01-06T00:00:00+08:00',
  ],
  [
    'one open day a week needs no look-ahead limit',
    calendar({ weekly: { sun: [['09:00', '10:00']] } }),
    '2026-01-05T00:00:00+08:00',
    100,
    '2027-12-05T10:00:00+08:00',
  ],
  [
    'an overnight shift runs into the next day',
    night,
    '2026-01-05T23:00:00+08:00',
    6,
    '2026-01-06T05:00:00+08:00',
  ],
  [
    'equal bounds are 24 hours into the next day',
    calendar({ weekly: { mon: [['09:00', '09:00']] } }),
    '2026-01-05T09:00:00+08:00',
    24,
    '2026-01-06T09:00:00+08:00',
  ],
  [
    '00:00 to 00:00 is the whole day',
    calendar({ weekly: { mon: [['00:00', '00:00']] } }),
    '2026-01-05T00:00:00+08:00',
    24,
    '2026-01-06T00:00:00+08:00',
  ],
  [
    'a holiday is closed',
    calendar({ holidays: ['2026-01-06'] }),
    '2026-01-05T16:00:00+08:00',
    2,
    '2026-01-07T10:00:00+08:00',
  ],
  [
    'a holiday removes the shift that starts on it',
    calendar({ weekly: night.weekly, holidays: ['2026-01-06'] }),
    '2026-01-06T12:00:00+08:00',
    1,
    '2026-01-12T23:00:00+08:00',
  ],
  [
    'the tail of the night before counts on a holiday',
    calendar({ weekly: night.weekly, holidays: ['2026-01-06'] }),
    '2026-01-06T01:00:00+08:00',
    5,
    '2026-01-06T06:00:00+08:00',
  ],
  [
    'workdays override a weekend',
    calendar({ workdays: { '2026-01-10': [['10:00', '12:00']] } }),
    '2026-01-09T17:00:00+08:00',
    1,
    '2026-01-10T11:00:00+08:00',
  ],
  [
    'workdays override weekly hours',
    calendar({ workdays: { '2026-01-05': [['10:00', '11:00']] } }),
    '2026-01-05T08:00:00+08:00',
    2,
    '2026-01-06T10:00:00+08:00',
  ],
  [
    'workdays override holidays',
    calendar({ holidays: ['2026-01-05'], workdays: { '2026-01-05': [['10:00', '11:00']] } }),
    '2026-01-05T08:00:00+08:00',
    1,
    '2026-01-05T11:00:00+08:00',
  ],
  [
    'workdays without hours close the day',
    calendar({ workdays: { '2026-01-05': [] } }),
    '2026-01-05T08:00:00+08:00',
    1,
    '2026-01-06T10:00:00+08:00',
  ],
  [
    'only workdays may be open',
    calendar({
      weekly: {},
      workdays: { '2026-01-10': [['10:00', '11:00']], '2049-03-03': [['10:00', '11:00']] },
    }),
    '2026-01-05T00:00:00Z',
    1.5,
    '2049-03-03T10:30:00+08:00',
  ],
  [
    'overlapping intervals count once',
    calendar({
      weekly: {
        mon: [
          ['09:00', '12:00'],
          ['10:00', '13:00'],
          ['09:30', '10:00'],
        ],
      },
    }),
    '2026-01-05T09:00:00+08:00',
    4,
    '2026-01-05T13:00:00+08:00',
  ],
  [
    'an overnight tail that overlaps the next day counts once',
    calendar({ weekly: { mon: [['20:00', '10:00']], tue: [['08:00', '12:00']] } }),
    '2026-01-05T20:00:00+08:00',
    16,
    '2026-01-06T12:00:00+08:00',
  ],
  [
    'a day of 23 hours has 23',
    berlin({ sun: [['00:00', '24:00']] }),
    '2026-03-29T00:00:00+01:00',
    23,
    '2026-03-30T00:00:00+02:00',
  ],
  [
    'a day of 25 hours has 25',
    berlin({ sun: [['00:00', '24:00']] }),
    '2026-10-25T00:00:00+02:00',
    25,
    '2026-10-26T00:00:00+01:00',
  ],
  [
    'a night with the change to summer time is an hour shorter',
    berlin({ sat: [['22:00', '06:00']] }),
    '2026-03-28T22:00:00+01:00',
    7,
    '2026-03-29T06:00:00+02:00',
  ],
  [
    'a night with the change to winter time is an hour longer',
    berlin({ sat: [['22:00', '06:00']] }),
    '2026-10-24T22:00:00+02:00',
    9,
    '2026-10-25T06:00:00+01:00',
  ],
  [
    'an opening that is skipped moves on by the change',
    berlin({ sun: [['02:30', '05:00']] }),
    '2026-03-29T00:00:00+01:00',
    0,
    '2026-03-29T03:30:00+02:00',
  ],
  [
    'an opening that happens twice is the first',
    berlin({ sun: [['02:30', '05:00']] }),
    '2026-10-25T00:00:00+02:00',
    0,
    '2026-10-25T02:30:00+02:00',
  ],
  [
    'Lord Howe shifts by half an hour',
    calendar({ timeZone: 'Australia/Lord_Howe', weekly: { sun: [['00:00', '24:00']] } }),
    '2026-04-05T00:00:00+11:00',
    24.5,
    '2026-04-06T00:00:00+10:30',
  ],
  [
    'a midnight that is skipped opens at the change',
    calendar({ timeZone: 'America/Sao_Paulo', weekly: { sun: [['00:00', '12:00']] } }),
    '2018-11-03T12:00:00-03:00',
    0,
    '2018-11-04T01:00:00-02:00',
  ],
  [
    'a pause shifts by its open time',
    office,
    '2026-01-05T10:00:00+08:00',
    2,
    '2026-01-05T13:00:00+08:00',
    [['2026-01-05T11:00:00+08:00', '2026-01-05T12:00:00+08:00']],
  ],
  [
    'a pause over closed time shifts by its open part',
    office,
    '2026-01-05T16:00:00+08:00',
    1,
    '2026-01-06T10:30:00+08:00',
    [['2026-01-05T16:00:00+08:00', '2026-01-06T09:30:00+08:00']],
  ],
  [
    'a pause that begins when the time is used up changes nothing',
    office,
    '2026-01-05T10:00:00+08:00',
    2,
    '2026-01-05T12:00:00+08:00',
    [['2026-01-05T12:00:00+08:00', '2026-01-05T15:00:00+08:00']],
  ],
  [
    'overlapping and unsorted pauses are one',
    office,
    '2026-01-05T10:00:00+08:00',
    1,
    '2026-01-05T13:00:00+08:00',
    [
      ['2026-01-05T11:00:00+08:00', '2026-01-05T12:00:00+08:00'],
      ['2026-01-05T10:00:00+08:00', '2026-01-05T11:30:00+08:00'],
    ],
  ],
  [
    'a reversed pause is ignored',
    office,
    '2026-01-05T10:00:00+08:00',
    1,
    '2026-01-05T11:00:00+08:00',
    [['2026-01-05T12:00:00+08:00', '2026-01-05T10:00:00+08:00']],
  ],
  [
    'a pause before the start is ignored',
    office,
    '2026-01-05T10:00:00+08:00',
    1,
    '2026-01-05T11:00:00+08:00',
    [['2026-01-05T09:00:00+08:00', '2026-01-05T10:00:00+08:00']],
  ],
  [
    '0 inside a pause is its end',
    office,
    '2026-01-05T10:00:00+08:00',
    0,
    '2026-01-05T11:00:00+08:00',
    [['2026-01-05T09:30:00+08:00', '2026-01-05T11:00:00+08:00']],
  ],
  [
    '0 inside a pause that ends at closing is the next opening',
    office,
    '2026-01-05T10:00:00+08:00',
    0,
    '2026-01-06T09:00:00+08:00',
    [['2026-01-05T09:30:00+08:00', '2026-01-05T17:00:00+08:00']],
  ],
]

describe('adding open time', () => {
  it.each(ADD_CASES)('%s', (_sentence, hours, start, amount, due, pauses = []) => {
    const ranges = pauses.map(([from, to]) => [at(from), at(to)] as const)
    expect(formatInstant(addOpenTime(hours, at(start), amount * HOUR, ranges))).toBe(formatInstant(at(due)))
  })

  it('keeps milliseconds', () => {
    const due = addOpenTime(office, at('2026-01-05T16:59:59.999+08:00'), 2)
    expect(formatInstant(due)).toBe('2026-01-06T01:00:00.001Z')
  })

  it('says so when the calendar has no open time', () => {
    const never = calendar({ weekly: {} })
    expect(() => addOpenTime(never, at('2026-01-05T00:00:00Z'), 0)).toThrow(/not enough open time after/)
    expect(() => addOpenTime(never, at('1926-01-05T00:00:00Z'), 1)).toThrow(/not enough open time after/)
    expect(() => subtractOpenTime(never, at('2026-01-05T00:00:00Z'), 1)).toThrow(
      /not enough open time before/,
    )
    expect(openTimeBetween(never, at('1900-01-01T00:00:00Z'), at('2200-01-01T00:00:00Z'))).toBe(0)
  })

  it('says so when the open time ahead does not suffice', () => {
    const once = calendar({ weekly: {}, workdays: { '2026-01-10': [['10:00', '11:00']] } })
    expect(formatInstant(addOpenTime(once, 0, HOUR))).toBe('2026-01-10T03:00:00Z')
    expect(() => addOpenTime(once, 0, HOUR + 1)).toThrow(/not enough open time/)
    expect(() => addOpenTime(once, at('2026-01-10T11:00:00+08:00'), 0)).toThrow(/not enough open time/)
    expect(formatInstant(subtractOpenTime(once, at('2200-01-01T00:00:00Z'), HOUR))).toBe(
      '2026-01-10T02:00:00Z',
    )
  })

  it('refuses lengths that are no length', () => {
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addOpenTime(office, 0, ms)).toThrow(/not negative/)
    }
    expect(() => addOpenTime(office, 0, 1e300)).toThrow(/outside the years/)
  })
})
