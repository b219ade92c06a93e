import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { checkGroups, closeGroup } from '@/complaints/service/groups'
import { type ActingCtx, ctxOf, DATA_KEY, type Hall, logged, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

const START = Date.parse('2026-03-02T04:00:00Z')
const HOUR_MS = 3_600_000
let test: TestDatabase
let hall: Hall
let clerk: ActingCtx
let day = 0

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  hall = await makeHall(test.db)
})
afterAll(() => test.drop())
// Each test has a time of its own, out of the others' windows.
beforeEach(async () => {
  day += 10
  clerk = await ctxOf(test.db, hall.staff.clerk, new Date(START + day * 24 * HOUR_MS))
})

// A group stays open until somebody deals with it.
afterEach(() => test.db.complaintGroup.updateMany({ where: { state: 'open' }, data: { state: 'dismissed' } }))

const log = async (count: number, input: Parameters<typeof logged>[1] = {}, ctx = clerk) => {
  const ids: string[] = []
  for (let n = 0; n < count; n++)
    ids.push((await logged(ctx, { phone: `1390${day}00${10_000 + n}`.slice(0, 11), ...input })).id)
  return ids
}
const groups = () =>
  test.db.complaintGroup.findMany({ where: { openedAt: { gte: new Date(START + day * 24 * HOUR_MS) } } })
const inGroup = (id: string) => test.db.complaint.count({ where: { groupId: id } })

describe('a group complaint', () => {
  it('opens with the fifth case of one class in one branch, links all five and tells the quality officer', async () => {
    await log(4)
    await checkGroups(clerk)
    expect(await groups()).toEqual([])
    await log(1)
    expect(await checkGroups(clerk)).toEqual({ opened: 1, linked: 5 })
    const [group] = await groups()
    expect(group).toMatchObject({
      classCode: 'network.signal_indoor',
      unitId: hall.units.county,
      threshold: 5,
      state: 'open',
    })
    const told = await test.db.notification.findMany({
      where: { idempotencyKey: { startsWith: `group:${group?.id}` } },
    })
    expect(told).toMatchObject([{ recipientId: hall.staff.quality, kind: 'group_warning' }])
  })

  it('takes in later cases, and nobody is told again', async () => {
    await log(5)
    await checkGroups(clerk)
    await log(2)
    expect(await checkGroups(clerk)).toEqual({ opened: 0, linked: 2 })
    const [group] = await groups()
    expect(await inGroup(group!.id)).toBe(7)
    expect(await checkGroups(clerk)).toEqual({ opened: 0, linked: 0 })
    expect(
      await test.db.notification.count({ where: { idempotencyKey: { startsWith: `group:${group?.id}` } } }),
    ).toBe(1)
  })

  it('takes in single cases only while it grows', async () => {
    await log(5)
    await checkGroups(clerk)
    clerk.now = new Date(clerk.now.getTime() + 80 * HOUR_MS)
    await log(1)
    expect(await checkGroups(clerk)).toEqual({ opened: 0, linked: 0 })
    await log(4)
    expect(await checkGroups(clerk)).toEqual({ opened: 0, linked: 5 })
  })

  it('is told of again when as many come at once and nobody has dealt with it', async () => {
    await log(5)
    await checkGroups(clerk)
    clerk.now = new Date(clerk.now.getTime() + HOUR_MS)
    await log(5)
    expect(await checkGroups(clerk)).toEqual({ opened: 0, linked: 5 })
    const [group] = await groups()
    const told = { idempotencyKey: { startsWith: `group:${group?.id}` } }
    expect(await test.db.notification.count({ where: told })).toBe(2)
  })

  it('is one, whoever checks, when ten are logged and checked at once', async () => {
    await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        await logged(clerk, { phone: `13800001${100 + n}`.slice(0, 11) })
        await checkGroups(clerk)
      }),
    )
    await checkGroups(clerk)
    const opened = await groups()
    expect(opened).toHaveLength(1)
    expect(await inGroup(opened[0]!.id)).toBe(10)
  })

  it.each([
    ['of different classes', async () => [await log(3), await log(2, { classCode: 'network.outage' })]],
    [
      'of which some are older than the window',
      async () => {
        await log(3)
        clerk.now = new Date(clerk.now.getTime() + 73 * HOUR_MS)
        await log(2)
      },
    ],
    ['that are praise', async () => log(6, { kind: 'praise' })],
    [
      'of another branch',
      async () => {
        const outsider = await ctxOf(test.db, hall.staff.outsider, clerk.now)
        await log(3)
        await log(2, {}, outsider)
      },
    ],
  ])('is not made of cases %s', async (_what, logCases) => {
    await logCases()
    await checkGroups(clerk)
    expect(await groups()).toEqual([])
  })

  it('follows the number the nearest unit above has set', async () => {
    await test.db.groupThreshold.create({ data: { unitId: hall.units.city, count: 2, windowHours: 1 } })
    try {
      await log(2)
      expect(await checkGroups(clerk)).toEqual({ opened: 1, linked: 2 })
    } finally {
      await test.db.groupThreshold.deleteMany()
    }
  })

  it('does not come back by the same cases once it was dismissed', async () => {
    await log(5)
    await checkGroups(clerk)
    const [group] = await groups()
    const request = { groupId: group!.id, state: 'dismissed', note: '同一客户家庭' } as const
    expect(await closeGroup(clerk, request)).toMatchObject({ ok: false, refusal: { code: 'not_allowed' } })
    const quality = await ctxOf(test.db, hall.staff.quality, clerk.now)
    expect(await closeGroup(quality, request)).toMatchObject({ ok: true })
    expect(await closeGroup(quality, request)).toMatchObject({ ok: false, refusal: { code: 'group_closed' } })
    await log(4)
    expect(await checkGroups(clerk)).toEqual({ opened: 0, linked: 0 })
    await log(1)
    expect(await checkGroups(clerk)).toEqual({ opened: 1, linked: 5 })
  })
})
