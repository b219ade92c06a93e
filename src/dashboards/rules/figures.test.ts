import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addCounts,
  boardOrder,
  type Counts,
  figureOf,
  monthAfter,
  monthOf,
  NO_COUNTS,
  perMillion,
  perTenThousand,
  verdictOf,
  verdictOfOccurrences,
} from './figures'

const counts = (kept: number, brokenFulfilled = 0, brokenOpen = 0, waived = 0, running = 0): Counts => ({
  kept,
  brokenFulfilled,
  brokenOpen,
  waived,
  running,
})

describe('a figure', () => {
  test('counts waived and running cases in neither part of the share', () => {
    expect(figureOf(counts(8, 1, 1, 5, 7))).toMatchObject({ decided: 10, share: 0.8 })
  })
  test('without decided cases has no share', () => {
    expect(figureOf(counts(0, 0, 0, 3, 4)).share).toBeNull()
  })
  const anyCounts = fc.record({
    kept: fc.nat(500),
    brokenFulfilled: fc.nat(500),
    brokenOpen: fc.nat(500),
    waived: fc.nat(500),
    running: fc.nat(500),
  })
  test('of the whole is the sum of its parts, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyCounts), (parts) => {
        expect(parts.reduce(addCounts, NO_COUNTS)).toEqual([...parts].reverse().reduce(addCounts, NO_COUNTS))
        expect(figureOf(parts.reduce(addCounts, NO_COUNTS)).decided).toBe(
          parts.reduce((sum, part) => sum + figureOf(part).decided, 0),
        )
      }),
    )
  })
})

describe('against the target', () => {
  test.each([
    [counts(50), 100, 'on_target'],
    [counts(49, 1), 100, 'off_target'],
    [counts(49, 1), 98, 'on_target'],
    [counts(48, 2), 98, 'off_target'],
    [counts(9, 1), 100, 'small_sample'],
    [counts(3), 100, 'on_target'],
    [counts(0), 100, 'no_sample'],
    [counts(49, 1), null, 'off_target'],
  ] as const)('%o of %s percent is %s', (given, target, verdict) => {
    expect(verdictOf(figureOf(given), target)).toBe(verdict)
  })
})

test('months know their days and their neighbours', () => {
  expect(monthOf('2024-02')).toEqual({ key: '2024-02', firstDay: '2024-02-01', lastDay: '2024-02-29' })
  expect(monthAfter('2026-01', -1)).toBe('2025-12')
  expect(monthAfter('2025-12', 1)).toBe('2026-01')
  expect(monthAfter('2026-05', -17)).toBe('2024-12')
})

test('rates need a number of users', () => {
  expect(perTenThousand(12, 60_000)).toBe(2)
  expect(perTenThousand(12, 0)).toBeNull()
  expect(perMillion(3, 1_500_000)).toBe(2)
  expect(perMillion(3, null)).toBeNull()
})

test('what may never happen: none is on target, one is off it, waived ones do not count', () => {
  expect(verdictOfOccurrences(figureOf(counts(0)))).toBe('on_target')
  expect(verdictOfOccurrences(figureOf(counts(0, 0, 0, 3)))).toBe('on_target')
  expect(verdictOfOccurrences(figureOf(counts(0, 1)))).toBe('off_target')
  expect(verdictOfOccurrences(figureOf(counts(0, 0, 1)))).toBe('off_target')
})

test('a board shows what misses its target first, then what has cases, then the rest, each in its own order', () => {
  const line = (verdict: 'on_target' | 'off_target', decided: number) => ({ verdict, figure: { decided } })
  expect(
    boardOrder([
      line('on_target', 0),
      line('on_target', 3),
      line('off_target', 1),
      line('on_target', 9),
      line('off_target', 40),
    ]),
  ).toEqual([2, 4, 1, 3, 0])
  expect(boardOrder([])).toEqual([])
})
