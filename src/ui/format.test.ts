import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/kernel/text'
import {
  formatCount,
  formatDay,
  formatDelta,
  formatDue,
  formatDuration,
  formatInstant,
  formatPercent,
  formatPromise,
  formatRemaining,
} from './format'

const SHANGHAI = 'Asia/Shanghai'
const at = (iso: string) => new Date(iso)
const inAll = (say: (locale: (typeof LOCALES)[number]) => string) => LOCALES.map(say)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('formatInstant', () => {
  const instant = at('2025-11-22T07:05:00Z')
  it.each([
    ['dateTime', ['2025-11-22 15:05', '2025-11-22 15:05', '22 Nov 2025, 15:05']],
    ['date', ['2025-11-22', '2025-11-22', '22 Nov 2025']],
    ['time', ['15:05', '15:05', '15:05']],
    ['short', ['11-22 15:05', '11-22 15:05', '22 Nov, 15:05']],
    ['shortDate', ['11-22', '11-22', '22 Nov']],
    ['long', ['2025年11月22日（周六）15:05', '2025年11月22日（週六）15:05', 'Sat 22 Nov 2025, 15:05']],
    ['month', ['2025年11月', '2025年11月', 'Nov 2025']],
  ] as const)('%s', (style, expected) => {
    expect(inAll((locale) => formatInstant(instant, { locale, timeZone: SHANGHAI, style }))).toEqual(expected)
  })

  it('reads the zone that is passed, across the date line and daylight saving', () => {
    const options = { locale: 'zh-CN', style: 'dateTime' } as const
    expect(formatInstant(at('2025-11-22T17:00:00Z'), { ...options, timeZone: SHANGHAI })).toBe(
      '2025-11-23 01:00',
    )
    expect(formatInstant(at('2025-03-09T06:59:00Z'), { ...options, timeZone: 'America/New_York' })).toBe(
      '2025-03-09 01:59',
    )
    expect(formatInstant(at('2025-03-09T07:00:00Z'), { ...options, timeZone: 'America/New_York' })).toBe(
      '2025-03-09 03:00',
    )
  })
})

describe('formatDay', () => {
  it('has no zone to go wrong in', () => {
    expect(inAll((locale) => formatDay('2026-01-01', locale, 'longDate'))).toEqual([
      '2026年1月1日（周四）',
      '2026年1月1日（週四）',
      'Thu 1 Jan 2026',
    ])
  })
})

describe('formatDue', () => {
  it('tells midnight as the end of the day before, and any other time as it is', () => {
    const words = (iso: string) => formatDue(at(iso), { locale: 'zh-CN', timeZone: SHANGHAI, style: 'long' })
    expect(words('2026-12-01T16:00:00Z')).toBe('2026年12月1日（周二）24:00')
    expect(words('2026-12-01T16:01:00Z')).toBe('2026年12月2日（周三）00:01')
  })
})

describe('formatPromise', () => {
  // Saturday 22 November 2025, 10:00 in Shanghai.
  const now = at('2025-11-22T02:00:00Z')
  it.each([
    ['the same local day', '2025-11-22T07:40:00Z', ['今天15:40前', '今天15:40前', 'before 15:40 today']],
    ['tomorrow', '2025-11-23T07:40:00Z', ['明天15:40前', '明天15:40前', 'before 15:40 tomorrow']],
    ['within six days', '2025-11-25T07:40:00Z', ['周二15:40前', '週二15:40前', 'before Tue 15:40']],
    [
      'six days ahead is still a weekday',
      '2025-11-28T07:40:00Z',
      ['周五15:40前', '週五15:40前', 'before Fri 15:40'],
    ],
    [
      'seven days ahead would repeat the weekday',
      '2025-11-29T07:40:00Z',
      ['11月29日（周六）15:40前', '11月29日（週六）15:40前', 'before Sat 29 Nov, 15:40'],
    ],
    [
      'another year is named',
      '2026-01-02T01:00:00Z',
      ['2026年1月2日（周五）09:00前', '2026年1月2日（週五）09:00前', 'before Fri 2 Jan 2026, 09:00'],
    ],
    [
      'a past day is never a weekday',
      '2025-11-21T07:40:00Z',
      ['11月21日（周五）15:40前', '11月21日（週五）15:40前', 'before Fri 21 Nov, 15:40'],
    ],
    [
      'midnight is 24:00 of the day before',
      '2025-11-22T16:00:00Z',
      ['今天24:00前', '今天24:00前', 'before 24:00 today'],
    ],
    [
      'the last moment of a day is 24:00',
      '2025-11-25T15:59:59.999Z',
      ['周二24:00前', '週二24:00前', 'before Tue 24:00'],
    ],
  ])('%s', (_law, due, expected) => {
    expect(inAll((locale) => formatPromise(at(due), now, SHANGHAI, locale))).toEqual(expected)
  })

  it('counts days in the branch zone, not in the process zone', () => {
    expect(formatPromise(at('2025-11-22T16:30:00Z'), now, SHANGHAI, 'zh-CN')).toBe('明天00:30前')
    expect(formatPromise(at('2025-11-22T16:30:00Z'), now, 'Europe/Berlin', 'zh-CN')).toBe('今天17:30前')
  })
})

describe('formatRemaining', () => {
  it.each([
    [3 * HOUR + 12 * MINUTE, ['还剩 3 小时 12 分', '還剩 3 小時 12 分', '3 h 12 min left']],
    [-(2 * DAY + 3 * HOUR), ['已逾期 2 天 3 小时', '已逾期 2 天 3 小時', '2 d 3 h overdue']],
    [2 * DAY, ['还剩 2 天', '還剩 2 天', '2 d left']],
    [DAY + 59 * MINUTE, ['还剩 1 天', '還剩 1 天', '1 d left']],
    [45 * MINUTE, ['还剩 45 分钟', '還剩 45 分鐘', '45 min left']],
    [0, ['还剩不到 1 分钟', '還剩不到 1 分鐘', 'under 1 min left']],
    [-1, ['已逾期不到 1 分钟', '已逾期不到 1 分鐘', 'under 1 min overdue']],
  ])('%d ms', (ms, expected) => {
    expect(inAll((locale) => formatRemaining(ms, locale))).toEqual(expected)
  })
})

describe('figures', () => {
  it('durations keep their two largest units', () => {
    expect(formatDuration(1234 * DAY, 'en')).toBe('1,234 d')
    expect(formatDuration(HOUR, 'zh-CN')).toBe('1 小时')
  })
  it('counts have separators', () => {
    expect(inAll((locale) => formatCount(1234567, locale))).toEqual(['1,234,567', '1,234,567', '1,234,567'])
  })
  it.each([
    [null, '—'],
    [Number.NaN, '—'],
    [1, '100.0%'],
    [0, '0.0%'],
    [0.9999, '99.9%'],
    [0.0001, '0.1%'],
    [0.9834, '98.3%'],
  ])('share %s is %s', (share, expected) => {
    expect(inAll((locale) => formatPercent(share, locale))).toEqual([expected, expected, expected])
  })
  it('differences are percentage points with a sign', () => {
    expect(inAll((locale) => formatDelta(0.0123, locale))).toEqual([
      '+1.2 个百分点',
      '+1.2 個百分點',
      '+1.2 pp',
    ])
    expect(formatDelta(-0.02, 'en')).toBe('−2.0 pp')
    expect(formatDelta(0, 'en')).toBe('±0.0 pp')
    expect(formatDelta(null, 'en')).toBe('—')
  })
})
