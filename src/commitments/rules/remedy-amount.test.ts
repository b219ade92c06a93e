import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '@/calendar/rules/days'
import { isLess, rationalOf, roundHalfUp, times, whole } from './rational'
import { type RemedyFacts, remedyAmount } from './remedy-amount'
import type { Remedy } from './rule'

const facts = (given: Partial<RemedyFacts> = {}): RemedyFacts => ({ currency: 'CNY', bases: {}, ...given })
const outcome = (remedy: Remedy, given: Partial<RemedyFacts>) => {
  const worked = remedyAmount(remedy, facts(given))
  if ('unknown' in worked) throw new Error(`unknown ${worked.unknown}`)
  return { amount: worked.amountMinor, codes: worked.steps.map(({ code }) => code) }
}
const DOUBLE: Remedy = { type: 'multiple', base: 'overcharge', factor: 2, currency: 'CNY' }
const TREBLE: Remedy = { type: 'multiple', base: 'price', factor: 3, floorMinor: 50_000, currency: 'CNY' }
const LATE_DAY: Remedy = {
  type: 'per_unit',
  amountMinor: 1034,
  unit: 'day',
  grace: { amount: 2, unit: 'day' },
  currency: 'GBP',
}
const RENT_TIERS: Remedy = {
  type: 'tiered',
  fee: 'rent',
  table: [
    { over: { amount: 3, unit: 'day' }, days: 7 },
    { over: { amount: 7, unit: 'day' }, days: 15 },
    { over: { amount: 15, unit: 'day' }, days: 30 },
  ],
}
const lateDays = (days: number): Partial<RemedyFacts> => ({
  currency: 'GBP',
  unitsAfter: (unit, grace) => days - (unit === 'day' && grace ? grace.amount : 0),
})

describe('each formula of the remedy grammar', () => {
  const table: readonly [string, Remedy, Partial<RemedyFacts>, bigint, string][] = [
    ['nothing is paid', { type: 'none' }, {}, 0n, 'none'],
    ['double refund of 12.34', DOUBLE, { bases: { overcharge: 1234n } }, 2468n, 'multiplied'],
    ['no difference', DOUBLE, { bases: { overcharge: 0n } }, 0n, 'not_positive'],
    ['charged too little', DOUBLE, { bases: { overcharge: -500n } }, 0n, 'not_positive'],
    ['fraud of 100 yuan: 500 at least', TREBLE, { bases: { price: 10_000n } }, 50_000n, 'floor'],
    ['fraud of 200 yuan: three times', TREBLE, { bases: { price: 20_000n } }, 60_000n, 'multiplied'],
    ['a cap', { ...DOUBLE, capMinor: 1500 }, { bases: { overcharge: 1000n } }, 1500n, 'cap'],
    [
      'one and a half times, half a cent up',
      { ...DOUBLE, factor: 1.5 },
      { bases: { overcharge: 1n } },
      2n,
      'rounded',
    ],
    [
      'missed appointment',
      { type: 'per_event', amountMinor: 3231, currency: 'GBP' },
      { currency: 'GBP' },
      3231n,
      'events',
    ],
    [
      'two missed appointments',
      { type: 'per_event', amountMinor: 3231, currency: 'GBP' },
      { currency: 'GBP', events: 2 },
      6462n,
      'events',
    ],
    ['repair: second day still in grace', LATE_DAY, lateDays(2), 0n, 'within_grace'],
    ['repair: five days', LATE_DAY, lateDays(5), 3102n, 'units'],
    ['repair: five days, capped', { ...LATE_DAY, capMinor: 2000 }, lateDays(5), 2000n, 'cap'],
    [
      'late installation: 1 % a day',
      { type: 'percent_per_day', base: 'installation_fee', percent: 1 },
      { bases: { installation_fee: 30_000n }, days: 4 },
      1200n,
      'percent_days',
    ],
    [
      'arrears: 0.3 % a day',
      { type: 'percent_per_day', base: 'fee', percent: 0.3 },
      { bases: { fee: 1001n }, days: 1 },
      3n,
      'rounded',
    ],
    [
      'deposit on day 45',
      { type: 'interest', base: 'deposit', yearlyPercent: 10, from: { amount: 45, unit: 'day' } },
      { bases: { deposit: 36_500n }, days: 45 },
      0n,
      'before_interest',
    ],
    [
      'deposit on day 46',
      { type: 'interest', base: 'deposit', yearlyPercent: 10, from: { amount: 45, unit: 'day' } },
      { bases: { deposit: 36_500n }, days: 46 },
      10n,
      'interest',
    ],
    [
      'deposit after a year and 45 days',
      { type: 'interest', base: 'deposit', yearlyPercent: 10, from: { amount: 45, unit: 'day' } },
      { bases: { deposit: 36_500n }, days: 410 },
      3650n,
      'interest',
    ],
    [
      'rent of the days without service',
      { type: 'prorata', fee: 'rent', days: 'outage_days' },
      { bases: { rent: 6000n }, dayCounts: { outage_days: 4 } },
      800n,
      'prorata',
    ],
    [
      'fault of 3 days exactly',
      RENT_TIERS,
      { bases: { rent: 6000n }, lastedMs: 3 * DAY_MS },
      0n,
      'below_tiers',
    ],
    [
      'fault over 3 days: 7 days of rent',
      RENT_TIERS,
      { bases: { rent: 6000n }, lastedMs: 3 * DAY_MS + 1 },
      1400n,
      'tier',
    ],
    [
      'fault over 7 days: 15 days of rent',
      RENT_TIERS,
      { bases: { rent: 6000n }, lastedMs: 8 * DAY_MS },
      3000n,
      'tier',
    ],
    [
      'fault over 15 days: a month of rent',
      RENT_TIERS,
      { bases: { rent: 6000n }, lastedMs: 90 * DAY_MS },
      6000n,
      'tier',
    ],
    ['validity lengthened', { type: 'extend', what: 'validity', days: 7 }, {}, 0n, 'extended'],
    [
      'fee waived',
      { type: 'waive', fee: 'reconnection_fee' },
      { bases: { reconnection_fee: 500n } },
      500n,
      'waived',
    ],
    [
      'order without consent',
      { type: 'void', order: 'subscription' },
      { bases: { charged: 800n } },
      800n,
      'voided',
    ],
    [
      'data over 50 dollars',
      { type: 'cap_charge', amountMinor: 5000, currency: 'CAD' },
      { currency: 'CAD', bases: { charged: 7300n } },
      2300n,
      'above_cap',
    ],
    [
      'data of 50 dollars',
      { type: 'cap_charge', amountMinor: 5000, currency: 'CAD' },
      { currency: 'CAD', bases: { charged: 5000n } },
      0n,
      'below_cap',
    ],
    ['ombudsman', { type: 'escalate', target: 'ombudsman' }, {}, 0n, 'escalate'],
    [
      'apology',
      { type: 'action', text: { 'zh-CN': '致歉', 'zh-TW': '致歉', en: 'apology' } },
      {},
      0n,
      'action',
    ],
  ]
  test.each(table)('%s', (_name, remedy, given, amount, code) => {
    const worked = outcome(remedy, given)
    expect(worked.amount).toBe(amount)
    expect(worked.codes).toContain(code)
  })

  test('what is not known of the event is named, not guessed', () => {
    expect(remedyAmount(DOUBLE, facts())).toEqual({ unknown: 'overcharge' })
    expect(remedyAmount(LATE_DAY, facts({ currency: 'GBP' }))).toEqual({ unknown: 'day' })
    expect(remedyAmount(RENT_TIERS, facts({ bases: { rent: 1n } }))).toEqual({ unknown: 'duration' })
    expect(remedyAmount(DOUBLE, facts({ currency: 'USD', bases: { overcharge: 1n } }))).toEqual({
      unknown: 'CNY',
    })
  })
})

const minor = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })
const factor = fc.integer({ min: 1, max: 10_000 }).map((thousandths) => thousandths / 1000)

describe('a multiple of the difference', () => {
  test('is never negative, and 0 when nothing too much was charged', () => {
    fc.assert(
      fc.property(minor, factor, (overcharge, k) => {
        const { amount } = outcome({ ...DOUBLE, factor: k }, { bases: { overcharge } })
        expect(amount >= 0n).toBe(true)
        if (overcharge <= 0n) expect(amount).toBe(0n)
      }),
    )
  })

  test('differs from the exact product by half a unit at most, and a half goes up', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), factor, (overcharge, k) => {
        const { amount } = outcome({ ...DOUBLE, factor: k }, { bases: { overcharge } })
        const exact = times(whole(overcharge), rationalOf(k))
        const twiceOff = 2n * (amount * exact.below - exact.above)
        expect(twiceOff > -exact.below && twiceOff <= exact.below).toBe(true)
      }),
    )
  })

  test('grows with the difference and stays between floor and cap', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        factor,
        (less, more, k) => {
          const bounded: Remedy = { ...DOUBLE, factor: k, floorMinor: 300, capMinor: 900_000 }
          const one = outcome(bounded, { bases: { overcharge: less } }).amount
          const other = outcome(bounded, { bases: { overcharge: less + more } }).amount
          expect(one >= 300n && other <= 900_000n && one <= other).toBe(true)
        },
      ),
    )
  })
})

describe('exact arithmetic', () => {
  test.each([
    [0.1, 1n, 10n],
    [2, 2n, 1n],
    [1e-7, 1n, 10_000_000n],
    [1e21, 10n ** 21n, 1n],
    [-2.5, -25n, 10n],
  ])('%d is that number and no other', (value, above, below) =>
    expect(rationalOf(value)).toEqual({ above, below }),
  )

  test.each([
    [1n, 2n, 1n],
    [-1n, 2n, 0n],
    [-3n, 2n, -1n],
    [-7n, 5n, -1n],
    [7n, 5n, 1n],
    [-8n, 5n, -2n],
    [4n, 2n, 2n],
  ])('%d/%d is rounded to %d', (above, below, rounded) => expect(roundHalfUp({ above, below })).toBe(rounded))

  test('what is no number is refused', () => {
    expect(() => rationalOf(Number.NaN)).toThrow(RangeError)
    expect(isLess(whole(1n), { above: 3n, below: 2n })).toBe(true)
  })
})
