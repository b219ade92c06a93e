import { monthAfter, monthOf } from '@/dashboards/rules/figures'
import { localMonthOf } from '@/dashboards/rules/months'
import { dueByOwner } from '@/dashboards/store/due'
import { figuresOfMonths, trendOf } from '@/dashboards/store/figures'
import type { Stage } from './stage'
import type { Line } from './table'
import { median, timesOf } from './timing'

const TIMES = 30

/** Data of the boards for all 300 units, against a day table that holds nothing but the answer. */
export async function measureFigures(stage: Stage): Promise<Line[]> {
  const { db, pool } = stage
  const now = new Date()
  const month = monthOf(localMonthOf(now, 'Asia/Shanghai'))
  const previous = monthOf(monthAfter(month.key, -1))
  await pool.query(`
    CREATE TABLE plain_day AS SELECT unit_id, day, sum(kept + broken_fulfilled + broken_open)::int AS total, sum(kept)::int AS kept
    FROM obligation_rollup GROUP BY 1, 2;
    ALTER TABLE plain_day ADD PRIMARY KEY (day, unit_id)`)
  await pool.query('VACUUM ANALYZE plain_day')
  const plain = async () =>
    pool.query(
      `SELECT unit_id, sum(total)::int AS total, sum(kept)::int AS kept FROM plain_day
       WHERE day > current_date - 30 AND day <= current_date GROUP BY 1`,
    )
  const sides = [
    plain,
    () => figuresOfMonths(db, null, month, previous, now),
    () => dueByOwner(db, null, now),
    () => trendOf(db, null, monthOf(monthAfter(month.key, -5)), month),
  ]
  for (const side of sides) await timesOf(10, side)
  const [plainMs = 0, figuresMs = 0, dueMs = 0, trendMs = 0] = await sides.reduce<Promise<number[]>>(
    async (before, side) => [...(await before), median(await timesOf(TIMES, side))],
    Promise.resolve([]),
  )
  const reference = { figure: plainMs, what: 'SQL: day table, 30 days' }
  return [
    {
      what: 'Board data: this month and last, per promise and unit, 300 units',
      ours: figuresMs,
      unit: 'ms',
      plain: reference,
      target: { type: 'ratio_at_most', ratio: 3 },
      note: 'p50',
    },
    {
      what: 'Board data: overdue and due, by owner',
      ours: dueMs,
      unit: 'ms',
      plain: null,
      target: { type: 'none' },
      note: 'p50',
    },
    {
      what: 'Board data: half a year of months',
      ours: trendMs,
      unit: 'ms',
      plain: null,
      target: { type: 'none' },
      note: 'p50',
    },
  ]
}
