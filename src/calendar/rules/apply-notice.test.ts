import { describe, expect, test } from 'vitest'
import { applyNotice, dayChanges, withWeeklyHours } from './apply-notice'
import type { WorkingCalendar } from './calendar'
import type { HolidayNotice } from './holiday-notice'

const office = [['09:00', '18:00']] as const
const plain: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  holidays: ['2027-05-20'],
  workdays: {},
  announcedYears: [2026],
  dayNames: {},
}
const notice = (off: string[], work: string[]): HolidayNotice => ({
  year: 2027,
  papers: [],
  holidays: [{ name: '元旦', off, work }],
})

describe('a notice comes in', () => {
  const first = applyNotice(plain, notice(['2027-01-01', '2027-01-02'], ['2027-01-03']))

  test('days off, make-up days with the usual hours, and the year is announced', () => {
    expect(first.holidays).toEqual(['2027-01-01', '2027-01-02', '2027-05-20'])
    expect(first.workdays).toEqual({ '2027-01-03': office })
    expect(first.announcedYears).toEqual([2026, 2027])
    expect(first.dayNames?.['2027-01-03']).toBe('元旦')
  })

  test('a corrected notice takes back what it no longer names, and leaves the own holiday alone', () => {
    const corrected = applyNotice(first, notice(['2027-01-01'], []))
    expect(corrected.holidays).toEqual(['2027-01-01', '2027-05-20'])
    expect(corrected.workdays).toEqual({})
    expect(dayChanges(first, corrected)).toEqual([
      { date: '2027-01-02', before: 'off', after: 'ordinary', name: '元旦' },
      { date: '2027-01-03', before: 'worked', after: 'ordinary', name: '元旦' },
    ])
  })

  test('days that the notice of another year named stay', () => {
    const other: HolidayNotice = {
      year: 2028,
      papers: [],
      holidays: [{ name: '元旦', off: ['2027-12-31'], work: [] }],
    }
    const both = applyNotice(applyNotice(plain, other), notice(['2027-01-01'], []), [other])
    expect(both.holidays).toContain('2027-12-31')
  })
})

test('other weekly hours reach the make-up days that followed them, not those with hours of their own', () => {
  const short = [['10:00', '12:00']] as const
  const calendar = { ...plain, workdays: { '2027-01-03': office, '2027-02-07': short } }
  const late = [['10:00', '20:00']] as const
  expect(withWeeklyHours(calendar, { mon: late }).workdays).toEqual({
    '2027-01-03': late,
    '2027-02-07': short,
  })
})
