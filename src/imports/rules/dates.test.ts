import { describe, expect, test } from 'vitest'
import { zoneNamed } from '@/calendar/rules/zones'
import { localMsOf, parseDate, parseTime, swapped } from './dates'
import { momentOf } from './local-time'

const ymd = (text: string, order: 'dmy' | 'mdy' | 'ymd' = 'dmy') => {
  const date = parseDate(text, order)
  return date && [date.year, date.month, date.day]
}
const clock = (text: string) => {
  const ms = parseTime(text)
  return ms === null ? null : new Date(ms).toISOString().slice(11, 19)
}

describe('dates of files', () => {
  test.each([
    ['22-04-15', [2015, 4, 22]],
    ['22-Apr-15', [2015, 4, 22]],
    ['04-08-15', [2015, 8, 4]],
    ['2015-04-22', [2015, 4, 22]],
    ['2015/4/22', [2015, 4, 22]],
    ['2015.4.22', [2015, 4, 22]],
    ['2015年4月22日', [2015, 4, 22]],
    ['２０１５年４月２２日', [2015, 4, 22]],
    ['20150422', [2015, 4, 22]],
    ['22/04/2015', [2015, 4, 22]],
    ['Apr 22, 2015', [2015, 4, 22]],
    ['22 April 2015', [2015, 4, 22]],
    ['42116', [2015, 4, 22]],
    ['29-02-16', [2016, 2, 29]],
    ['29-02-15', null],
    ['31-04-15', null],
    ['22-13-15', null],
    ['yesterday', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(ymd(text)).toEqual(expected)
  })

  test('the order decides what figures alone mean, and nothing else', () => {
    expect(ymd('04-08-15', 'mdy')).toEqual([2015, 4, 8])
    expect(ymd('15-04-08', 'ymd')).toEqual([2015, 4, 8])
    expect(ymd('04-Aug-15', 'mdy')).toEqual([2015, 8, 4])
    expect(ymd('2015-08-04', 'mdy')).toEqual([2015, 8, 4])
    expect(ymd('22-04-15', 'mdy')).toBeNull()
  })

  test('a time in the same cell, with or without an offset', () => {
    expect(parseDate('2015-04-22 15:53:50', 'dmy')).toMatchObject({ timeMs: 57_230_000, offsetMinutes: null })
    expect(parseDate('2015-04-22T15:53:50+08:00', 'dmy')).toMatchObject({
      timeMs: 57_230_000,
      offsetMinutes: 480,
    })
    expect(parseDate('2015-04-22T15:53:50Z', 'dmy')).toMatchObject({ offsetMinutes: 0 })
    expect(parseDate('2015年4月22日 下午3:53', 'dmy')).toMatchObject({ timeMs: 57_180_000 })
    expect(parseDate('42116.5', 'dmy')).toMatchObject({ day: 22, timeMs: 43_200_000 })
    expect(parseDate('2015-04-22 nonsense', 'dmy')).toBeNull()
  })

  test('day and month exchanged where both could be the other', () => {
    expect(swapped(parseDate('04-Aug-15', 'dmy')!)).toMatchObject({ month: 4, day: 8 })
    expect(swapped(parseDate('22-04-15', 'dmy')!)).toMatchObject({ month: 4, day: 22 })
    expect(swapped(parseDate('2015-08-04', 'dmy')!)).toMatchObject({ month: 8, day: 4 })
  })

  test.each([
    ['3:53:50 PM', '15:53:50'],
    ['12:00:00 AM', '00:00:00'],
    ['12:15 PM', '12:15:00'],
    ['11:59:59 p.m.', '23:59:59'],
    ['15:53', '15:53:00'],
    ['9 am', '09:00:00'],
    ['下午3点53分', '15:53:00'],
    ['上午9:05', '09:05:00'],
    ['15时53分20秒', '15:53:20'],
    ['0.5', '12:00:00'],
    ['24:00', null],
    ['25:30', null],
    ['12:60', null],
    ['9', null],
    ['noon', null],
  ])('time %s', (text, expected) => {
    expect(clock(text)).toBe(expected)
  })
})

describe('wall clocks that change', () => {
  const moment = (zone: string, date: string, time: string) => {
    const { atMs, note } = momentOf(zoneNamed(zone), localMsOf(parseDate(date, 'dmy')!, parseTime(time)!))
    return [new Date(atMs).toISOString(), note]
  }
  test('an hour that never was, one that came twice, and the hours beside them', () => {
    const york = 'America/New_York'
    expect(moment(york, '2015-03-08', '2:30')).toEqual(['2015-03-08T07:30:00.000Z', 'time_skipped'])
    expect(moment(york, '2015-03-08', '1:59')).toEqual(['2015-03-08T06:59:00.000Z', null])
    expect(moment(york, '2015-03-08', '3:00')).toEqual(['2015-03-08T07:00:00.000Z', null])
    expect(moment(york, '2015-11-01', '1:30')).toEqual(['2015-11-01T05:30:00.000Z', 'time_twice'])
    expect(moment(york, '2015-11-01', '0:59')).toEqual(['2015-11-01T04:59:00.000Z', null])
    expect(moment(york, '2015-11-01', '2:00')).toEqual(['2015-11-01T07:00:00.000Z', null])
    expect(moment('America/Phoenix', '2015-03-08', '2:30')).toEqual(['2015-03-08T09:30:00.000Z', null])
    expect(moment('Asia/Shanghai', '2015-03-08', '2:30')).toEqual(['2015-03-07T18:30:00.000Z', null])
  })
})
