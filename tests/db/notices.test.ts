import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { permitSuspension, planEvents, suspensionDone } from '@/flows/notices'
import { callOffEvent, moveEvent } from '@/notices/service/change'
import { holdEvent, liftHold } from '@/notices/service/hold'
import { ctxAt } from '../support/carrier'
import { type ActingCtx, ctxOf, DATA_KEY, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { lowBalance, makeNoticePromises, plan, refusing, suspension, workThrough } from '../support/notices'
import { refusalOf, taken } from '../support/refunds'

let database: TestDatabase
let hall: Hall
let manager: ActingCtx

const START = '2026-03-02T01:00:00Z'
/** The latest moment of a reminder for 9 March, 10:00. */
const AFTER_LATEST = '2026-03-08T02:00:01Z'

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
  hall = await makeHall(database.db)
  await makeNoticePromises(database.db, hall)
  manager = await ctxOf(database.db, hall.staff.branchManager, START)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await database.drop()
})

const at = (when: string) => ctxAt(database.db, when)
const event = (id: string) => database.db.plannedEvent.findUniqueOrThrow({ where: { id } })
const notices = (eventId: string) =>
  database.db.plannedNotice.findMany({ where: { eventId }, orderBy: { createdAt: 'asc' } })
const owed = (subjectId: string) => database.db.obligation.findMany({ where: { subjectId } })
const ask = async (ref: string, when: string, forWhen: string | null = null) =>
  permitSuspension(at(when), { ref, at: forWhen === null ? null : new Date(forWhen) })

describe('a planned suspension', () => {
  test('the same reference is the same event; another account with it is refused', async () => {
    const input = suspension(hall.units.hall)
    const first = await plan(at(START), input)
    expect(await plan(at(START), input)).toMatchObject({ id: first.id, wasPlannedBefore: true })
    const twice = suspension(hall.units.hall)
    const [one, other] = await planEvents(at(START), [twice, twice])
    expect(one?.result).toMatchObject({ ok: true, value: { wasPlannedBefore: false } })
    expect(other?.result).toMatchObject({ ok: true, value: { wasPlannedBefore: true } })
    const [taken] = await planEvents(at(START), [suspension(hall.units.hall, { ref: input.ref })])
    expect(refusalOf(taken!.result)).toBe('event_ref_taken')
    const [bad] = await planEvents(at(START), [suspension(hall.units.hall, { phone: '12' })])
    expect(refusalOf(bad!.result)).toBe('phone_invalid')
  })

  test('is refused without its reminder, reminded a day before the latest moment, and then permitted', async () => {
    const { id, number } = await plan(at(START), suspension(hall.units.hall))
    expect(await event(id)).toMatchObject({
      proof: 'missing',
      missingCount: 1,
      latestNoticeAt: new Date('2026-03-08T02:00:00Z'),
    })
    expect(await ask(number, START)).toMatchObject({
      ok: false,
      refusal: {
        code: 'suspension_unproven',
        params: { missing: expect.stringContaining('T-'), possibleAt: '2026-03-03T01:00:00.000Z' },
      },
    })
    await workThrough(at(START))
    expect(await notices(id)).toMatchObject([
      { state: 'waiting', channel: 'sms', sendAt: new Date('2026-03-07T02:00:00Z') },
    ])
    await workThrough(at('2026-03-07T02:00:00Z'))
    expect(await notices(id)).toMatchObject([{ state: 'delivered' }])
    expect(await event(id)).toMatchObject({ proof: 'proven', missingCount: 0, nextStepAt: null })
    const [message] = await database.db.outboxMessage.findMany({ where: { subjectId: id } })
    expect(message?.text).toContain('2026-03-09 10:00')
    expect(message?.text).toContain('36.50')
    expect(await ask(number, '2026-03-08T01:00:00Z')).toMatchObject({
      refusal: { code: 'suspension_too_early', params: { possibleAt: '2026-03-09T02:00:00.000Z' } },
    })
    expect(await ask(number, '2026-03-08T01:00:00Z', '2026-03-09T02:00:00Z')).toMatchObject({ ok: true })
    const done = await suspensionDone(at('2026-03-09T03:00:00Z'), {
      ref: number,
      happenedAt: null,
      breachReason: null,
    })
    expect(done).toMatchObject({ ok: true, value: { state: 'done', isBreach: false } })
    expect(await owed(id)).toMatchObject([{ state: 'KEPT' }])
    expect(
      await suspensionDone(at('2026-03-09T04:00:00Z'), { ref: number, happenedAt: null, breachReason: null }),
    ).toMatchObject({ ok: true, value: { doneAt: new Date('2026-03-09T03:00:00Z') } })
    expect(await database.db.permitAnswer.count({ where: { eventId: id } })).toBe(4)
  })

  test('never reminds at night, also when that leaves less room', async () => {
    const { id } = await plan(
      at('2026-03-02T14:00:00Z'),
      suspension(hall.units.hall, { eventAt: new Date('2026-03-04T02:00:00Z') }),
    )
    await workThrough(at('2026-03-02T14:00:00Z'))
    expect(await notices(id)).toMatchObject([{ state: 'waiting', sendAt: new Date('2026-03-03T00:00:00Z') }])
    await workThrough(at('2026-03-02T23:59:00Z'))
    expect(await notices(id)).toMatchObject([{ state: 'waiting' }])
    await workThrough(at('2026-03-03T00:00:00Z'))
    expect(await notices(id)).toMatchObject([{ state: 'delivered' }])
  })

  test('undelivered by text it is called; when nothing is in time, the branch manager is told once', async () => {
    const { id, number } = await plan(at(START), suspension(hall.units.hall))
    await workThrough(at('2026-03-07T02:00:00Z'), [refusing('sms')])
    expect(await notices(id)).toMatchObject([
      { state: 'failed', channel: 'sms', errorCode: 'absent_subscriber' },
      { state: 'delivered', channel: 'voice' },
    ])
    expect(await ask(number, '2026-03-09T02:00:00Z')).toMatchObject({ ok: true })

    const lost = await plan(at(START), suspension(hall.units.hall))
    await workThrough(at('2026-03-07T02:00:00Z'), [refusing('sms', 'voice')])
    await workThrough(at('2026-03-07T05:00:00Z'), [refusing('sms', 'voice')])
    await workThrough(at('2026-03-07T08:00:00Z'), [refusing('sms', 'voice')])
    await workThrough(at(AFTER_LATEST), [refusing('sms', 'voice')])
    expect((await notices(lost.id)).map(({ channel, state }) => `${channel} ${state}`)).toEqual([
      'sms failed',
      'voice failed',
      'sms failed',
      'voice failed',
    ])
    const told = await database.db.notification.findMany({ where: { matterId: lost.id } })
    expect(told).toMatchObject([{ kind: 'notice_at_risk', recipientId: hall.staff.branchManager }])
    expect(refusalOf(await ask(lost.number, '2026-03-09T02:00:00Z'))).toBe('suspension_unproven')
  })

  test('planned too near, it is reminded at once and says when it becomes possible', async () => {
    const soon = '2026-03-05T02:00:00Z'
    const { id, number } = await plan(
      at(soon),
      suspension(hall.units.hall, { eventAt: new Date('2026-03-05T08:00:00Z') }),
    )
    expect(await event(id)).toMatchObject({ proof: 'too_late' })
    await workThrough(at(soon))
    expect(await notices(id)).toMatchObject([{ state: 'delivered' }])
    expect(await ask(number, '2026-03-05T08:00:00Z')).toMatchObject({
      refusal: { code: 'suspension_too_early', params: { possibleAt: '2026-03-06T02:00:00.000Z' } },
    })
    expect(await ask(number, '2026-03-06T02:00:00Z')).toMatchObject({ ok: true })
  })

  test('carried out all the same, it is on record as the breach it is, and the manager hears of it', async () => {
    const { id, number } = await plan(at(START), suspension(hall.units.hall))
    const done = { ref: number, happenedAt: new Date('2026-03-04T02:00:00Z') }
    expect(refusalOf(await suspensionDone(at('2026-03-04T03:00:00Z'), { ...done, breachReason: null }))).toBe(
      'suspension_unproven',
    )
    expect(await event(id)).toMatchObject({ state: 'planned' })
    const told = await suspensionDone(at('2026-03-04T03:00:00Z'), { ...done, breachReason: '批处理未等许可' })
    expect(told).toMatchObject({ ok: true, value: { isBreach: true } })
    expect(await owed(id)).toMatchObject([{ state: 'BROKEN', brokenAt: done.happenedAt }])
    expect(await database.db.notification.findMany({ where: { matterId: id } })).toMatchObject([
      { kind: 'suspended_unproven' },
    ])
  })

  test('moved earlier it is reminded anew, moved later the old reminder still counts; called off it owes nothing', async () => {
    const { id, number } = await plan(at(START), suspension(hall.units.hall))
    await workThrough(at('2026-03-07T02:00:00Z'))
    taken(
      await moveEvent(at('2026-03-07T03:00:00Z'), { ref: number, eventAt: new Date('2026-03-20T02:00:00Z') }),
    )
    expect(await event(id)).toMatchObject({ proof: 'proven', eventAt: new Date('2026-03-20T02:00:00Z') })
    taken(
      await moveEvent(at('2026-03-07T03:30:00Z'), { ref: number, eventAt: new Date('2026-03-08T08:00:00Z') }),
    )
    expect(await event(id)).toMatchObject({ proof: 'missing' })
    await workThrough(at('2026-03-07T03:30:00Z'))
    expect((await notices(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered'])
    taken(await callOffEvent(at('2026-03-07T05:00:00Z'), { ref: number, reason: '已缴费' }))
    expect(await owed(id)).toMatchObject([{ state: 'VOID' }])
    expect(refusalOf(await ask(number, '2026-03-09T02:00:00Z'))).toBe('event_called_off')
    taken(await callOffEvent(at('2026-03-07T06:00:00Z'), { ref: number, reason: '再次' }))
  })

  test('called off before its reminder left, nothing is sent', async () => {
    const { id, number } = await plan(at(START), suspension(hall.units.hall))
    await workThrough(at(START))
    taken(await callOffEvent(at('2026-03-03T01:00:00Z'), { ref: number, reason: '已缴费' }))
    await workThrough(at('2026-03-08T02:00:00Z'))
    expect(await notices(id)).toMatchObject([{ state: 'dropped' }])
    expect(await database.db.outboxMessage.count({ where: { subjectId: id } })).toBe(0)
  })

  test('held by the branch manager it is refused with the reason; lifted, who did so is on record', async () => {
    const { id, number } = await plan(at(START), suspension(hall.units.hall))
    const held = taken(await holdEvent(manager, { ref: id, reason: '客户住院，家属代缴' }))
    expect(held).toMatchObject({ state: 'held' })
    expect(refusalOf(await holdEvent(manager, { ref: id, reason: '再来' }))).toBe('event_held_already')
    await workThrough(at('2026-03-07T02:00:00Z'))
    expect(await event(id)).toMatchObject({ proof: 'proven', state: 'held' })
    expect(await ask(number, '2026-03-09T02:00:00Z')).toMatchObject({
      refusal: { code: 'suspension_held', params: { reason: '客户住院，家属代缴', by: 'branch-manager' } },
    })
    const lifting = { ...manager, clock: () => new Date('2026-03-09T02:30:00Z') }
    taken(await liftHold(lifting, { ref: id, reason: '已说明' }))
    expect(refusalOf(await liftHold(lifting, { ref: id, reason: '再次' }))).toBe('event_not_held')
    expect(await database.db.eventHold.findMany({ where: { eventId: id } })).toMatchObject([
      { liftedById: hall.staff.branchManager, liftReason: '已说明' },
    ])
    expect(await ask(number, '2026-03-09T03:00:00Z')).toMatchObject({ ok: true })
    const outsider = await ctxOf(database.db, hall.staff.outsider, START)
    expect(refusalOf(await holdEvent(outsider, { ref: id, reason: '无权' }))).toBe('not_allowed')
  })
})

describe('a low balance', () => {
  test('reminds once a level and never more often than set; a top-up settles it', async () => {
    const account = { account: 'ZZ-300001', phone: '13700300001' }
    const tell = async (balance: bigint, when: string) => {
      const [told] = await planEvents(at(when), [lowBalance(hall.units.hall, balance, account)])
      await workThrough(at(when))
      return taken(told!.result)
    }
    expect(await tell(5000n, '2026-03-02T02:00:00Z')).toMatchObject({ state: 'not_low', id: null })
    const first = await tell(2900n, '2026-03-03T02:00:00Z')
    expect(await tell(2500n, '2026-03-04T02:00:00Z')).toMatchObject({ id: first.id })
    await tell(900n, '2026-03-05T02:00:00Z')
    await tell(100n, '2026-03-06T02:00:00Z')
    await tell(50n, '2026-03-07T02:00:00Z')
    expect((await notices(first.id!)).map(({ purpose, state }) => `${purpose} ${state}`)).toEqual([
      'owed delivered',
      'step delivered',
      'step delivered',
    ])
    expect(await tell(9000n, '2026-03-08T02:00:00Z')).toMatchObject({ state: 'called_off' })
    const next = await tell(800n, '2026-03-09T02:00:00Z')
    expect(next.id).not.toBe(first.id)
    expect(await notices(next.id!)).toEqual([])
    const outcomes = await database.db.balanceReport.findMany({ orderBy: { recordedAt: 'asc' } })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'above',
      'remind',
      'same_step',
      'remind',
      'remind',
      'same_step',
      'above',
      'limit',
    ])
  })

  test('the prepaid suspension that follows counts what was told; without it, it is told first', async () => {
    const account = { account: 'ZZ-300002', phone: '13700300002', customerClass: 'prepaid' as const }
    const low = await plan(at('2026-03-03T02:00:00Z'), lowBalance(hall.units.hall, 500n, account))
    await workThrough(at('2026-03-03T02:00:00Z'))
    const follows = suspension(hall.units.hall, { ...account, amountMinor: null, balanceMinor: 0n })
    const planned = await plan(at('2026-03-05T02:00:00Z'), follows)
    expect(await event(planned.id)).toMatchObject({ proof: 'proven' })
    expect(await event(low.id)).toMatchObject({
      state: 'called_off',
      callOffReason: 'followed_by_suspension',
    })
    expect(await ask(planned.number, '2026-03-09T02:00:00Z')).toMatchObject({ ok: true })

    const untold = await plan(
      at('2026-03-05T02:00:00Z'),
      suspension(hall.units.hall, { customerClass: 'prepaid', amountMinor: null, balanceMinor: 0n }),
    )
    expect(refusalOf(await ask(untold.number, '2026-03-09T02:00:00Z'))).toBe('suspension_unproven')
    await workThrough(at('2026-03-09T02:00:00Z'))
    expect(await ask(untold.number, '2026-03-09T02:01:00Z')).toMatchObject({ ok: true })
  })
})

describe('terms and prices', () => {
  test('are told thirty days ahead and happen by themselves', async () => {
    const service = { 'zh-CN': '88元套餐', 'zh-TW': '88元方案', en: 'Plan 88' }
    const term = await plan(
      at(START),
      suspension(hall.units.hall, {
        kind: 'contract_end',
        service,
        amountMinor: null,
        eventAt: new Date('2026-05-01T00:00:00Z'),
      }),
    )
    const price = await plan(
      at(START),
      suspension(hall.units.hall, {
        kind: 'price_change',
        service,
        newPriceMinor: 9800n,
        period: 'month',
        amountMinor: null,
        eventAt: new Date('2026-03-15T00:00:00Z'),
      }),
    )
    expect(await event(price.id)).toMatchObject({ proof: 'too_late' })
    await workThrough(at(START))
    await workThrough(at('2026-03-31T02:00:00Z'))
    expect(await event(term.id)).toMatchObject({ proof: 'proven', state: 'planned' })
    await workThrough(at('2026-05-01T00:00:00Z'))
    expect(await event(term.id)).toMatchObject({ state: 'done', doneAt: new Date('2026-05-01T00:00:00Z') })
    expect(await owed(term.id)).toMatchObject([{ state: 'KEPT' }])
    expect(await event(price.id)).toMatchObject({ state: 'done' })
    expect(await owed(price.id)).toMatchObject([{ state: 'BROKEN' }])
    expect(refusalOf(await holdEvent(manager, { ref: term.id, reason: '无' }))).toBe('event_done')
  })
})
