import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  assignCalendar,
  changeWeeklyHours,
  createCalendar,
  importNotice,
  previewNotice,
} from '@/calendar/service'
import { calendarTimeline, effectiveCalendarOf } from '@/calendar/store'
import { unwrap } from '@/kernel/result'
import { withTransaction } from '@/platform/context'
import { at, type CarrierRows, insertCarrier, when } from '../support/commitment-rows'
import { createTestDatabase, type TestDatabase } from '../support/database'

let database: TestDatabase
let carrier: CarrierRows
let calendarId: string

const office = [['09:00', '18:00'] as [string, string]]
const weekly = { mon: office, tue: office, wed: office, thu: office, fri: office }
const name = { 'zh-CN': '中国', 'zh-TW': '中國', en: 'China' }
const notice2027 = JSON.stringify({
  year: 2027,
  papers: ['https://example.org/2027'],
  days: [
    { name: '元旦', date: '2027-01-01', isOffDay: true },
    { name: '元旦', date: '2027-01-03', isOffDay: false },
  ],
})
const jobs = () =>
  database.db.$queryRaw<
    { key: string }[]
  >`SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'calendar.recompute'`

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await insertCarrier(database.db)
  const made = await createCalendar(carrier.administrator, {
    code: 'CN',
    name,
    timeZone: 'Asia/Shanghai',
    weekly,
    holidays: 'cn',
  })
  calendarId = unwrap(made).calendarId
})
afterAll(() => database.drop())

describe('a calendar', () => {
  test('starts with the official notices 2007-2026 and the hours given', async () => {
    const timeline = (await calendarTimeline(carrier.anna)).get(calendarId)
    expect(timeline?.versions).toHaveLength(1)
    const calendar = timeline?.versions[0]?.calendar
    expect(calendar?.announcedYears?.[0]).toBe(2007)
    expect(calendar?.announcedYears?.at(-1)).toBe(2026)
    expect(calendar?.weekly.mon).toEqual(office)
    expect(calendar?.holidays).toContain('2026-10-01')
    expect(calendar?.dayNames?.['2026-10-01']).toContain('国庆')
  })

  test('a code is taken once', async () => {
    const again = await createCalendar(carrier.administrator, {
      code: 'CN',
      name,
      timeZone: 'UTC',
      weekly,
      holidays: 'none',
    })
    expect(again).toMatchObject({ ok: false, refusal: { code: 'calendar_code_taken' } })
  })

  test('is managed by administrators only', async () => {
    const refusal = { ok: false, refusal: { code: 'not_allowed' } }
    expect(
      await createCalendar(carrier.anna, { code: 'X', name, timeZone: 'UTC', weekly, holidays: 'none' }),
    ).toMatchObject(refusal)
    expect(await previewNotice(carrier.clerk, { calendarId, text: notice2027 })).toMatchObject(refusal)
    expect(
      await importNotice(carrier.clerk, { calendarId, knownVersion: 1, text: notice2027 }),
    ).toMatchObject(refusal)
    expect(await assignCalendar(carrier.clerk, { unitId: carrier.branchId, calendarId })).toMatchObject(
      refusal,
    )
  })
})

describe('a new notice', () => {
  test('is previewed without being written', async () => {
    const preview = unwrap(await previewNotice(carrier.administrator, { calendarId, text: notice2027 }))
    expect(preview).toMatchObject({ year: 2027, isNewYear: true })
    expect(preview.changes).toEqual([
      { date: '2027-01-01', before: 'ordinary', after: 'off', name: '元旦' },
      { date: '2027-01-03', before: 'ordinary', after: 'worked', name: '元旦' },
    ])
    expect((await calendarTimeline(carrier.anna)).get(calendarId)?.versions).toHaveLength(1)
  })

  test('becomes a version, and open obligations are computed again', async () => {
    const imported = unwrap(
      await importNotice(when(carrier.administrator, at(10)), {
        calendarId,
        knownVersion: 1,
        text: notice2027,
      }),
    )
    expect(imported).toEqual({ version: 2, year: 2027, changes: 2 })
    const versions = (await calendarTimeline(carrier.anna)).get(calendarId)?.versions ?? []
    expect(versions.map((version) => version.publishedAtMs)).toEqual([at(0).getTime(), at(10).getTime()])
    expect(versions[0]?.calendar.announcedYears).not.toContain(2027)
    expect(versions[1]?.calendar.announcedYears).toContain(2027)
    expect(versions[1]?.calendar.workdays['2027-01-03']).toEqual(office)
    expect(await jobs()).toEqual([{ key: `calendar.recompute/${calendarId}` }])
  })

  test('twice changes nothing; from an old state it is refused; no notice at all is refused', async () => {
    const administrator = carrier.administrator
    expect(
      await importNotice(administrator, { calendarId, knownVersion: 2, text: notice2027 }),
    ).toMatchObject({
      refusal: { code: 'calendar_unchanged' },
    })
    expect(
      await importNotice(administrator, { calendarId, knownVersion: 1, text: notice2027 }),
    ).toMatchObject({
      refusal: { code: 'calendar_changed' },
    })
    expect(await previewNotice(administrator, { calendarId, text: '{"year":2028,"days":[]}' })).toMatchObject(
      {
        refusal: { code: 'calendar_notice_invalid' },
      },
    )
  })

  test('two people at once: one wins, the other is told', async () => {
    const change = (hours: [string, string]) =>
      changeWeeklyHours(carrier.administrator, {
        calendarId,
        knownVersion: 2,
        weekly: { mon: [hours] },
        note: '',
      })
    const results = await Promise.all([change(['08:00', '17:00']), change(['10:00', '19:00'])])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ refusal: { code: 'calendar_changed' } })
  })
})

describe('units', () => {
  test('live by their own calendar, else by the nearest above', async () => {
    const other = unwrap(
      await createCalendar(carrier.administrator, {
        code: 'HOTLINE',
        name,
        timeZone: 'Asia/Shanghai',
        weekly: { mon: [['00:00', '24:00']] },
        holidays: 'none',
      }),
    )
    const effective = () => effectiveCalendarOf(database.db, carrier.branchId)
    expect(await effective()).toBeNull()
    unwrap(await assignCalendar(carrier.administrator, { unitId: carrier.carrierId, calendarId }))
    expect(await effective()).toBe(calendarId)
    unwrap(
      await assignCalendar(carrier.administrator, { unitId: carrier.branchId, calendarId: other.calendarId }),
    )
    expect(await effective()).toBe(other.calendarId)
    unwrap(await assignCalendar(carrier.administrator, { unitId: carrier.branchId, calendarId: null }))
    expect(await effective()).toBe(calendarId)
  })
})

describe('what the process remembers', () => {
  test('is the same object until the configuration moves', async () => {
    const first = await calendarTimeline(carrier.anna)
    expect(await calendarTimeline(carrier.bo)).toBe(first)
    unwrap(await assignCalendar(carrier.administrator, { unitId: carrier.branchId, calendarId }))
    expect(await calendarTimeline(carrier.anna)).not.toBe(first)
  })

  test('knows nothing of a transaction that was rolled back', async () => {
    const before = (await calendarTimeline(carrier.anna)).size
    const rolledBack = withTransaction(carrier.administrator, async (ctx) => {
      unwrap(await createCalendar(ctx, { code: 'GONE', name, timeZone: 'UTC', weekly, holidays: 'none' }))
      expect((await calendarTimeline(ctx)).size).toBe(before + 1)
      throw new Error('changed my mind')
    })
    await expect(rolledBack).rejects.toThrow('changed my mind')
    unwrap(
      await createCalendar(carrier.administrator, {
        code: 'KEPT',
        name,
        timeZone: 'UTC',
        weekly,
        holidays: 'none',
      }),
    )
    const codes = [...(await calendarTimeline(carrier.anna)).values()].map(({ code }) => code)
    expect(codes).toContain('KEPT')
    expect(codes).not.toContain('GONE')
  })
})
