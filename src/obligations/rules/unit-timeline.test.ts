import { describe, expect, test } from 'vitest'
import { h, known, OFFICE } from '../../../tests/support/engine-story'
import type { CalendarVersion } from './types'
import { type ClockPast, type Placement, type UnitNow, unitTimelines } from './unit-timeline'

const unit = (
  id: string,
  path: string,
  parentId: string | null,
  calendarId: string | null = null,
): UnitNow => ({
  id,
  path,
  parentId,
  calendarId,
  timeZone: 'Asia/Shanghai',
})
const carrier = unit('carrier', 'HX', null, 'short')
const kaifeng = unit('kaifeng', 'HX.KF', 'carrier', 'long')
const zhengzhou = unit('zhengzhou', 'HX.ZZ', 'carrier')
const hall = unit('hall', 'HX.ZZ.A1', 'zhengzhou')
const calendars: Record<string, CalendarVersion[]> = {
  short: [known(OFFICE, h(-500), 's1'), known(OFFICE, h(50), 's2')],
  long: [known(OFFICE, h(-400), 'l1'), known(OFFICE, h(20), 'l2')],
}
const timeline = (units: UnitNow[], placements: Placement[] = [], clocks: ClockPast[] = []) =>
  unitTimelines(units, { placements, clocks }, (id) => calendars[id] ?? [])
const livedBy = (versions: readonly CalendarVersion[]) =>
  versions.map(({ id, publishedAtMs }) => [id, publishedAtMs])

describe('units as they stood', () => {
  test('nothing has changed: the nearest calendar above, all its versions', () => {
    const info = timeline([carrier, zhengzhou, hall]).get('hall')!
    expect(info.codesAt(0)).toEqual(['HX', 'ZZ', 'A1'])
    expect(livedBy(info.calendarVersions)).toEqual([
      ['s1', h(-500)],
      ['s2', h(50)],
    ])
  })

  test('no calendar at any time: none', () => {
    expect(timeline([{ ...carrier, calendarId: null }]).get('carrier')!.calendarVersions).toEqual([])
  })

  test("moved: before it the old branch and its calendar, from then on the new one's", () => {
    const moved = { ...hall, path: 'HX.KF.A1', parentId: 'kaifeng' }
    const placements = [
      { unitId: 'hall', parentId: 'zhengzhou', fromMs: h(-900) },
      { unitId: 'hall', parentId: 'kaifeng', fromMs: h(30) },
      { unitId: 'zhengzhou', parentId: 'carrier', fromMs: h(-900) },
    ]
    const info = timeline([carrier, kaifeng, zhengzhou, moved], placements).get('hall')!
    expect(info.path).toBe('HX.KF.A1')
    expect(info.codesAt(h(30) - 1)).toEqual(['HX', 'ZZ', 'A1'])
    expect(info.codesAt(h(30))).toEqual(['HX', 'KF', 'A1'])
    expect(info.codesAt(h(-9000))).toEqual(['HX', 'ZZ', 'A1'])
    expect(livedBy(info.calendarVersions)).toEqual([
      ['s1', h(-500)],
      ['l2', h(30)],
    ])
  })

  test('got a calendar of its own and gave it back; a version published meanwhile is known when it comes back', () => {
    const clocks = [
      { unitId: 'hall', untilMs: h(10), calendarId: null, timeZone: 'Asia/Shanghai' },
      { unitId: 'hall', untilMs: h(60), calendarId: 'long', timeZone: 'Asia/Shanghai' },
    ]
    expect(livedBy(timeline([carrier, zhengzhou, hall], [], clocks).get('hall')!.calendarVersions)).toEqual([
      ['s1', h(-500)],
      ['l1', h(10)],
      ['l2', h(20)],
      ['s2', h(60)],
    ])
  })

  test('without a calendar at first: until it got one every hour counted', () => {
    const clocks = [{ unitId: 'carrier', untilMs: h(-100), calendarId: null, timeZone: 'Asia/Shanghai' }]
    const { calendarVersions } = timeline([carrier, zhengzhou, hall], [], clocks).get('hall')!
    expect(livedBy(calendarVersions)).toEqual([
      [null, Number.NEGATIVE_INFINITY],
      ['s1', h(-100)],
      ['s2', h(50)],
    ])
  })

  test('another zone from then on', () => {
    const info = timeline(
      [hall],
      [],
      [{ unitId: 'hall', untilMs: h(5), calendarId: null, timeZone: 'Asia/Urumqi' }],
    ).get('hall')!
    expect([info.timeZoneAt(h(5) - 1), info.timeZoneAt(h(5))]).toEqual(['Asia/Urumqi', 'Asia/Shanghai'])
  })
})
