import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkVolumes, foldVolumes } from '@/complaints/service/volumes'
import { monthAfter, monthOf } from '@/dashboards/rules/figures'
import { monthBounds } from '@/dashboards/rules/months'
import { type Volume, volumes } from '@/dashboards/store/due'
import { newId } from '@/kernel/ids'
import { type Ctx, withTransaction } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { type Carrier, ctxAt, makeCarrier } from '../support/carrier'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { type Chance, chance, insertCases, randomCases } from '../support/random-cases'

const NOW = new Date('2026-04-02T04:00:00Z')
const HALF_HOUR_MS = 1_800_000
const DAYS = 70
/** East and west of Greenwich, with odd offsets, with summer time in between, and Greenwich itself. */
const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Kathmandu',
  'America/Los_Angeles',
  'Pacific/Kiritimati',
  'UTC',
]
let test: TestDatabase
let carrier: Carrier
let ctx: Ctx

beforeAll(async () => {
  test = await createTestDatabase()
  carrier = await makeCarrier(test.db)
  ctx = ctxAt(test.db, NOW)
  await insertSome(400, chance(3))
})
afterAll(() => test.drop())

/** Cases of the last weeks, in one statement as an import writes them. @returns their ids */
async function insertSome(count: number, by: Chance): Promise<string[]> {
  const world = {
    now: NOW,
    units: Object.values(carrier.units),
    staff: Object.values(carrier.staff),
    left: [],
    customers: [newId(1)],
    groups: [newId(2)],
  }
  const rows = randomCases(world, count, by).map((row) => ({
    ...row,
    number: `V-${row.id}`,
    kind: by.happens(0.7) ? ('complaint' as const) : row.kind,
    customerId: null,
    receivedAt: new Date(NOW.getTime() - Math.floor(by.next() * DAYS * 48) * HALF_HOUR_MS),
  }))
  return (await insertCases(test.db, rows)).map(({ id }) => id)
}

/** What the board said before numbers were kept: a count of the complaints themselves. */
function counted(monthKey: string, timeZone: string, unitIds: readonly string[] | null): Promise<Volume[]> {
  const { from, to } = monthBounds(monthOf(monthKey), timeZone)
  const previousFrom = monthBounds(monthOf(monthAfter(monthKey, -1)), timeZone).from
  return test.db.$queryRaw<Volume[]>`
    SELECT unit_id AS "unitId", count(*) FILTER (WHERE received_at >= ${from})::int AS complaints,
           count(*) FILTER (WHERE received_at < ${from})::int AS before,
           count(*) FILTER (WHERE received_at >= ${from} AND escalated_at IS NOT NULL)::int AS escalated,
           count(*) FILTER (WHERE received_at >= ${from} AND appealed_at IS NOT NULL)::int AS appealed
    FROM complaint WHERE kind = 'complaint' AND received_at >= ${previousFrom} AND received_at < ${to}
      AND (${unitIds}::uuid[] IS NULL OR unit_id = ANY(${unitIds}::uuid[]))
    GROUP BY 1`
}

async function expectSameAsCounting(): Promise<void> {
  const one = [carrier.units.hall]
  for (const timeZone of ZONES) {
    for (const key of ['2026-02', '2026-03', '2026-04']) {
      for (const unitIds of [null, one]) {
        const said = await volumes(test.db, monthOf(key), monthOf(monthAfter(key, -1)), timeZone, unitIds)
        const byUnit = (rows: readonly Volume[]) =>
          rows
            .filter((row) => row.complaints > 0 || row.before > 0)
            .toSorted((a, b) => a.unitId.localeCompare(b.unitId))
        expect(byUnit(said)).toEqual(byUnit(await counted(key, timeZone, unitIds)))
      }
    }
  }
  expect(await checkVolumes(ctx)).toEqual([])
}

const CHANGES = [
  Prisma.sql`kind = 'enquiry'`,
  Prisma.sql`kind = 'complaint'`,
  Prisma.sql`escalated_at = now()`,
  Prisma.sql`appealed_at = now()`,
  Prisma.sql`escalated_at = NULL, appealed_at = NULL`,
  Prisma.sql`is_legacy = NOT is_legacy`,
  Prisma.sql`class_code = 'network', revision = revision + 1`,
] as const

describe('numbers of complaints by branch', () => {
  it('are what counting gives, in every zone, before and after they are folded', async () => {
    await expectSameAsCounting()
    expect(await foldVolumes(ctx)).toBeGreaterThan(0)
    expect(await test.db.complaintVolumeDelta.count()).toBe(0)
    await expectSameAsCounting()
  })

  it('follow every change of a case: kind, unit, escalation, appeal, one by one and many at once', async () => {
    const by = chance(5)
    const ids = await insertSome(60, by)
    for (let round = 0; round < 60; round += 1) {
      const changed = ids.filter(() => by.happens(by.chooses([0.02, 0.5])))
      const change = by.happens(0.3)
        ? Prisma.sql`unit_id = ${by.chooses(Object.values(carrier.units))}::uuid`
        : by.chooses(CHANGES)
      await test.db.$executeRaw`UPDATE complaint SET ${change} WHERE id = ANY(${changed}::uuid[])`
      if (by.happens(0.2)) await foldVolumes(ctx, by.chooses([1, 7, 1000]))
      expect(await checkVolumes(ctx)).toEqual([])
    }
    await test.db.$executeRaw`DELETE FROM complaint WHERE id = ANY(${ids.slice(1, 10)}::uuid[])`
    await expectSameAsCounting()
  })

  it('write nothing for a change that is not counted', async () => {
    const [id] = await insertSome(1, chance(7))
    await foldVolumes(ctx)
    await test.db
      .$executeRaw`UPDATE complaint SET words = 'said anew', chased_count = chased_count + 1 WHERE id = ${id}::uuid`
    expect(await test.db.complaintVolumeDelta.count()).toBe(0)
  })

  it('agree when many write and fold at once', async () => {
    const writers = Array.from({ length: 4 }, async (_, n) => {
      const by = chance(100 + n)
      for (let round = 0; round < 10; round += 1) {
        const ids = await insertSome(1 + Math.floor(by.next() * 9), by)
        await test.db.$executeRaw`UPDATE complaint SET appealed_at = now() WHERE id = ANY(${ids}::uuid[])`
        await foldVolumes(ctx, by.chooses([1, 3, 1000]))
        expect(await checkVolumes(ctx)).toEqual([])
      }
    })
    await Promise.all(writers)
    await foldVolumes(ctx)
    await expectSameAsCounting()
  })

  it('are read while two sessions are under way: neither waits, what is rolled back is not counted', async () => {
    const before = await volumes(test.db, monthOf('2026-03'), monthOf('2026-02'), 'Asia/Shanghai', null)
    await expect(
      withTransaction(ctx, async (one) => {
        await one.tx
          .$executeRaw`UPDATE complaint SET kind = 'praise' WHERE unit_id = ${carrier.units.hall}::uuid`
        await insertSome(5, chance(9))
        await foldVolumes(ctx)
        throw new Error('rolled back')
      }),
    ).rejects.toThrow('rolled back')
    expect(await checkVolumes(ctx)).toEqual([])
    const after = await volumes(test.db, monthOf('2026-03'), monthOf('2026-02'), 'Asia/Shanghai', null)
    const sum = (rows: readonly Volume[]) => rows.reduce((all, row) => all + row.complaints + row.before, 0)
    expect(sum(after)).toBeGreaterThanOrEqual(sum(before))
  })

  it('are found out by the check when they were tampered with; the cases cannot be emptied', async () => {
    await foldVolumes(ctx)
    const { hall } = carrier.units
    await test.db
      .$executeRaw`UPDATE complaint_volume SET received = received + 1 WHERE unit_id = ${hall}::uuid AND month = '2026-03-01'`
    expect(await checkVolumes(ctx)).toEqual([{ unitId: hall, month: '2026-03-01' }])
    await test.db
      .$executeRaw`UPDATE complaint_volume SET received = received - 1 WHERE unit_id = ${hall}::uuid AND month = '2026-03-01'`
    await expect(test.db.$executeRaw`TRUNCATE complaint CASCADE`).rejects.toThrow('append_only')
  })
})
