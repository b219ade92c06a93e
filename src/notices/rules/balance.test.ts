import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balanceStep, DEFAULT_SETTING, remindOf } from './balance'

const DAY = 86_400_000
const NOW = Date.parse('2026-03-02T04:00:00Z')

describe('reminders of a low balance', () => {
  test.each([
    [3001n, 0],
    [3000n, 1],
    [1001n, 1],
    [1000n, 2],
    [500n, 3],
    [-20n, 3],
  ])('a balance of %s is at level %s', (balance, step) =>
    expect(balanceStep(DEFAULT_SETTING.stepsMinor, balance)).toBe(step),
  )
  test('once a level', () => {
    expect(remindOf(DEFAULT_SETTING, 2000n, { deepestStep: 0, atMs: [] }, NOW).outcome).toBe('remind')
    expect(remindOf(DEFAULT_SETTING, 1500n, { deepestStep: 1, atMs: [NOW - DAY] }, NOW).outcome).toBe(
      'same_step',
    )
    expect(remindOf(DEFAULT_SETTING, 900n, { deepestStep: 1, atMs: [NOW - DAY] }, NOW).outcome).toBe('remind')
  })
  test('what is long ago no longer counts', () => {
    const old = [NOW - 30 * DAY, NOW - 40 * DAY, NOW - 50 * DAY]
    expect(remindOf(DEFAULT_SETTING, 900n, { deepestStep: 0, atMs: old }, NOW).outcome).toBe('remind')
  })
  test('however a balance goes up and down, never more than so many in so many days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ balance: fc.bigInt(-100n, 4000n), days: fc.integer({ min: 0, max: 12 }) }), {
          maxLength: 60,
        }),
        (reports) => {
          let [nowMs, deepestStep] = [NOW, 0]
          const atMs: number[] = []
          for (const { balance, days } of reports) {
            nowMs += days * DAY + 1
            const { step, outcome } = remindOf(DEFAULT_SETTING, balance, { deepestStep, atMs }, nowMs)
            if (outcome === 'above') deepestStep = 0
            if (outcome === 'remind') {
              deepestStep = step
              atMs.push(nowMs)
            }
          }
          for (const end of atMs) {
            const within = atMs.filter((ms) => ms > end - DEFAULT_SETTING.perDays * DAY && ms <= end)
            expect(within.length).toBeLessThanOrEqual(DEFAULT_SETTING.mostReminders)
          }
        },
      ),
    )
  })
})
