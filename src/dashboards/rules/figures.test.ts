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
  ROWS_IN_SIGHT,
  type Verdict,
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

describe('the order of a board', () => {
  const line = (verdict: Verdict, decided: number) => ({ verdict, figure: { decided } })

  test('what misses its target first, then what has too few cases to say so, then what meets it, each in its own order', () => {
    expect(
      boardOrder([
        line('on_target', 0),
        line('on_target', 3),
        line('off_target', 1),
        line('small_sample', 2),
        line('on_target', 9),
        line('no_sample', 0),
        line('off_target', 40),
      ]),
    ).toEqual({ shown: [2, 6, 3, 1, 4], met: [], idle: [0, 5] })
    expect(boardOrder([])).toEqual({ shown: [], met: [], idle: [] })
  })

  test('what meets its target is folded beyond a screen, what misses it never; one row alone is not folded', () => {
    const many = (verdict: Verdict, count: number) => Array.from({ length: count }, () => line(verdict, 40))
    const { shown, met } = boardOrder([...many('on_target', 20), ...many('off_target', 2)])
    expect(shown).toEqual([20, 21, 0, 1, 2, 3, 4])
    expect(met).toHaveLength(15)
    expect(boardOrder(many('off_target', 12)).shown).toHaveLength(12)
    expect(boardOrder(many('on_target', ROWS_IN_SIGHT + 1))).toMatchObject({ met: [] })
    expect(boardOrder(many('on_target', ROWS_IN_SIGHT + 2)).met).toHaveLength(2)
  })

  test('every promise has one place', () => {
    const verdict = fc.constantFrom<Verdict>('on_target', 'off_target', 'small_sample')
    const lines = fc.array(
      fc.oneof(
        fc.record({ verdict, figure: fc.record({ decided: fc.integer({ min: 1, max: 90 }) }) }),
        fc.constantFrom(line('no_sample', 0), line('on_target', 0)),
      ),
    )
    fc.assert(
      fc.property(lines, (all) => {
        const { shown, met, idle } = boardOrder(all)
        expect([...shown, ...met, ...idle].sort((a, b) => a - b)).toEqual(all.map((_, place) => place))
      }),
    )
  })
})
