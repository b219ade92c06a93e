import { expect, test } from 'vitest'
import { type ChargedOrder, judgeCharge, periodKeyOf } from './charge'

const DAY = 86_400_000
const order: ChargedOrder = {
  needsConfirmation: true,
  hasYes: true,
  activatedAtMs: 10 * DAY,
  cancelledAtMs: null,
  type: 'monthly',
  period: 'month',
  priceMinor: 1500n,
  currency: 'CNY',
  trialDays: null,
}
const charge = { amountMinor: 1500n, currency: 'CNY', chargedAtMs: 20 * DAY, periodKey: '2026-03' }
const verdict = (
  over: Partial<ChargedOrder>,
  of: Partial<typeof charge> = {},
  earlier: readonly string[] = [],
) => judgeCharge({ ...order, ...over }, { ...charge, ...of }, earlier)

test('as ordered', () => expect(verdict({})).toBe('as_ordered'))
test('without the three records nothing else matters', () =>
  expect(verdict({ hasYes: false, cancelledAtMs: 0 })).toBe('without_consent'))
test('what needs no confirmation may be charged without', () =>
  expect(verdict({ hasYes: false, needsConfirmation: false })).toBe('as_ordered'))
test('before it was active', () => {
  expect(verdict({ activatedAtMs: null })).toBe('before_activation')
  expect(verdict({}, { chargedAtMs: 10 * DAY - 1 })).toBe('before_activation')
})
test('from the moment of the cancellation on', () => {
  expect(verdict({ cancelledAtMs: 20 * DAY })).toBe('after_cancellation')
  expect(verdict({ cancelledAtMs: 20 * DAY + 1 })).toBe('as_ordered')
})
test('in the free trial', () => {
  const trial = { type: 'free_trial', trialDays: 30 } as const
  expect(verdict(trial, { chargedAtMs: 40 * DAY - 1 })).toBe('in_free_trial')
  expect(verdict(trial, { chargedAtMs: 40 * DAY })).toBe('as_ordered')
})
test('above the price as ordered, or in other money', () => {
  expect(verdict({}, { amountMinor: 1501n })).toBe('above_price')
  expect(verdict({}, { currency: 'USD' })).toBe('above_price')
  expect(verdict({}, { amountMinor: 1n })).toBe('as_ordered')
})
test('twice in one period, but for what is paid by use', () => {
  expect(verdict({}, {}, ['2026-03'])).toBe('twice')
  expect(verdict({}, {}, ['2026-02'])).toBe('as_ordered')
  expect(verdict({ period: 'use' }, {}, ['2026-03'])).toBe('as_ordered')
})
test.each([
  ['year', '2026'],
  ['month', '2026-03'],
  ['day', '2026-03-02'],
] as const)('period of a %s', (period, key) =>
  expect(periodKeyOf(period, { year: 2026, month: 3, day: 2 })).toBe(key),
)
test('weeks begin on Monday', () => {
  const week = (day: number) => periodKeyOf('week', { year: 2026, month: 3, day })
  expect(week(2)).toBe(week(8))
  expect(week(1)).not.toBe(week(2))
})
