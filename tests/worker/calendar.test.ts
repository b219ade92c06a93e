import { runOnce } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assignCalendar, createCalendar, importNotice } from '@/calendar/service'
import { unwrap } from '@/kernel/result'
import { checkRebuild } from '@/obligations/service/rebuild'
import { recomputeForgotten } from '@/obligations/service/rejudge'
import { sweepAll } from '@/obligations/service/sweep'
import { taskList } from '@/worker/jobs'
import { type Carrier, ctxAt, makeCarrier, publish, REPLY_48H, receive, record } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

const hours = [['09:00', '17:00']] as const
const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours }
const name = { 'zh-CN': '日历', 'zh-TW': '日曆', en: 'calendar' }
/** New Year 2027: Friday the 1st off, Sunday the 3rd worked instead. */
const notice2027 = JSON.stringify({
  year: 2027,
  papers: [],
  days: [
    { name: '元旦', date: '2027-01-01', isOffDay: true },
    { name: '元旦', date: '2027-01-03', isOffDay: false },
  ],
})

let database: TestDatabase
let carrier: Carrier
let calendarId: string

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  const setUp = ctxAt(database.db, '2026-01-01T00:00:00Z')
  calendarId = unwrap(
    await createCalendar(setUp, { code: 'CN', name, timeZone: 'Asia/Shanghai', weekly, holidays: 'cn' }),
  ).calendarId
  unwrap(await assignCalendar(setUp, { unitId: carrier.units.root, calendarId }))
  await publish(database.db, carrier, [
    { ...REPLY_48H, clock: 'working_day', limit: { amount: 2, unit: 'day' } },
  ])
})
afterAll(() => database.drop())

describe('the notice of next year comes in', () => {
  test('what is owed moves and is provisional no more, what is decided stays; both can be read in the history', async () => {
    const spoke = ctxAt(database.db, '2026-12-31T02:00:00Z')
    const open = await receive(spoke, carrier)
    const replied = await receive(spoke, carrier)
    const before = await database.db.obligation.findFirstOrThrow({ where: { subjectId: open.id } })
    // Thursday; without a notice Friday and Monday count.
    expect(before).toMatchObject({
      state: 'OPEN',
      dueAt: new Date('2027-01-04T16:00:00Z'),
      provisional: true,
    })
    spoke.now = new Date('2026-12-31T03:00:00Z')
    await record(spoke, replied, 'complaint.replied')

    const announced = ctxAt(database.db, '2026-12-31T04:00:00Z')
    unwrap(await importNotice(announced, { calendarId, knownVersion: 1, text: notice2027 }))
    const worker = ctxAt(database.db, '2026-12-31T04:00:05Z')
    await runOnce({ connectionString: database.url, taskList: taskList(worker) })

    const after = await database.db.obligation.findFirstOrThrow({ where: { subjectId: open.id } })
    // Friday is off, Sunday is worked: Sunday and Monday count, and the deadline happens to be the same day.
    expect(after).toMatchObject({
      state: 'OPEN',
      dueAt: new Date('2027-01-04T16:00:00Z'),
      provisional: false,
    })
    expect(after.calendarVersionId).not.toBe(before.calendarVersionId)
    const events = await database.db.obligationEvent.findMany({ where: { obligationId: after.id } })
    expect(events).toMatchObject([
      {
        kind: 'recomputed',
        at: worker.now,
        detail: { from: '2027-01-04T16:00:00.000Z', to: '2027-01-04T16:00:00.000Z' },
      },
    ])
    const decided = await database.db.obligation.findFirstOrThrow({ where: { subjectId: replied.id } })
    expect(decided).toMatchObject({
      state: 'KEPT',
      calendarVersionId: before.calendarVersionId,
      provisional: true,
    })
    expect(await database.db.obligationEvent.count({ where: { obligationId: decided.id } })).toBe(0)
    expect((await checkRebuild(worker)).differences).toEqual([])
  })

  test("a deadline that moves: the case's next due time and the breach move with it", async () => {
    const spoke = ctxAt(database.db, '2026-12-31T05:00:00Z')
    const subject = await receive(spoke, carrier)
    const longer = JSON.stringify({
      year: 2027,
      papers: [],
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '元旦', date: '2027-01-04', isOffDay: true },
        { name: '元旦', date: '2027-01-05', isOffDay: true },
      ],
    })
    const announced = ctxAt(database.db, '2026-12-31T06:00:00Z')
    unwrap(await importNotice(announced, { calendarId, knownVersion: 2, text: longer }))
    await runOnce({ connectionString: database.url, taskList: taskList(announced) })
    const due = new Date('2027-01-07T16:00:00Z')
    expect(await database.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })).toMatchObject(
      { dueAt: due, provisional: false },
    )
    expect(await database.db.complaint.findUniqueOrThrow({ where: { id: subject.id } })).toMatchObject({
      nextDueAt: due,
    })
    await sweepAll(ctxAt(database.db, '2027-02-01T00:00:00Z'))
    expect(await database.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })).toMatchObject(
      { state: 'BROKEN', brokenAt: due },
    )
  })

  test('run again after an interruption it changes and writes nothing more', async () => {
    const again = ctxAt(database.db, '2026-12-31T07:00:00Z')
    await receive(again, carrier)
    const before = await database.db.obligationEvent.count({ where: { kind: 'recomputed' } })
    await taskList(again)['calendar.recompute']!({ calendarId }, {} as never)
    expect(await database.db.obligationEvent.count({ where: { kind: 'recomputed' } })).toBe(before)
  })

  test('a re-computation lost with a killed worker is found and finished by the next one', async () => {
    const spoke = ctxAt(database.db, '2026-12-31T08:00:00Z')
    const subject = await receive(spoke, carrier)
    const announced = ctxAt(database.db, '2026-12-31T09:00:00Z')
    unwrap(await importNotice(announced, { calendarId, knownVersion: 3, text: notice2027 }))
    await database.db.$executeRaw`SELECT graphile_worker.remove_job(${`calendar.recompute/${calendarId}`})`
    expect(await recomputeForgotten(announced)).toBeGreaterThan(0)
    expect(await database.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })).toMatchObject(
      {
        dueAt: new Date('2027-01-04T16:00:00Z'),
      },
    )
    expect(await recomputeForgotten(announced)).toBe(0)
  })
})
