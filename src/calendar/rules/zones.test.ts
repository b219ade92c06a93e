import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { instantOfLocal, localDayOf, offsetAt, startOfLocalDay, transitionsBetween, zoneNamed } from './zones'

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Gaza',
  'Pacific/Apia',
  'America/Recife',
  'UTC',
]
const DAY = 86_400_000
const FIRST = Date.UTC(1900, 0, 1)
const LAST = Date.UTC(2200, 0, 1)

describe('zones', () => {
  it.each(ZONES)('%s has the offsets of Temporal from 1900 to 2200', (timeZone) => {
    const zone = zoneNamed(timeZone)
    for (let instantMs = FIRST; instantMs < LAST; instantMs += 97 * DAY + 5_000_000) {
      const expected = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone)
      expect(offsetAt(zone, instantMs)).toBe(expected.offsetNanoseconds / 1e6)
    }
  })

  it.each(ZONES)('%s reads local times around each change as Temporal does', (timeZone) => {
    const zone = zoneNamed(timeZone)
    for (const { atMs, beforeMs, afterMs } of transitionsBetween(
      zone,
      Date.UTC(1990, 0, 1),
      Date.UTC(2046, 0, 1),
    )) {
      for (const shiftMs of [-DAY, -3_600_000, -1, 0, 600_000, 3_600_000, DAY]) {
        const localMs = atMs + Math.max(beforeMs, afterMs) + shiftMs
        const expected = Temporal.Instant.fromEpochMilliseconds(localMs)
          .toZonedDateTimeISO('UTC')
          .toPlainDateTime()
          .toZonedDateTime(timeZone).epochMilliseconds
        expect(instantOfLocal(zone, localMs)).toBe(expected)
      }
    }
  })

  it.each(ZONES)('%s begins its days as Temporal does', (timeZone) => {
    const zone = zoneNamed(timeZone)
    for (let instantMs = Date.UTC(2010, 0, 1); instantMs < Date.UTC(2020, 0, 1); instantMs += DAY) {
      const expected = Temporal.Instant.fromEpochMilliseconds(instantMs)
        .toZonedDateTimeISO(timeZone)
        .startOfDay()
      expect(startOfLocalDay(zone, localDayOf(zone, instantMs))).toBe(expected.epochMilliseconds)
    }
  })

  it('repeats after 400 years', () => {
    const zone = zoneNamed('Europe/Berlin')
    const summer = Date.UTC(2650, 6, 1)
    expect(offsetAt(zone, summer)).toBe(2 * 3_600_000)
    expect(offsetAt(zone, summer + 3 * 146_097 * DAY)).toBe(2 * 3_600_000)
  })

  it('takes fixed offsets and refuses what is no zone', () => {
    expect(offsetAt(zoneNamed('-03:30'), 0)).toBe(-3.5 * 3_600_000)
    for (const name of ['Mars/Base', '', '+25:00', 'Europe/ Berlin']) {
      expect(() => zoneNamed(name)).toThrow(/there is no time zone/)
    }
  })
})
