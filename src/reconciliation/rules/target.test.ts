import { expect, test } from 'vitest'
import type { RatioRule } from '@/commitments/rules/rule'
import { targetAt } from './target'

const words = { 'zh-CN': '错单', 'zh-TW': '錯單', en: 'wrong charges' }
const rule = (
  target: number | null,
  unit: RatioRule['unit'] = 'per_10000',
  code = 'wrong_charges',
): RatioRule => ({
  kind: 'ratio',
  numerator: { code, text: words },
  denominator: { code: 'charges', text: words },
  comparator: 'at_most',
  target,
  unit,
  period: 'month',
})
const version = (
  commitmentCode: string,
  given: RatioRule,
  from = '2026-01-01',
  to: string | null = null,
) => ({
  commitmentCode,
  rules: [given],
  publishedAtMs: Date.parse(from),
  validFromMs: Date.parse(from),
  validToMs: to === null ? null : Date.parse(to),
})
const NOW = Date.parse('2026-05-01')

test('the strictest promise about wrong charges in force at the end of the month is the target', () => {
  const versions = [
    version('A', rule(3)),
    version('B', rule(0.02, 'percent')),
    version('C', rule(1), '2026-04-01'),
  ]
  expect(targetAt(versions, '2026-03', NOW)).toEqual({ per10000: 2, promise: 'B' })
  expect(targetAt(versions, '2026-04', NOW)).toEqual({ per10000: 1, promise: 'C' })
})

test('promises that ended, name no number or are about something else set none', () => {
  const versions = [
    version('A', rule(3), '2026-01-01', '2026-03-31'),
    version('B', rule(null)),
    version('C', rule(1, 'per_10000', 'complaints')),
  ]
  expect(targetAt(versions, '2026-03', NOW)).toBeNull()
})
