import { describe, expect, it } from 'vitest'
import { doneTime, instantOfWallClock, intakeTime, receiptNumber } from './times'

const NOW = new Date('2026-03-02T04:00:00Z')
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)
const DAY = 24 * 60

describe('when the customer spoke', () => {
  it.each([
    ['not said', null, null, NOW, false],
    ['15 minutes ago', ago(15), null, ago(15), false],
    ['16 minutes ago with a reason', ago(16), '补录', ago(16), true],
    ['exactly 30 days ago', ago(30 * DAY), '补录', ago(30 * DAY), true],
    ['a clock half a minute fast', ago(-0.5), null, NOW, false],
  ])('%s', (_what, said, reason, at, isBackdated) => {
    expect(intakeTime(said, reason, NOW)).toEqual({ at, isBackdated })
  })
  it.each([
    ['16 minutes ago without a reason', ago(16), null, 'backdate_reason_missing'],
    ['a minute more than 30 days ago', ago(30 * DAY + 1), '补录', 'received_too_old'],
    ['in two minutes', ago(-2), null, 'received_in_future'],
  ])('not %s', (_what, said, reason, code) => {
    expect(intakeTime(said, reason, NOW)).toMatchObject({ refusal: { code } })
  })
})

describe('when something was done', () => {
  it('a day back with a reason, never before the customer spoke', () => {
    expect(doneTime(ago(DAY), '补录', NOW, ago(3 * DAY))).toEqual({ at: ago(DAY), isBackdated: true })
    expect(doneTime(ago(DAY + 1), '补录', NOW, ago(3 * DAY))).toMatchObject({
      refusal: { code: 'done_too_old' },
    })
    expect(doneTime(ago(60), '补录', NOW, ago(30))).toMatchObject({
      refusal: { code: 'done_before_received' },
    })
  })
})

describe('a wall clock with its zone', () => {
  it.each([
    ['2026-03-02T12:00[Asia/Shanghai]', '2026-03-02T04:00:00.000Z'],
    ['2026-03-02T12:00:30[America/New_York]', '2026-03-02T17:00:30.000Z'],
    ['2026-11-01T01:30[America/New_York]', '2026-11-01T05:30:00.000Z'],
  ])('%s', (text, expected) => expect(instantOfWallClock(text)?.toISOString()).toBe(expected))
  it.each([
    '2026-03-02T12:00',
    '2026-02-30T12:00[Asia/Shanghai]',
    '2026-03-02T12:00[Nowhere/At_All]',
    '2026-13-02T12:00[UTC]',
  ])('%s is none', (text) => expect(instantOfWallClock(text)).toBeNull())
})

it('a receipt number keeps six figures and grows beyond', () => {
  expect(receiptNumber('HX_ZZ', 2026, 123)).toBe('HX_ZZ26-000123')
  expect(receiptNumber('HX_ZZ', 2026, 1_234_567)).toBe('HX_ZZ26-1234567')
})
