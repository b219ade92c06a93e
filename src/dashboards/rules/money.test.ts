import { describe, expect, test } from 'vitest'
import {
  addMoney,
  averageDays,
  type ConsentFigures,
  NO_CONSENTS,
  NO_MONEY,
  rankedBySilence,
  shareOf,
} from './money'

const line = (name: string, silent: number, asked: number): { name: string; figures: ConsentFigures } => ({
  name,
  figures: { ...NO_CONSENTS, silent, asked },
})

describe('money of a month', () => {
  test('adds amounts of one currency and keeps others apart', () => {
    const cny = { ...NO_MONEY, errors: 2, owed: { count: 1, amounts: { CNY: 1050n } } }
    const both = { ...NO_MONEY, errors: 3, owed: { count: 2, amounts: { CNY: 950n, HKD: 300n } } }
    expect(addMoney(cny, both)).toMatchObject({
      errors: 5,
      owed: { count: 3, amounts: { CNY: 2000n, HKD: 300n } },
    })
  })

  test('days to payment are an average of what was paid, and none without payments', () => {
    expect(averageDays(NO_MONEY)).toBeNull()
    expect(averageDays({ ...NO_MONEY, paid: { count: 4, amounts: {} }, paidAfterSeconds: 86_400 * 6 })).toBe(
      1.5,
    )
  })
})

describe('rates of consent', () => {
  test('are a part of a whole, and say when the whole is small', () => {
    expect(shareOf(3, 12)).toEqual({ part: 3, whole: 12, share: 0.25, isSmallSample: true })
    expect(shareOf(0, 0)).toEqual({ part: 0, whole: 0, share: null, isSmallSample: true })
    expect(shareOf(10, 30).isSmallSample).toBe(false)
  })

  test('rank by silence, small samples unranked at the end', () => {
    const lines = [line('d', 2, 2), line('b', 3, 100), line('a', 1, 29), line('c', 30, 100)]
    expect(rankedBySilence(lines).map(({ name }) => name)).toEqual(['c', 'b', 'a', 'd'])
  })
})
