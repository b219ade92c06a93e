import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LadderStep } from '@/commitments/rules/rule'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { sweepAll, sweepOnce } from '@/obligations/service/sweep'
import { type Carrier, ctxAt, makeCarrier, publish, REPLY_48H, receive, record } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

const LADDER: LadderStep[] = [
  { moment: { at: 'share', percent: 50 }, recipient: 'owner', respectQuietHours: false },
  { moment: { at: 'deadline' }, recipient: 'branch_manager', respectQuietHours: false },
  {
    moment: { at: 'after', duration: { amount: 4, unit: 'hour' } },
    recipient: 'quality_officer',
    respectQuietHours: false,
  },
]

let test_: TestDatabase
let carrier: Carrier

beforeAll(async () => {
  test_ = await createTestDatabase()
  carrier = await makeCarrier(test_.db)
  await publish(test_.db, carrier, [REPLY_48H], { ladder: LADDER })
})
afterAll(() => test_.drop())

const obligationsOf = (id: string) => test_.db.obligation.findMany({ where: { subjectId: id } })
const eventsOf = async (id: string) => {
  const [obligation] = await obligationsOf(id)
  return test_.db.obligationEvent.findMany({
    where: { obligationId: obligation!.id },
    orderBy: [{ kind: 'asc' }, { step: 'asc' }],
  })
}

describe('the sweep', () => {
  test('a worker asleep for a week fires every step once, and the breach is dated at the deadline', async () => {
    const subject = await receive(ctxAt(test_.db, '2026-03-02T01:00:00Z'), carrier)
    const week = ctxAt(test_.db, '2026-03-09T01:00:00Z')
    const done = await sweepAll(week)
    expect(done).toMatchObject({ broken: 1, steps: 3 })
    const [obligation] = await obligationsOf(subject.id)
    expect(obligation).toMatchObject({ state: 'BROKEN', stepsFired: 3, nextActionAt: null })
    expect(obligation!.brokenAt).toEqual(new Date('2026-03-04T01:00:00Z'))
    expect((await eventsOf(subject.id)).map((event) => [event.kind, event.step])).toEqual([
      ['broken', null],
      ['step_fired', 0],
      ['step_fired', 1],
      ['step_fired', 2],
    ])
    const told = await test_.db.notification.findMany({ where: { complaintId: subject.id } })
    expect(told.map((notification) => notification.recipientId).sort()).toEqual(
      [carrier.staff.clerk, carrier.staff.branchManager, carrier.staff.quality].sort(),
    )
    expect(await sweepAll(week)).toMatchObject({ looked: 0 })
  })

  test('a reply one second before the deadline keeps the promise though no worker ran; one second after breaks it', async () => {
    const ctx = ctxAt(test_.db, '2026-04-01T00:00:00Z')
    const inTime = await receive(ctx, carrier)
    const exactly = await receive(ctx, carrier)
    const late = await receive(ctx, carrier)
    ctx.now = new Date('2026-04-02T23:59:59Z')
    await record(ctx, inTime, 'complaint.replied')
    ctx.now = new Date('2026-04-03T00:00:00Z')
    await record(ctx, exactly, 'complaint.replied')
    ctx.now = new Date('2026-04-03T00:00:01Z')
    await record(ctx, late, 'complaint.replied')
    expect((await obligationsOf(inTime.id))[0]).toMatchObject({ state: 'KEPT' })
    expect((await obligationsOf(exactly.id))[0]).toMatchObject({ state: 'KEPT' })
    const [broken] = await obligationsOf(late.id)
    expect(broken).toMatchObject({
      state: 'BROKEN',
      fulfilledAt: ctx.now,
      brokenAt: new Date('2026-04-03T00:00:00Z'),
    })
  })

  test('a reply that is only put on record after the deadline does not undo the breach', async () => {
    const ctx = ctxAt(test_.db, '2026-04-10T00:00:00Z')
    const subject = await receive(ctx, carrier)
    ctx.now = new Date('2026-04-12T01:00:00Z')
    await record(ctx, subject, 'complaint.replied', {}, new Date('2026-04-11T23:00:00Z'))
    expect((await obligationsOf(subject.id))[0]).toMatchObject({ state: 'BROKEN' })
  })

  test('two workers at once take every obligation once', async () => {
    const ctx = ctxAt(test_.db, '2026-05-01T00:00:00Z')
    for (let i = 0; i < 40; i += 1) await receive(ctx, carrier)
    const later = ctxAt(test_.db, '2026-05-20T00:00:00Z')
    const rounds = await Promise.all(Array.from({ length: 8 }, () => sweepOnce(later, 7)))
    const rest = await sweepAll(later, 7)
    const broken = [...rounds, rest].reduce((sum, round) => sum + round.broken, 0)
    const steps = [...rounds, rest].reduce((sum, round) => sum + round.steps, 0)
    expect({ broken, steps }).toEqual({ broken: 40, steps: 120 })
  })
})

describe('proof', () => {
  test('figures equal a count of the obligations, before and after folding', async () => {
    expect(await checkFigures(ctxAt(test_.db, '2026-06-01T00:00:00Z'))).toEqual([])
    expect(await foldFigures(ctxAt(test_.db, '2026-06-01T00:00:00Z'))).toBeGreaterThan(0)
    expect(await checkFigures(ctxAt(test_.db, '2026-06-01T00:00:00Z'))).toEqual([])
  })

  test('replaying the facts gives the same obligations', async () => {
    const ctx = ctxAt(test_.db, '2026-06-01T00:00:00Z')
    expect((await checkRebuild(ctx)).differences).toEqual([])
    const before = await test_.db.obligation.findMany({ orderBy: { id: 'asc' } })
    await rebuild(ctx)
    expect(await test_.db.obligation.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
    expect(await checkFigures(ctx)).toEqual([])
  })
})
