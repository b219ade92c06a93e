import { describe, expect, test } from 'vitest'
import { chinaCalendar } from './china'
import { holidaysOf, isProvisional, yearView } from './year-view'

const office = [['09:00', '18:00']] as const
const calendar = chinaCalendar({
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
})

describe('a year of the calendar', () => {
  const [january] = yearView(calendar, 2026)

  test('begins on the right weekday and knows holidays and make-up days', () => {
    expect(january?.blanks).toBe(3)
    expect(january?.days).toHaveLength(31)
    expect(january?.days[0]).toMatchObject({ date: '2026-01-01', kind: 'off', name: '元旦', hours: [] })
    expect(january?.days[3]).toMatchObject({ date: '2026-01-04', kind: 'worked', hours: office })
    expect(january?.days[4]).toMatchObject({ kind: 'open', name: null })
    expect(january?.days[9]).toMatchObject({ date: '2026-01-10', kind: 'closed', hours: [] })
  })

  test('lists its holidays with their days', () => {
    expect(holidaysOf(calendar, 2026)[0]).toEqual({
      name: '元旦',
      off: ['2026-01-01', '2026-01-02', '2026-01-03'],
      worked: ['2026-01-04'],
    })
  })

  test('is provisional until its notice is in; a calendar without notices never is', () => {
    expect(isProvisional(calendar, 2026)).toBe(false)
    expect(isProvisional(calendar, 2027)).toBe(true)
    const { announcedYears: _none, ...plain } = calendar
    expect(isProvisional(plain, 2027)).toBe(false)
  })
})
