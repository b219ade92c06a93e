import { describe, expect, it } from 'vitest'
import { clockReplyTo, newCalendarCache } from './clock-lines'

const calendar = {
  timeZone: 'Europe/Berlin',
  weekly: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '24:00'],
    ],
  },
  holidays: ['2026-01-01'],
  workdays: { '2026-02-14': [['09:00', '17:00']] },
}
const add = { id: 7, op: 'add', calendar, start: '2026-01-05T09:00:00+01:00', seconds: 3600 }
const between = {
  id: 'b',
  op: 'between',
  calendar,
  start: '2026-01-05T00:00:00+01:00',
  end: '2026-01-06T00:00:00+01:00',
}
const reply = (line: unknown): unknown => {
  const text = clockReplyTo(typeof line === 'string' ? line : JSON.stringify(line), newCalendarCache())
  return text === '' ? null : JSON.parse(text)
}

describe('one line of clock arithmetic', () => {
  it.each([
    ['adds', add, { id: 7, due: '2026-01-05T09:00:00Z' }],
    ['counts', between, { id: 'b', seconds: 14 * 3600 }],
    ['adds fractions', { ...add, seconds: 0.25 }, { id: 7, due: '2026-01-05T08:00:00.250Z' }],
    ['counts fractions', { ...between, start: '2026-01-05T23:59:59.5+01:00' }, { id: 'b', seconds: 0.5 }],
    [
      'pauses',
      { ...add, pauses: [['2026-01-05T09:30:00+01:00', '2026-01-05T10:00:00+01:00']] },
      { id: 7, due: '2026-01-05T09:30:00Z' },
    ],
    ['a reversed range is 0', { ...between, end: '2025-01-01T00:00:00Z' }, { id: 'b', seconds: 0 }],
    [
      'a year that is not the present',
      { ...add, start: '1905-06-05T09:00:00+01:00', seconds: 0 },
      { id: 7, due: '1905-06-05T08:00:00Z' },
    ],
    [
      'a calendar with a zone alone has no open time',
      { ...between, calendar: { timeZone: 'UTC' } },
      { id: 'b', seconds: 0 },
    ],
    ['an id of any kind', { ...add, id: { n: [1] } }, { id: { n: [1] }, due: '2026-01-05T09:00:00Z' }],
    ['no id', { ...add, id: undefined }, { id: null, due: '2026-01-05T09:00:00Z' }],
  ])('%s', (_name, line, expected) => {
    expect(reply(line)).toEqual(expected)
  })

  it('says nothing to a blank line', () => {
    expect(clockReplyTo('', newCalendarCache())).toBe('')
    expect(clockReplyTo(' \r', newCalendarCache())).toBe('')
  })

  it.each([
    ['not JSON', '{"id": 1, ', null, /not valid JSON/],
    ['not an object', '[1]', null, /expected a JSON object/],
    ['null', 'null', null, /expected a JSON object/],
    ['no op', { ...add, op: undefined }, 7, /op: expected "add" or "between"/],
    ['another op', { ...add, op: 'subtract' }, 7, /not "subtract"/],
    ['no calendar', { ...add, calendar: undefined }, 7, /calendar: missing/],
    ['a calendar that is no object', { ...add, calendar: [] }, 7, /calendar: expected an object/],
    ['no zone', { ...add, calendar: { weekly: {} } }, 7, /timeZone: expected/],
    [
      'no such zone',
      { ...add, calendar: { ...calendar, timeZone: 'Europe/Atlantis' } },
      7,
      /no time zone "Europe\/Atlantis"/,
    ],
    [
      'no such weekday',
      { ...add, calendar: { ...calendar, weekly: { monday: [] } } },
      7,
      /unknown weekday "monday"/,
    ],
    ['no such key', { ...add, calendar: { ...calendar, holiday: [] } }, 7, /unknown key "holiday"/],
    [
      'no such time',
      { ...add, calendar: { ...calendar, weekly: { mon: [['09:00', '24:30']] } } },
      7,
      /weekly\.mon\[0\]\[1\]: "24:30"/,
    ],
    [
      'a time without minutes',
      { ...add, calendar: { ...calendar, weekly: { mon: [['9', '10:00']] } } },
      7,
      /weekly\.mon\[0\]\[0\]/,
    ],
    [
      'a time that is no text',
      { ...add, calendar: { ...calendar, weekly: { mon: [[9, 10]] } } },
      7,
      /weekly\.mon\[0\]\[0\]: 9/,
    ],
    [
      'an interval that starts at 24:00',
      { ...add, calendar: { ...calendar, weekly: { mon: [['24:00', '10:00']] } } },
      7,
      /cannot start at 24:00/,
    ],
    [
      'an interval of three',
      { ...add, calendar: { ...calendar, weekly: { mon: [['09:00', '10:00', '11:00']] } } },
      7,
      /expected \["HH:MM","HH:MM"\]/,
    ],
    [
      'hours that are no list',
      { ...add, calendar: { ...calendar, weekly: { mon: '09:00-17:00' } } },
      7,
      /weekly\.mon: expected a list/,
    ],
    [
      'no such holiday',
      { ...add, calendar: { ...calendar, holidays: ['2026-02-30'] } },
      7,
      /there is no day 2026-02-30/,
    ],
    [
      'a holiday in another form',
      { ...add, calendar: { ...calendar, holidays: ['01.05.2026'] } },
      7,
      /is not a date/,
    ],
    [
      'no such workday',
      { ...add, calendar: { ...calendar, workdays: { '2025-02-29': [] } } },
      7,
      /there is no day 2025-02-29/,
    ],
    ['no start', { ...add, start: undefined }, 7, /start: expected an ISO time/],
    ['a start without offset', { ...add, start: '2026-01-05T09:00:00' }, 7, /has no offset/],
    ['a start that is a date', { ...add, start: '2026-01-05' }, 7, /has no offset/],
    ['a start that does not exist', { ...add, start: '2026-02-30T09:00:00Z' }, 7, /there is no time/],
    ['a start at hour 25', { ...add, start: '2026-02-03T25:00:00Z' }, 7, /there is no time/],
    ['a start that is a number', { ...add, start: 0 }, 7, /start: expected an ISO time/],
    ['no seconds', { ...add, seconds: undefined }, 7, /seconds: expected a number/],
    ['seconds as text', { ...add, seconds: '60' }, 7, /seconds: expected a number/],
    ['negative seconds', { ...add, seconds: -1 }, 7, /must not be negative/],
    ['endless seconds', JSON.stringify(add).replace('3600', '1e999'), 7, /seconds: expected a number/],
    ['more seconds than there are years', { ...add, seconds: 1e15 }, 7, /outside the years/],
    ['pauses that are no list', { ...add, pauses: {} }, 7, /pauses: expected a list/],
    ['half a pause', { ...add, pauses: [['2026-01-05T09:00:00Z']] }, 7, /pauses\[0\]/],
    [
      'a pause without offset',
      { ...add, pauses: [['2026-01-05T09:00:00Z', '2026-01-05T10:00:00']] },
      7,
      /pauses\[0\]\[1\].*has no offset/,
    ],
    ['no end', { ...between, end: undefined }, 'b', /end: expected an ISO time/],
    ['nothing open', { ...add, calendar: { timeZone: 'UTC', weekly: {} } }, 7, /not enough open time/],
  ])('explains what is wrong: %s', (_name, line, id, message) => {
    expect(reply(line)).toEqual({ id, error: expect.stringMatching(message) })
  })

  it('knows a calendar again by its text, and forgets the oldest', () => {
    const calendars = newCalendarCache(2)
    for (const timeZone of ['UTC', 'UTC', 'Asia/Shanghai', 'Europe/Berlin']) {
      clockReplyTo(JSON.stringify({ ...add, calendar: { ...calendar, timeZone } }), calendars)
    }
    expect([...calendars.byText.values()].map(({ timeZone }) => timeZone)).toEqual([
      'Asia/Shanghai',
      'Europe/Berlin',
    ])
  })
})
