import { describe, expect, it } from 'vitest'
import { CHINA_NOTICES } from '../holidays/cn/notices'
import { chinaCalendar } from './china'
import { workingDaysOf } from './counted-days'
import { isoDate, parseIsoDate, weekdayOf } from './days'
import { parseHolidayNotice } from './holiday-notice'

const hours = [['08:30', '18:00']] as const
const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
const china = chinaCalendar({ weekly })
const isWorked = (date: string): boolean => workingDaysOf(china).isCounted(parseIsoDate(date, 'test'))

describe("China's working calendar", () => {
  it('has a notice for each year from 2007 to 2026', () => {
    expect(CHINA_NOTICES.map(({ year }) => year)).toEqual(Array.from({ length: 20 }, (_, i) => 2007 + i))
    expect(china.announcedYears).toEqual(CHINA_NOTICES.map(({ year }) => year))
    for (const { papers } of CHINA_NOTICES) expect(papers.length).toBeGreaterThan(0)
  })

  it.each([
    ['2026-10-01', false, 'National Day'],
    ['2026-02-14', true, 'a Saturday worked for the Spring Festival'],
    ['2026-02-16', false, 'a Monday off'],
    ['2020-01-31', false, 'the longer Spring Festival of 2020'],
    ['2006-12-30', true, 'worked by the notice of 2007'],
    ['2026-01-10', false, 'an ordinary Saturday'],
    ['2027-01-01', true, 'a Friday of a year not announced'],
  ])('%s is worked: %s (%s)', (date, worked) => {
    expect(isWorked(date)).toBe(worked)
  })

  it('names 250 working days in 2025 less what the notices take', () => {
    const days = workingDaysOf(china)
    expect(days.count(parseIsoDate('2025-01-01', ''), parseIsoDate('2026-01-01', ''))).toBe(248)
  })

  it('make-up days are weekend days with the hours of Monday', () => {
    for (const made of Object.values(china.workdays)) expect(made).toBe(hours)
    const onWeekdays = Object.keys(china.workdays).filter((date) => weekdayOf(parseIsoDate(date, 'test')) < 5)
    // The notice that prolonged the Spring Festival of 2020 names the Monday on which work began again.
    expect(onWeekdays).toEqual(['2020-02-03'])
  })

  it('takes an imported notice, which replaces the one built in', () => {
    const notice = parseHolidayNotice({
      year: 2027,
      papers: [],
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '元旦', date: '2026-12-27', isOffDay: false },
      ],
    })
    const later = chinaCalendar({ weekly, notices: [notice] })
    expect(later.announcedYears).toContain(2027)
    expect(later.holidays).toContain('2027-01-01')
    expect(later.workdays['2026-12-27']).toBe(hours)
    const corrected = chinaCalendar({ weekly, notices: [{ year: 2026, papers: [], holidays: [] }] })
    expect(corrected.holidays.some((date) => date.startsWith('2026'))).toBe(false)
  })
})

describe('a notice to import', () => {
  const day = { name: '元旦', date: '2027-01-01', isOffDay: true }
  it('keeps off days and make-up days by holiday', () => {
    const notice = parseHolidayNotice({
      year: 2027,
      papers: ['https://example.org'],
      days: [day, { ...day, date: '2027-01-03', isOffDay: false }],
    })
    expect(notice).toEqual({
      year: 2027,
      papers: ['https://example.org'],
      holidays: [{ name: '元旦', off: ['2027-01-01'], work: ['2027-01-03'] }],
    })
  })

  it.each([
    [[], /expected an object/],
    [{ days: [day] }, /year: expected/],
    [{ year: 2027, days: [] }, /not announced yet/],
    [{ year: 2027, days: [{ ...day, date: '2027-02-30' }] }, /days\[0\]\.date: there is no day 2027-02-30/],
    [{ year: 2027, days: [{ ...day, date: 20270101 }] }, /days\[0\]\.date: 20270101 is not a date/],
    [{ year: 2027, days: [{ ...day, date: '2031-01-01' }] }, /is not near 2027/],
    [{ year: 2027, days: [day, day] }, /days\[1\]\.date: 2027-01-01 is listed twice/],
    [{ year: 2027, days: [{ ...day, isOffDay: 'yes' }] }, /days\[0\]\.isOffDay/],
    [{ year: 2027, days: [{ ...day, name: ' ' }] }, /days\[0\]\.name/],
    [{ year: 2027, papers: [1], days: [day] }, /papers/],
  ])('refuses %j', (json, message) => {
    expect(() => parseHolidayNotice(json)).toThrow(message)
  })
})

describe('days', () => {
  it('number every day once, both ways, from 1600 to 2600', () => {
    const first = parseIsoDate('1600-01-01', 'test')
    for (let day = first; day < parseIsoDate('2600-01-01', 'test'); day++) {
      const text = isoDate(day)
      if (parseIsoDate(text, 'test') !== day) throw new Error(`${text} is not day ${day}`)
    }
    expect(isoDate(0)).toBe('1970-01-01')
    expect(weekdayOf(parseIsoDate('2026-01-05', 'test'))).toBe(0)
  })
})
