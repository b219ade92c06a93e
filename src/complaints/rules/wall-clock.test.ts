import { describe, expect, it } from 'vitest'
import { instantOfWallClock } from './wall-clock'

describe('instantOfWallClock', () => {
  it.each([
    ['2026-03-01T15:40', 'Asia/Shanghai', '2026-03-01T07:40:00.000Z'],
    ['2026-07-01T00:30', 'Europe/Berlin', '2026-06-30T22:30:00.000Z'],
    // 02:30 does not exist on the day the clocks go forward: read with the offset before.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-13-01T00:00', 'Asia/Shanghai', null],
    ['tomorrow', 'Asia/Shanghai', null],
  ])('%s in %s is %s', (local, zone, expected) => {
    expect(instantOfWallClock(local, zone)).toBe(expected)
  })
})
