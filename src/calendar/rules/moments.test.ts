import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaCalendar } from './china'
import type { Clock, Duration, InstantRange } from './clocks'
import { dueAt } from './deadlines'
import { formatInstant, parseInstant } from './instants'
import { capPauses, consumed, type LimitMoment, momentAtShare, momentOf, type RunningLimit } from './moments'
import { isOpenAt } from './open-time'

const at = (text: string): number => parseInstant(text, 'test')
const hours = [['09:00', '17:00']] as const
const calendar = chinaCalendar({ weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours } })
const limitOf = (
  clock: Clock,
  start: string,
  limit: Duration,
  pauses: readonly (readonly [string, string])[] = [],
): RunningLimit => ({
  clock,
  calendar,
  startMs: at(start),
  limit,
  pauses: pauses.map(([from, to]): InstantRange => [at(from), at(to)]),
})
const MONDAY = '2026-01-05T10:00:00+08:00'
const FRIDAY = '2026-01-09T10:00:00+08:00'
const h = (amount: number): Duration => ({ amount, unit: 'hour' })
const d = (amount: number): Duration => ({ amount, unit: 'day' })

type MomentCase = [sentence: string, running: RunningLimit, moment: LimitMoment, at: string]
const MOMENTS: MomentCase[] = [
  [
    'half of 48 hours',
    limitOf('elapsed', MONDAY, h(48)),
    { at: 'share', percent: 50 },
    '2026-01-06T10:00:00+08:00',
  ],
  ['the deadline', limitOf('elapsed', MONDAY, h(48)), { at: 'deadline' }, '2026-01-07T10:00:00+08:00'],
  [
    '2 hours before',
    limitOf('elapsed', MONDAY, h(48)),
    { at: 'before', duration: h(2) },
    '2026-01-07T08:00:00+08:00',
  ],
  [
    '2 hours before, with a pause between',
    limitOf('elapsed', MONDAY, h(48), [['2026-01-07T09:00:00+08:00', '2026-01-07T12:00:00+08:00']]),
    { at: 'before', duration: h(2) },
    '2026-01-07T08:00:00+08:00',
  ],
  [
    'a day after',
    limitOf('elapsed', MONDAY, h(48)),
    { at: 'after', duration: d(1) },
    '2026-01-08T10:00:00+08:00',
  ],
  [
    'longer before than the limit is the start',
    limitOf('elapsed', MONDAY, h(1)),
    { at: 'before', duration: h(2) },
    MONDAY,
  ],
  [
    'an open hour before, over the night',
    limitOf('service_hours', MONDAY, h(7.5)),
    { at: 'before', duration: h(1) },
    '2026-01-05T16:30:00+08:00',
  ],
  [
    'an open hour before, exactly at opening, is not at midnight',
    limitOf('service_hours', MONDAY, h(8)),
    { at: 'before', duration: h(1) },
    '2026-01-06T09:00:00+08:00',
  ],
  [
    'an open hour after',
    limitOf('service_hours', MONDAY, h(7)),
    { at: 'after', duration: h(1) },
    '2026-01-06T10:00:00+08:00',
  ],
  [
    '3 days before 15 calendar days',
    limitOf('calendar_day', MONDAY, d(15)),
    { at: 'before', duration: d(3) },
    '2026-01-18T00:00:00+08:00',
  ],
  [
    'a week before 15 calendar days',
    limitOf('calendar_day', MONDAY, d(15)),
    { at: 'before', duration: { amount: 1, unit: 'week' } },
    '2026-01-14T00:00:00+08:00',
  ],
  [
    '4 hours before a calendar day ends',
    limitOf('calendar_day', MONDAY, d(1)),
    { at: 'before', duration: h(4) },
    '2026-01-06T20:00:00+08:00',
  ],
  [
    'a day after calendar days',
    limitOf('calendar_day', MONDAY, d(1)),
    { at: 'after', duration: d(1) },
    '2026-01-08T00:00:00+08:00',
  ],
  [
    'a working day before, over a weekend',
    limitOf('working_day', FRIDAY, d(1)),
    { at: 'before', duration: d(1) },
    '2026-01-10T00:00:00+08:00',
  ],
  [
    'an hour before a working day ends is an open hour',
    limitOf('working_day', FRIDAY, d(1)),
    { at: 'before', duration: h(1) },
    '2026-01-12T16:00:00+08:00',
  ],
  [
    'an hour after a working day ends is an open hour',
    limitOf('working_day', MONDAY, d(4)),
    { at: 'after', duration: h(1) },
    '2026-01-12T10:00:00+08:00',
  ],
  [
    'a working day after, over a weekend',
    limitOf('working_day', MONDAY, d(4)),
    { at: 'after', duration: d(1) },
    '2026-01-13T00:00:00+08:00',
  ],
  [
    'half of two working days is not on Sunday',
    limitOf('working_day', '2026-01-09T00:00:00+08:00', d(1)),
    { at: 'share', percent: 75 },
    '2026-01-12T12:00:00+08:00',
  ],
  [
    '5 days before a billing cycle ends',
    limitOf('billing_cycle', MONDAY, { amount: 0, unit: 'cycle' }),
    { at: 'before', duration: d(5) },
    '2026-01-27T00:00:00+08:00',
  ],
  [
    'a cycle after',
    limitOf('billing_cycle', MONDAY, { amount: 0, unit: 'cycle' }),
    { at: 'after', duration: { amount: 1, unit: 'cycle' } },
    '2026-03-01T00:00:00+08:00',
  ],
]

describe('moments of a limit', () => {
  it.each(MOMENTS)('%s', (_sentence, running, moment, expected) => {
    expect(formatInstant(momentOf(running, moment))).toBe(formatInstant(at(expected)))
  })
})

describe('how much is used', () => {
  it.each([
    ['elapsed', limitOf('elapsed', MONDAY, h(48)), '2026-01-06T10:00:00+08:00', 0.5],
    ['past the deadline', limitOf('elapsed', MONDAY, h(24)), '2026-01-07T10:00:00+08:00', 2],
    ['before the start', limitOf('elapsed', MONDAY, h(24)), '2026-01-01T10:00:00+08:00', 0],
    [
      'a pause uses nothing',
      limitOf('elapsed', MONDAY, h(4), [['2026-01-05T10:00:00+08:00', '2026-01-05T12:00:00+08:00']]),
      '2026-01-05T12:00:00+08:00',
      0,
    ],
    [
      'open hours only',
      limitOf('service_hours', '2026-01-09T09:00:00+08:00', h(16)),
      '2026-01-11T12:00:00+08:00',
      0.5,
    ],
    [
      'working days only',
      limitOf('working_day', '2026-01-09T00:00:00+08:00', d(1)),
      '2026-01-11T12:00:00+08:00',
      0.5,
    ],
    [
      'calendar days',
      limitOf('calendar_day', '2026-01-05T00:00:00+08:00', d(3)),
      '2026-01-06T00:00:00+08:00',
      0.25,
    ],
    ['no limit at all is used up at once', limitOf('elapsed', MONDAY, h(0)), MONDAY, 1],
  ])('%s', (_sentence, running, now, share) => {
    expect(consumed(running, at(now)).share).toBe(share)
  })
})

describe('the most a pause may last', () => {
  const pauses = [
    ['2026-01-05T12:00:00+08:00', '2026-01-05T16:00:00+08:00'],
    ['2026-01-06T12:00:00+08:00', '2026-01-08T12:00:00+08:00'],
    ['2026-01-09T12:00:00+08:00', '2026-01-09T13:00:00+08:00'],
  ] as const
  const shift = (running: RunningLimit, kept: readonly InstantRange[]): string =>
    formatInstant(dueAt(running.clock, calendar, running.startMs, running.limit, kept).dueMs)

  it('cuts off real time', () => {
    const running = limitOf('elapsed', MONDAY, h(100), pauses)
    const kept = capPauses(running, h(6))
    expect(kept.map(([from, to]) => (to - from) / 3_600_000)).toEqual([4, 2])
  })

  it('cuts off open time', () => {
    const running = limitOf('service_hours', MONDAY, h(8), pauses)
    expect(shift(running, capPauses(running, h(5)))).toBe(formatInstant(at('2026-01-06T15:00:00+08:00')))
  })

  it('cuts off counted days', () => {
    const running = limitOf('working_day', MONDAY, d(3), pauses)
    expect(shift(running, capPauses(running, d(1)))).toBe(formatInstant(at('2026-01-10T00:00:00+08:00')))
    expect(shift(running, capPauses(running, d(5)))).toBe(formatInstant(at('2026-01-13T00:00:00+08:00')))
  })
})

describe('laws of moments', () => {
  const clockAndLimit = fc.constantFrom<[Clock, Duration]>(
    ['elapsed', h(48)],
    ['service_hours', h(20)],
    ['calendar_day', d(15)],
    ['working_day', d(3)],
    ['billing_cycle', { amount: 1, unit: 'cycle' }],
  )
  const start = fc.integer({ min: at('2016-01-01T00:00:00Z'), max: at('2026-01-01T00:00:00Z') })
  const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 2e8 })), {
    maxLength: 3,
  })
  const running = fc.tuple(clockAndLimit, start, pauses).map(
    ([[clock, limit], startMs, gaps]): RunningLimit => ({
      clock,
      calendar,
      startMs,
      limit,
      pauses: gaps.map(([after, length]) => [startMs + after, startMs + after + length]),
    }),
  )

  it('share 100 is the deadline, shares are in order, and using and placing a share agree', () => {
    fc.assert(
      fc.property(running, fc.integer({ min: 1, max: 99 }), (limit, percent) => {
        const dueMs = dueAt(limit.clock, calendar, limit.startMs, limit.limit, limit.pauses).dueMs
        const momentMs = momentAtShare(limit, percent)
        expect(momentAtShare(limit, 100)).toBe(dueMs)
        expect(momentMs).toBeGreaterThanOrEqual(limit.startMs)
        expect(momentMs).toBeLessThanOrEqual(dueMs)
        expect(momentAtShare(limit, percent + 1)).toBeGreaterThanOrEqual(momentMs)
        expect(consumed(limit, momentMs).share).toBeCloseTo(percent / 100, 6)
        expect(consumed(limit, dueMs).share).toBe(1)
      }),
      { numRuns: 300 },
    )
  })

  it('before and after a deadline are on their side of it, and within the time that runs', () => {
    fc.assert(
      fc.property(running, fc.integer({ min: 1, max: 20 }), (limit, amount) => {
        const dueMs = dueAt(limit.clock, calendar, limit.startMs, limit.limit, limit.pauses).dueMs
        const beforeMs = momentOf(limit, { at: 'before', duration: h(amount) })
        expect(beforeMs).toBeLessThan(dueMs)
        expect(beforeMs).toBeGreaterThanOrEqual(limit.startMs)
        expect(momentOf(limit, { at: 'after', duration: h(amount) })).toBeGreaterThan(dueMs)
        const isOnHours = limit.clock === 'service_hours' || limit.clock === 'working_day'
        if (isOnHours && beforeMs > limit.startMs) expect(isOpenAt(calendar, beforeMs)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
