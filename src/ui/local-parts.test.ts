import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askedParts, localParts } from './local-parts'

const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'UTC',
  'Asia/Kathmandu',
]

describe('localParts', () => {
  it('reads the same clock as asking Intl every time, changes of the clock included', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(1960, 0, 1), max: Date.UTC(2080, 0, 1) }),
        (zone, ms) => {
          expect(localParts(new Date(ms), zone)).toEqual(askedParts(new Date(ms), zone))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each(ZONES)('reads every half hour of 2026 in %s', (zone) => {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 1_800_000) {
      const instant = new Date(ms)
      const { hour, day } = localParts(instant, zone)
      const asked = askedParts(instant, zone)
      if (hour !== asked.hour || day !== asked.day) throw new Error(`${instant.toISOString()} in ${zone}`)
    }
  })

  it('throws for a zone that does not exist', () => {
    expect(() => localParts(new Date(0), 'Asia/Nowhere')).toThrow(RangeError)
  })
})
