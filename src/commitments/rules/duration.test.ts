import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDurations,
  boundsOf,
  CLOCK_UNITS,
  compareLimits,
  type Ordering,
  type TimedLimit,
} from './duration'
import { CLOCKS } from './rule'

const limit = (text: string, clock: TimedLimit['clock']): TimedLimit => {
  const [amount, unit] = text.split(' ')
  return { duration: { amount: Number(amount), unit: unit as TimedLimit['duration']['unit'] }, clock }
}

describe('compareLimits', () => {
  test.each<[string, TimedLimit['clock'], string, TimedLimit['clock'], Ordering]>([
    ['48 hour', 'elapsed', '2 day', 'elapsed', 'equal'],
    ['20 day', 'calendar_day', '15 day', 'calendar_day', 'longer'],
    ['48 hour', 'elapsed', '15 day', 'calendar_day', 'shorter'],
    ['360 hour', 'elapsed', '15 day', 'calendar_day', 'shorter'],
    ['361 hour', 'elapsed', '15 day', 'calendar_day', 'unclear'],
    ['385 hour', 'elapsed', '15 day', 'calendar_day', 'longer'],
    ['2 day', 'working_day', '15 day', 'calendar_day', 'shorter'],
    ['15 day', 'working_day', '15 day', 'calendar_day', 'unclear'],
    ['30 day', 'working_day', '15 day', 'calendar_day', 'longer'],
    ['1 year', 'calendar_day', '12 month', 'calendar_day', 'equal'],
    ['1 month', 'calendar_day', '15 day', 'calendar_day', 'longer'],
    ['2 week', 'working_day', '10 day', 'calendar_day', 'unclear'],
    ['8 hour', 'service_hours', '15 day', 'calendar_day', 'shorter'],
    ['1 cycle', 'billing_cycle', '2 cycle', 'billing_cycle', 'shorter'],
    ['1 cycle', 'billing_cycle', '30 day', 'calendar_day', 'unclear'],
  ])('%s (%s) against %s (%s): %s', (left, leftClock, right, rightClock, expected) => {
    expect(compareLimits(limit(left, leftClock), limit(right, rightClock))).toBe(expected)
  })

  const anyLimit: fc.Arbitrary<TimedLimit> = fc.constantFrom(...CLOCKS).chain((clock) =>
    fc.record({
      duration: fc.record({
        amount: fc.integer({ min: 1, max: 400 }),
        unit: fc.constantFrom(...CLOCK_UNITS[clock]),
      }),
      clock: fc.constant(clock),
    }),
  )

  test('says the opposite when asked the other way round', () => {
    const opposite: Record<Ordering, Ordering[]> = {
      shorter: ['longer', 'unclear'],
      longer: ['shorter'],
      equal: ['equal'],
      unclear: ['unclear', 'shorter'],
    }
    fc.assert(
      fc.property(anyLimit, anyLimit, (left, right) => {
        expect(opposite[compareLimits(left, right)]).toContain(compareLimits(right, left))
      }),
    )
  })

  test('bounds are in order', () => {
    fc.assert(
      fc.property(anyLimit, (any) => {
        const { minSeconds, maxSeconds } = boundsOf(any)
        expect(minSeconds).toBeLessThanOrEqual(maxSeconds)
      }),
    )
  })
})

test('lengths add up within fixed units only', () => {
  expect(addDurations({ amount: 48, unit: 'hour' }, { amount: 1, unit: 'day' })).toEqual({
    amount: 259_200,
    unit: 'second',
  })
  expect(addDurations({ amount: 1, unit: 'month' }, { amount: 1, unit: 'day' })).toBeNull()
})
