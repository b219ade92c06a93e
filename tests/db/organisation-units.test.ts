import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unwrap } from '@/kernel/result'
import { createStaff } from '@/organisation/service/staff'
import { takeSubscriberLines } from '@/organisation/service/subscribers'
import { closeUnit, createUnit, moveUnit, reopenUnit } from '@/organisation/service/units'
import { freshOrgTree, orgTree } from '@/organisation/tree'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { grant, personCtx, smallCarrier, systemCtx, unit } from '../support/organisation'

let test: TestDatabase
let ctx: ReturnType<typeof systemCtx>
let ids: Awaited<ReturnType<typeof smallCarrier>>

beforeAll(async () => {
  test = await createTestDatabase()
  ctx = systemCtx(test.db)
  ids = await smallCarrier(ctx)
})
afterAll(() => test.drop())

const move = (unitId: string, parentId: string) => moveUnit(ctx, { unitId, parentId, reason: 'reform' })

describe('moving a unit', () => {
  it('takes everything below along and keeps where it stood', async () => {
    ctx.time.at = new Date('2026-03-03T01:00:00Z')
    unwrap(await move(ids.K1, ids.C2))
    const tree = await freshOrgTree(ctx)
    expect([tree.pathOf(ids.K1), tree.pathOf(ids.H1)]).toEqual(['HX.P1.C2.K1', 'HX.P1.C2.K1.H1'])
    expect(tree.unitById(ids.H1).parentId).toBe(ids.K1)
    const history = await test.db.orgPlacement.findMany({
      where: { unitId: ids.K1 },
      orderBy: { validFrom: 'asc' },
    })
    expect(history.map(({ parentId, validTo }) => [parentId, validTo?.toISOString() ?? null])).toEqual([
      [ids.C1, '2026-03-03T01:00:00.000Z'],
      [ids.C2, null],
    ])
    expect(await test.db.auditLog.count({ where: { action: 'unit.moved', subjectId: ids.K1 } })).toBe(1)
  })

  it('twice within a millisecond leaves no overlap', async () => {
    unwrap(await move(ids.K1, ids.C1))
    unwrap(await move(ids.K1, ids.C2))
    const open = await test.db.orgPlacement.findMany({ where: { unitId: ids.K1, validTo: null } })
    expect(open.map(({ parentId }) => parentId)).toEqual([ids.C2])
  })

  it.each([
    ['below itself', () => move(ids.P1, ids.K1), 'unit_cycle'],
    ['under itself', () => move(ids.C1, ids.C1), 'unit_cycle'],
    ['under a hall', () => move(ids.C1, ids.H1), 'unit_kind_misplaced'],
    ['where it is', () => move(ids.K1, ids.C2), 'unit_already_there'],
    ['the carrier', () => move(ids.HX, ids.C2), 'unit_root_stays'],
  ])('%s is refused', async (_law, attempt, code) => {
    expect(await attempt()).toMatchObject({ ok: false, refusal: { code } })
  })

  it('of two at once that would make a circle, one is refused', async () => {
    const A = await unit(ctx, 'A', 'department', ids.C1)
    const B = await unit(ctx, 'B', 'department', ids.C1)
    const results = await Promise.all([move(A, B), move(B, A)])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    const tree = await freshOrgTree(ctx)
    expect(tree.isWithin(A, ids.C1) && tree.isWithin(B, ids.C1)).toBe(true)
  })

  it('needs the right at both ends', async () => {
    const admin = personCtx(ctx, ids.C1, [grant('administrator', ids.C1, 'HX.P1.C1')])
    const hall = await unit(ctx, 'H2', 'hall', ids.C1)
    expect(await moveUnit(admin, { unitId: hall, parentId: ids.C2, reason: 'x' })).toMatchObject({
      ok: false,
      refusal: { code: 'not_allowed' },
    })
  })
})

describe('closing a unit', () => {
  it('is refused while people and units hang on it, with their numbers', async () => {
    const hall = await unit(ctx, 'H9', 'hall', ids.K1)
    const clerk = { employeeNo: '9', username: 'clerk9', displayName: 'Clerk', homeUnitId: hall }
    unwrap(await createStaff(ctx, { ...clerk, roles: [{ role: 'service_staff', unitId: hall }] }))
    expect(await closeUnit(ctx, { unitId: hall, reason: 'x' })).toMatchObject({
      refusal: { code: 'unit_not_empty', params: { openCases: 0, activeStaff: 1, openUnits: 0 } },
    })
    expect(await closeUnit(ctx, { unitId: ids.C2, reason: 'x' })).toMatchObject({
      refusal: { code: 'unit_not_empty', params: { openUnits: 1 } },
    })
  })

  it('of an empty one is possible, and it can be opened again', async () => {
    const hall = await unit(ctx, 'H8', 'hall', ids.K1)
    unwrap(await closeUnit(ctx, { unitId: hall, reason: 'lease ended' }))
    expect((await orgTree(ctx)).unitById(hall).closedAt).not.toBeNull()
    expect(await createUnit(ctx, { ...named('X8'), kind: 'agent', parentId: hall })).toMatchObject({
      refusal: { code: 'unit_closed' },
    })
    unwrap(await reopenUnit(ctx, { unitId: hall }))
    expect((await orgTree(ctx)).unitById(hall).closedAt).toBeNull()
  })
})

const named = (code: string) => ({
  code,
  name: { 'zh-CN': code, 'zh-TW': code, en: code },
  timeZone: 'Asia/Shanghai',
})

describe('creating a unit', () => {
  it.each([
    ['a second carrier', { ...named('HY'), kind: 'carrier', parentId: null }, 'carrier_exists'],
    ['a code that is taken', { ...named('C1'), kind: 'hall', parentId: ids?.C1 }, 'invalid'],
  ] as const)('%s is refused', async (_law, input, code) => {
    const parentId = input.parentId === null ? null : ids.C1
    expect(await createUnit(ctx, { ...input, parentId })).toMatchObject({ ok: false, refusal: { code } })
  })

  it('an unknown time zone never gets in', () => {
    expect(() =>
      createUnit(ctx, { ...named('Z'), kind: 'hall', parentId: ids.C1, timeZone: 'Mars/Olympus' }),
    ).toThrow('time_zone_unknown')
  })
})

describe('the tree in memory', () => {
  it('is the same object until a unit changes, then a new one', async () => {
    const before = await orgTree(ctx)
    expect(await orgTree(ctx)).toBe(before)
    await unit(ctx, 'N1', 'department', ids.C1)
    const after = await orgTree(ctx)
    expect(after).not.toBe(before)
    expect(after.byCode('N1')?.path).toBe('HX.P1.C1.N1')
  })

  it('with a session asks the database nothing while the number holds', async () => {
    const { configEpoch } = { configEpoch: '1' }
    expect((await orgTree({ ...ctx, configEpoch })).byCode('N1')).toBeDefined()
  })
})

describe('subscribers', () => {
  it('takes what can be read and tells the rest by line', async () => {
    const text =
      'unit,month,customers\nC1,2026-01,120000\nC2\t2026年2月\t98,700\nNOPE,2026-01,5\nC1,2026-13,5\nC1;202602;x'
    expect(unwrap(await takeSubscriberLines(ctx, text))).toEqual({
      taken: 2,
      rejected: [
        { line: 4, text: 'NOPE,2026-01,5', code: 'line_unit' },
        { line: 5, text: 'C1,2026-13,5', code: 'line_month' },
        { line: 6, text: 'C1;202602;x', code: 'line_count' },
      ],
    })
    const rows = await test.db.subscribers.findMany({ orderBy: { count: 'asc' } })
    expect(rows.map(({ unitId, month, count }) => [unitId, month.toISOString().slice(0, 10), count])).toEqual(
      [
        [ids.C2, '2026-02-01', 98_700],
        [ids.C1, '2026-01-01', 120_000],
      ],
    )
  })
})
