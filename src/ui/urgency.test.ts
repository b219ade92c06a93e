import { expect, it } from 'vitest'
import { urgencyOf } from './urgency'

const HOUR = 3_600_000
it.each([
  [0, 'due4h'],
  [-1, 'overdue'],
  [4 * HOUR, 'due4h'],
  [4 * HOUR + 1, 'due24h'],
  [24 * HOUR, 'due24h'],
  [24 * HOUR + 1, 'running'],
] as const)('%d ms left is %s', (left, expected) => {
  expect(urgencyOf(1_000_000_000 + left, 1_000_000_000)).toBe(expected)
})
