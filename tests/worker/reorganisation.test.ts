import { runOnce } from 'graphile-worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assignCalendar, createCalendar } from '@/calendar/service'
import { EVERY_CASE } from '@/commitments/rules/rule'
import { unwrap } from '@/kernel/result'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { sweepAll } from '@/obligations/service/sweep'
import { moveUnit, updateUnit } from '@/organisation/service/units'
import { taskList } from '@/worker/jobs'
import { type Carrier, ctxAt, makeCarrier, publish, REPLY_48H, receive, record } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

const name = { 'zh-CN': '日历', 'zh-TW': '日曆', en: 'calendar' }
const all = (...hours: [string, string][]) => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours })
let database: TestDatabase
let carrier: Carrier
let short: string
let long: string
let otherCity: string
let inServiceHours: string

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  const setUp = ctxAt(database.db, '2026-01-01T00:00:00Z')
  const calendar = async (code: string, weekly: ReturnType<typeof all>) =>
    unwrap(await createCalendar(setUp, { code, name, timeZone: 'Asia/Shanghai', weekly, holidays: 'none' }))
      .calendarId
  short = await calendar('SHORT', all(['09:00', '11:00']))
  long = await calendar('LONG', all(['09:00', '19:00']))
  unwrap(await assignCalendar(setUp, { unitId: carrier.units.root, calendarId: short }))
  otherCity = '00000000-0000-7000-8000-000000000001'
  await database.db.$executeRaw`
    INSERT INTO org_unit (id, parent_id, kind, code, name, path, time_zone, calendar_id, created_at)
    VALUES (${otherCity}::uuid, ${carrier.units.root}::uuid, 'city_branch', 'KF', '{"zh-CN":"开封","zh-TW":"開封","en":"Kaifeng"}', 'HX.KF',
            'Asia/Shanghai', ${long}::uuid, ${setUp.now})`
  for (const unitId of [carrier.units.hall, carrier.units.otherHall])
    await database.db.orgPlacement.create({
      data: { id: unitId, unitId, parentId: carrier.units.county, validFrom: setUp.now },
    })
  inServiceHours = await publish(database.db, carrier, [
    { ...REPLY_48H, clock: 'service_hours', limit: { amount: 4, unit: 'hour' } },
  ])
  await publish(database.db, carrier, [REPLY_48H], { scope: { ...EVERY_CASE, orgUnits: ['ZZ'] } })
})
afterAll(() => database.drop())

const owedOn = (id: string) =>
  database.db.obligation.findMany({ where: { subjectId: id }, orderBy: { dueAt: 'asc' } })
const inHours = (id: string) =>
  database.db.obligation.findFirstOrThrow({ where: { subjectId: id, versionId: inServiceHours } })
const work = (at: string) =>
  runOnce({ connectionString: database.url, taskList: taskList(ctxAt(database.db, at)) })

describe('a hall moves to another branch', () => {
  test("what was owed stays owed and is kept by a reply; what was broken stays broken and takes a late one; new cases are the new branch's", async () => {
    const ctx = ctxAt(database.db, '2026-03-02T01:00:00Z')
    const broken = await receive(ctx, carrier)
    ctx.now = new Date('2026-03-03T04:00:00Z')
    await sweepAll(ctx)
    ctx.now = new Date('2026-03-04T03:30:00Z')
    const open = await receive(ctx, carrier)
    // Two hours a day: four hours end on Friday at 11:00; round the clock 48 end on Friday at 11:30.
    expect((await owedOn(open.id)).map(({ dueAt }) => dueAt)).toEqual([
      new Date('2026-03-06T03:00:00Z'),
      new Date('2026-03-06T03:30:00Z'),
    ])

    ctx.now = new Date('2026-03-04T04:00:00Z')
    unwrap(await moveUnit(ctx, { unitId: carrier.units.hall, parentId: otherCity, reason: 'merged' }))
    ctx.now = new Date('2026-03-04T04:00:10Z')
    await work('2026-03-04T04:00:10Z')
    // From noon on the hall is open until 19:00.
    expect((await owedOn(open.id)).map(({ dueAt }) => dueAt)).toEqual([
      new Date('2026-03-04T07:30:00Z'),
      new Date('2026-03-06T03:30:00Z'),
    ])

    ctx.now = new Date('2026-03-04T05:00:00Z')
    expect(await record(ctx, open, 'complaint.replied')).toMatchObject({ ok: true })
    expect((await owedOn(open.id)).map(({ state }) => state)).toEqual(['KEPT', 'KEPT'])
    expect(await record(ctx, broken, 'complaint.replied')).toMatchObject({ ok: true })
    expect((await owedOn(broken.id)).map(({ state, brokenAt }) => [state, brokenAt])).toEqual([
      ['BROKEN', new Date('2026-03-03T03:00:00Z')],
      ['BROKEN', new Date('2026-03-04T01:00:00Z')],
    ])
    const after = await receive(ctx, carrier)
    expect(await owedOn(after.id)).toHaveLength(1)

    expect((await checkRebuild(ctx)).differences).toEqual([])
    await rebuild(ctx)
    expect((await owedOn(broken.id)).map(({ brokenAt }) => brokenAt)).toEqual([
      new Date('2026-03-03T03:00:00Z'),
      new Date('2026-03-04T01:00:00Z'),
    ])
  })
})

describe('a unit gets another calendar', () => {
  const place = () => carrier.units.otherHall
  test('open deadlines move, decided ones stay, a late reply to a broken one is taken down', async () => {
    const ctx = ctxAt(database.db, '2026-04-06T01:00:00Z')
    const broken = await receive(ctx, carrier, {}, place())
    ctx.now = new Date('2026-04-09T01:00:00Z')
    await sweepAll(ctx)
    const open = await receive(ctx, carrier, {}, place())
    unwrap(await assignCalendar(ctx, { unitId: place(), calendarId: long }))
    await work('2026-04-09T01:00:10Z')
    ctx.now = new Date('2026-04-09T01:00:10Z')
    expect(await inHours(open.id)).toMatchObject({
      state: 'OPEN',
      dueAt: new Date('2026-04-09T05:00:00Z'),
    })
    ctx.now = new Date('2026-04-09T02:00:00Z')
    expect(await record(ctx, broken, 'complaint.replied')).toMatchObject({ ok: true })
    expect(await inHours(broken.id)).toMatchObject({
      state: 'BROKEN',
      brokenAt: new Date('2026-04-07T03:00:00Z'),
      fulfilledAt: ctx.now,
    })
    expect((await checkRebuild(ctx)).differences).toEqual([])
  })

  test('and gives it back: open ones follow again, by the unit form too', async () => {
    const ctx = ctxAt(database.db, '2026-04-10T01:00:00Z')
    const open = await receive(ctx, carrier, {}, place())
    const unit = { unitId: place(), name, timeZone: 'Asia/Shanghai', isNetworkTeam: false, phone: null }
    unwrap(await updateUnit(ctx, { ...unit, calendarId: null }))
    await work('2026-04-10T01:00:10Z')
    expect(await inHours(open.id)).toMatchObject({ dueAt: new Date('2026-04-13T03:00:00Z') })
    ctx.now = new Date('2026-04-10T01:00:20Z')
    expect((await checkRebuild(ctx)).differences).toEqual([])
  })

  test('another time zone leaves what was decided as it was', async () => {
    const ctx = ctxAt(database.db, '2026-05-04T01:00:00Z')
    const broken = await receive(ctx, carrier, {}, place())
    ctx.now = new Date('2026-05-08T01:00:00Z')
    await sweepAll(ctx)
    const before = await owedOn(broken.id)
    unwrap(
      await updateUnit(ctx, {
        unitId: place(),
        name,
        timeZone: 'America/New_York',
        calendarId: null,
        isNetworkTeam: false,
        phone: null,
      }),
    )
    expect(await record(ctx, broken, 'complaint.replied')).toMatchObject({ ok: true })
    await rebuild(ctx)
    expect((await owedOn(broken.id)).map(({ startedOn, brokenAt }) => ({ startedOn, brokenAt }))).toEqual(
      before.map(({ startedOn, brokenAt }) => ({ startedOn, brokenAt })),
    )
  })
})
