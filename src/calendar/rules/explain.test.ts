import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWorkingCalendar } from './calendar'
import { chinaCalendar } from './china'
import type { Clock, Duration, InstantRange } from './clocks'
import { explainDueAt } from './explain'
import { type ExplainStep, fromOf, MAX_STEPS } from './explain-steps'
import { parseInstant } from './instants'

const at = (text: string): number => parseInstant(text, 'test')
const hours = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
] as const
const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
const china = chinaCalendar({ weekly })
const types = (steps: readonly ExplainStep[]): string[] => steps.map((step) => step.type)
const only = <T extends ExplainStep['type']>(steps: readonly ExplainStep[], type: T) =>
  steps.filter((step): step is Extract<ExplainStep, { type: T }> => step.type === type)

describe('why something is due when it is', () => {
  it('lists intervals, lunch apart, the festival as one step and the make-up day', () => {
    const start = at('2026-02-13T16:00:00+08:00')
    const { steps, dueMs } = explainDueAt('service_hours', china, start, { amount: 10, unit: 'hour' })
    expect(types(steps)).toEqual([
      'start',
      'interval',
      'makeup_day',
      'interval',
      'interval',
      'holiday_skipped',
      'interval',
      'end',
    ])
    expect(only(steps, 'makeup_day')[0]).toMatchObject({ date: '2026-02-14', name: '春节' })
    expect(only(steps, 'holiday_skipped')[0]).toMatchObject({
      firstDate: '2026-02-15',
      lastDate: '2026-02-23',
      days: 9,
      name: '春节',
    })
    expect(only(steps, 'interval').reduce((sum, { ms }) => sum + ms, 0)).toBe(10 * 3_600_000)
    expect(only(steps, 'end')[0]?.atMs).toBe(dueMs)
  })

  it('shows a pause with the open time in it', () => {
    const pause: InstantRange = [at('2026-01-05T11:00:00+08:00'), at('2026-01-05T14:00:00+08:00')]
    const { steps } = explainDueAt(
      'service_hours',
      china,
      at('2026-01-05T09:00:00+08:00'),
      { amount: 3, unit: 'hour' },
      [pause],
    )
    expect(types(steps)).toEqual(['start', 'interval', 'pause', 'interval', 'end'])
    expect(only(steps, 'pause')[0]?.ms).toBe(2 * 3_600_000)
  })

  it('real time is one interval between pauses', () => {
    const { steps } = explainDueAt('elapsed', china, 0, { amount: 48, unit: 'hour' }, [
      [3_600_000, 7_200_000],
    ])
    expect(types(steps)).toEqual(['start', 'interval', 'pause', 'interval', 'end'])
  })

  it('numbers working days from day 0 and names what was skipped', () => {
    const { steps } = explainDueAt('working_day', china, at('2026-09-24T10:00:00+08:00'), {
      amount: 3,
      unit: 'day',
    })
    expect(steps.slice(1, -1).map((step) => ('number' in step ? step.number : step.type))).toEqual([
      0,
      'holiday_skipped',
      1,
      2,
      3,
    ])
    expect(only(steps, 'holiday_skipped').map(({ name }) => name)).toEqual(['中秋节'])
  })

  it('a day that a pause holds has no number', () => {
    const pause: InstantRange = [at('2026-01-06T10:00:00+08:00'), at('2026-01-07T09:00:00+08:00')]
    const { steps } = explainDueAt(
      'calendar_day',
      china,
      at('2026-01-05T10:00:00+08:00'),
      { amount: 2, unit: 'day' },
      [pause],
    )
    expect(only(steps, 'day_counted').map(({ date, number }) => [date, number])).toEqual([
      ['2026-01-05', 0],
      ['2026-01-07', 1],
      ['2026-01-08', 2],
    ])
    expect(only(steps, 'pause')[0]?.ticks).toBe(1)
  })

  it('counts cycles', () => {
    const { steps } = explainDueAt('billing_cycle', china, at('2026-01-05T10:00:00+08:00'), {
      amount: 2,
      unit: 'cycle',
    })
    expect(only(steps, 'cycle_counted').map(({ date, number }) => [date, number])).toEqual([
      ['2026-01-31', 0],
      ['2026-02-28', 1],
      ['2026-03-31', 2],
    ])
  })

  it('names the years that are not announced', () => {
    const { steps } = explainDueAt('working_day', china, at('2026-12-30T10:00:00+08:00'), {
      amount: 9,
      unit: 'day',
    })
    expect(only(steps, 'end')[0]?.provisionalYears).toEqual([2027])
  })

  it('sums up the middle of what is long', () => {
    const limits: [Clock, Duration][] = [
      ['service_hours', { amount: 200, unit: 'hour' }],
      ['service_hours', { amount: 30_000, unit: 'hour' }],
      ['working_day', { amount: 90, unit: 'day' }],
      ['working_day', { amount: 5000, unit: 'day' }],
      ['calendar_day', { amount: 20, unit: 'year' }],
      ['billing_cycle', { amount: 300, unit: 'cycle' }],
    ]
    for (const [clock, limit] of limits) {
      const { steps } = explainDueAt(clock, china, at('2020-01-06T08:00:00+08:00'), limit)
      expect(steps.length).toBeLessThanOrEqual(MAX_STEPS)
      expect(types(steps).filter((type) => type === 'summary')).toHaveLength(1)
      const [summary] = only(steps, 'summary')
      if (clock === 'service_hours') {
        const listedMs = only(steps, 'interval').reduce((sum, { ms }) => sum + ms, 0)
        expect(listedMs + (summary?.ms ?? 0)).toBe(limit.amount * 3_600_000)
      } else if (limit.unit !== 'year') {
        const counted = only(steps, clock === 'billing_cycle' ? 'cycle_counted' : 'day_counted')
        expect(counted.at(-1)?.number).toBe(limit.amount)
        expect(counted.length + (summary?.daysCounted ?? 0)).toBe(limit.amount + 1)
      }
    }
  })

  it('is in order, starts and ends once, and the parts add up', () => {
    const calendar = parseWorkingCalendar({
      timeZone: 'Europe/Berlin',
      weekly: { mon: [['22:00', '06:00']], tue: [['00:00', '00:00']], sat: [['01:00', '04:00']] },
      holidays: ['2026-03-30'],
    })
    const base = at('2026-03-20T00:00:00Z')
    const pause = fc.tuple(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: 0, max: 5e8 }))
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e9 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(pause, { maxLength: 3 }),
        (after, amount, gaps) => {
          const pauses = gaps.map(([from, length]): InstantRange => [base + from, base + from + length])
          const limit: Duration = { amount, unit: 'hour' }
          const { steps } = explainDueAt('service_hours', calendar, base + after, limit, pauses)
          const [first, ...rest] = steps
          expect(first?.type).toBe('start')
          expect(rest.at(-1)?.type).toBe('end')
          const times = steps.filter(({ type }) => type === 'interval' || type === 'end').map(fromOf)
          expect(times).toEqual([...times].sort((a, b) => a - b))
          const counted = [...only(steps, 'interval'), ...only(steps, 'summary')]
          expect(counted.reduce((sum, { ms }) => sum + ms, 0)).toBe(amount * 3_600_000)
        },
      ),
    )
  })
})
