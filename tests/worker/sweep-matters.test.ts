import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeadlineRule, LadderStep } from '@/commitments/rules/rule'
import { openNotification } from '@/notifications/service'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { checkRebuild, rebuild } from '@/obligations/service/rebuild'
import { sweepAll } from '@/obligations/service/sweep'
import { type Carrier, ctxAt, makeCarrier, publish, receive } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { openMatter, recordOn } from '../support/matters'

/** A refund is credited within 48 hours of the error being verified. */
const REFUND: DeadlineRule = {
  kind: 'deadline',
  start: 'billing.error_reported',
  stop: ['billing.refund_credited'],
  limit: { amount: 48, unit: 'hour' },
  clock: 'elapsed',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
}
const LADDER: readonly LadderStep[] = [
  { moment: { at: 'share', percent: 50 }, recipient: 'owner', respectQuietHours: false },
  { moment: { at: 'deadline' }, recipient: 'first_owner', respectQuietHours: false },
  { moment: { at: 'deadline' }, recipient: 'branch_manager', respectQuietHours: false },
]
const START = '2026-03-02T01:00:00Z'

let database: TestDatabase
let carrier: Carrier
beforeAll(async () => {
  database = await createTestDatabase()
  carrier = await makeCarrier(database.db)
  await publish(database.db, carrier, [REFUND], { ladder: LADDER })
  await publish(
    database.db,
    carrier,
    [{ ...REFUND, start: 'complaint.received', stop: ['complaint.replied'] }],
    {
      ladder: LADDER,
    },
  )
})
afterAll(() => database.drop())

const told = async (matterId: string) =>
  (
    await database.db.notification.findMany({
      where: { matterId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
  ).map(({ recipientId, kind, complaintId }) => ({ recipientId, kind, complaintId }))
const step = (recipientId: string) => ({ recipientId, kind: 'step', complaintId: null })

describe('the sweep of matters', () => {
  test('breaks at the deadline and climbs the ladder, beside complaints in the same round', async () => {
    const { clerk, hallManager, branchManager } = carrier.staff
    const open = (unitId: string, ownerId: string | null) =>
      openMatter(ctxAt(database.db, START), carrier, 'billing_error', 'billing.error_reported', {
        unitId,
        ownerId,
      })
    const owned = await open(carrier.units.hall, clerk)
    const unowned = await open(carrier.units.hall, null)
    const atBranch = await open(carrier.units.city, null)
    const complaint = await receive(ctxAt(database.db, START), carrier)

    expect(await sweepAll(ctxAt(database.db, '2026-03-03T01:00:00Z'))).toMatchObject({ steps: 4, broken: 0 })
    expect(await told(owned.id)).toEqual([step(clerk)])
    expect(await told(unowned.id)).toEqual([step(hallManager)])
    expect(await told(atBranch.id)).toEqual([step(branchManager)])
    expect(
      await database.db.notification.count({ where: { complaintId: complaint.id, matterId: null } }),
    ).toBe(1)

    const late = ctxAt(database.db, '2026-03-10T01:00:00Z')
    expect(await sweepAll(late)).toMatchObject({ broken: 4, steps: 8 })
    expect(await sweepAll(late)).toMatchObject({ looked: 0 })
    expect((await told(unowned.id)).map(({ recipientId }) => recipientId).toSorted()).toEqual(
      [hallManager, hallManager, branchManager].toSorted(),
    )
    expect(await database.db.matter.findUniqueOrThrow({ where: { id: owned.id } })).toMatchObject({
      nextDueAt: new Date('2026-03-04T01:00:00Z'),
    })

    await recordOn(ctxAt(database.db, '2026-03-11T01:00:00Z'), owned, 'billing.refund_credited')
    expect(await database.db.obligation.findFirstOrThrow({ where: { subjectId: owned.id } })).toMatchObject({
      state: 'BROKEN',
      brokenAt: new Date('2026-03-04T01:00:00Z'),
      fulfilledAt: new Date('2026-03-11T01:00:00Z'),
    })
    expect(await database.db.matter.findUniqueOrThrow({ where: { id: owned.id } })).toMatchObject({
      nextDueAt: null,
    })
  })

  test('a notification leads to the matter’s own page', async () => {
    const notification = await database.db.notification.findFirstOrThrow({
      where: { recipientId: carrier.staff.clerk, matterId: { not: null } },
    })
    const reader = ctxAt(database.db, '2026-03-12T01:00:00Z', carrier.staff.clerk)
    expect(await openNotification(reader, notification.id)).toBe(`/refunds/${notification.matterId}`)
  })

  test('figures, the check and a rebuild hold for every type of subject', async () => {
    const ctx = ctxAt(database.db, '2026-03-20T00:00:00Z')
    await foldFigures(ctx)
    expect(await checkFigures(ctx)).toEqual([])
    const check = await checkRebuild(ctx)
    expect(check).toMatchObject({ cases: 4, differences: [] })
    const before = await database.db.obligation.findMany({ orderBy: { id: 'asc' } })
    await rebuild(ctx)
    expect(await database.db.obligation.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
    expect(await sweepAll(ctx)).toMatchObject({ looked: 0 })
  })
})
