import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { LadderStep } from '@/commitments/rules/rule'
import { checkFigures } from '@/obligations/service/figures'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { lockSubject, recordFacts } from '@/obligations/service/record'
import { sweepAll } from '@/obligations/service/sweep'
import { type Ctx, withTransaction } from '@/platform/context'
import {
  type Carrier,
  ctxAt,
  makeCarrier,
  publish,
  REPLY_48H,
  receive,
  type TestCase,
} from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'

const LADDER: LadderStep[] = [
  { moment: { at: 'deadline' }, recipient: 'branch_manager', respectQuietHours: false },
]
let database: TestDatabase
let carrier: Carrier

beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  await publish(database.db, carrier, [REPLY_48H], { ladder: LADDER })
})
afterAll(() => database.drop())

/** A door two transactions meet at: one waits, the other opens. */
function door() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

const aLockIsWaitedFor = () =>
  vi.waitUntil(
    async () => {
      const [row] = await database.db.$queryRaw<{ waiting: number }[]>`
        SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return row!.waiting > 0
    },
    { timeout: 20_000, interval: 10 },
  )

/** Replies as a use case does: lock the case, ask the clock, record; holds the transaction open until `hold` is over. */
const reply = (ctx: Ctx, subject: TestCase, hold: Promise<void> = Promise.resolve(), recorded = () => {}) =>
  withTransaction(ctx, async (tx) => {
    await lockSubject(tx, { type: 'complaint', id: subject.id })
    const outcome = await recordFacts(tx, [
      {
        type: 'complaint.replied',
        subject: { type: 'complaint', id: subject.id },
        unitId: subject.unitId,
        occurredAt: tx.clock(),
        attrs: {},
      },
    ])
    recorded()
    await hold
    return outcome
  })

async function expectConsistent(at: Date | string): Promise<void> {
  expect((await checkRebuild(ctxAt(database.db, at))).differences).toEqual([])
  expect(await checkFigures(ctxAt(database.db, at))).toEqual([])
}
const obligationOf = (subject: TestCase) =>
  database.db.obligation.findFirstOrThrow({ where: { subjectId: subject.id } })
const stepsOf = async (subject: TestCase) =>
  database.db.obligationEvent.count({
    where: { obligationId: (await obligationOf(subject)).id, kind: 'step_fired' },
  })

describe('a clerk and the worker at the deadline', () => {
  test('the clerk is first, exactly at the deadline: the worker passes the case by, and it is kept', async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-02T00:00:00Z'), carrier)
    const worker = ctxAt(database.db, '2026-03-04T00:00:01Z')
    const [held, recorded] = [door(), door()]
    const replying = reply(
      ctxAt(database.db, '2026-03-04T00:00:00Z', carrier.staff.clerk),
      subject,
      held.opened,
      recorded.open,
    )
    await recorded.opened
    expect(await sweepAll(worker)).toMatchObject({ looked: 0 })
    held.open()
    expect(await replying).toMatchObject({ ok: true })
    expect(await sweepAll(worker)).toMatchObject({ looked: 0 })
    expect(await obligationOf(subject)).toMatchObject({ state: 'KEPT', brokenAt: null })
    expect(await stepsOf(subject)).toBe(0)
    await expectConsistent('2026-03-04T00:00:02Z')
  })

  test('the worker is first: the clerk waits, and his reply stands beside the breach, whatever his own clock says', async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-05T00:00:00Z'), carrier)
    const due = new Date('2026-03-07T00:00:00Z')
    const [held, swept] = [door(), door()]
    const sweeping = withTransaction(ctxAt(database.db, '2026-03-07T00:00:01Z'), async (tx) => {
      const done = await sweepAll(tx)
      swept.open()
      await held.opened
      return done
    })
    await swept.opened
    const replying = reply(ctxAt(database.db, due, carrier.staff.clerk), subject)
    await aLockIsWaitedFor()
    held.open()
    expect(await sweeping).toMatchObject({ ok: true, value: { broken: 1, steps: 1 } })
    expect(await replying).toMatchObject({ ok: true })
    const obligation = await obligationOf(subject)
    expect(obligation).toMatchObject({ state: 'BROKEN', brokenAt: due, nextActionAt: null })
    expect(obligation.fulfilledAt!.getTime()).toBeGreaterThan(due.getTime())
    expect(await stepsOf(subject)).toBe(1)
    await expectConsistent('2026-03-07T00:00:02Z')
  })

  test("the worker is held up and rolled back: the clerk's reply in time keeps the promise", async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-08T00:00:00Z'), carrier)
    const swept = door()
    const held = door()
    const sweeping = withTransaction(ctxAt(database.db, '2026-03-10T00:00:01Z'), async (tx) => {
      await sweepAll(tx)
      swept.open()
      await held.opened
      throw new Error('killed')
    }).catch((error: unknown) => error)
    await swept.opened
    const replying = reply(ctxAt(database.db, '2026-03-10T00:00:00Z', carrier.staff.clerk), subject)
    await aLockIsWaitedFor()
    held.open()
    expect(await sweeping).toBeInstanceOf(Error)
    expect(await replying).toMatchObject({ ok: true })
    expect(await obligationOf(subject)).toMatchObject({ state: 'KEPT' })
    await expectConsistent('2026-03-10T00:00:02Z')
  })
})

describe('two clerks on one case', () => {
  test('reply at once: both replies are facts, the first one on record keeps the promise', async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-12T00:00:00Z'), carrier)
    const [held, recorded] = [door(), door()]
    const first = reply(
      ctxAt(database.db, '2026-03-13T00:00:00Z', carrier.staff.clerk),
      subject,
      held.opened,
      recorded.open,
    )
    await recorded.opened
    const second = reply(ctxAt(database.db, '2026-03-13T00:00:05Z', carrier.staff.colleague), subject)
    await aLockIsWaitedFor()
    held.open()
    expect([await first, await second]).toMatchObject([{ ok: true }, { ok: true }])
    const facts = await database.db.fact.findMany({
      where: { subjectId: subject.id, type: 'complaint.replied' },
      orderBy: { seq: 'asc' },
    })
    expect(facts.map(({ actorId }) => actorId)).toEqual([carrier.staff.clerk, carrier.staff.colleague])
    expect(await obligationOf(subject)).toMatchObject({
      state: 'KEPT',
      fulfilledAt: new Date('2026-03-13T00:00:00Z'),
    })
    await expectConsistent('2026-03-13T00:00:06Z')
  })

  test('twenty at once: twenty facts in the order of their times, one obligation', async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-14T00:00:00Z'), carrier)
    let moment = Date.parse('2026-03-14T01:00:00Z')
    const ticking: Ctx = {
      ...ctxAt(database.db, '2026-03-14T01:00:00Z', carrier.staff.clerk),
      clock: () => {
        moment += 1000
        return new Date(moment)
      },
    }
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => reply(ticking, subject)))
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    const facts = await database.db.fact.findMany({
      where: { subjectId: subject.id, type: 'complaint.replied' },
      orderBy: { seq: 'asc' },
    })
    const times = facts.map(({ recordedAt }) => recordedAt.getTime())
    expect(times).toHaveLength(20)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(await database.db.obligation.count({ where: { subjectId: subject.id } })).toBe(1)
    await expectConsistent('2026-03-14T02:00:00Z')
  })
})

describe('rebuilding while people work', () => {
  test('a clerk in the middle of a save is waited for, and the rebuild holds what was saved', async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-16T00:00:00Z'), carrier)
    const [held, locked] = [door(), door()]
    const replying = withTransaction(
      ctxAt(database.db, '2026-03-16T01:00:00Z', carrier.staff.clerk),
      async (tx) => {
        await lockSubject(tx, { type: 'complaint', id: subject.id })
        locked.open()
        await held.opened
        return recordFacts(tx, [
          {
            type: 'complaint.replied',
            subject: { type: 'complaint', id: subject.id },
            unitId: subject.unitId,
            occurredAt: tx.clock(),
            attrs: {},
          },
        ])
      },
    )
    await locked.opened
    const rebuilding = rebuild(ctxAt(database.db, '2026-03-16T02:00:00Z'))
    await aLockIsWaitedFor()
    held.open()
    expect(await replying).toMatchObject({ ok: true })
    await rebuilding
    expect(await obligationOf(subject)).toMatchObject({ state: 'KEPT' })
    await expectConsistent('2026-03-16T02:00:00Z')
  })

  test('a breach nobody had noticed is in the history after a rebuild, once', async () => {
    const subject = await receive(ctxAt(database.db, '2026-03-20T00:00:00Z'), carrier)
    const later = ctxAt(database.db, '2026-03-25T00:00:00Z')
    expect((await checkRebuild(later)).differences).toEqual([])
    await rebuild(later)
    await rebuild(later)
    expect(await sweepAll(later)).toMatchObject({ broken: 0, steps: 1 })
    const { id } = await obligationOf(subject)
    expect(await database.db.obligationEvent.count({ where: { obligationId: id, kind: 'broken' } })).toBe(1)
    await expectConsistent('2026-03-25T00:00:00Z')
  })
})
