import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { groupDetail, groupPage, thresholdPage, thresholdUnits } from '@/complaints/queries/groups'
import { removeThreshold, setThreshold } from '@/complaints/service/group-thresholds'
import { checkGroups, closeGroup } from '@/complaints/service/groups'
import { type ActingCtx, ctxOf, DATA_KEY, type Hall, logged, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'

const START = '2026-03-02T04:00:00Z'
const HOUR_MS = 3_600_000

let test: TestDatabase
let hall: Hall
let quality: ActingCtx
let manager: ActingCtx
let clerk: ActingCtx

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  hall = await makeHall(test.db)
  quality = await ctxOf(test.db, hall.staff.quality, START)
  manager = await ctxOf(test.db, hall.staff.branchManager, START)
  clerk = await ctxOf(test.db, hall.staff.clerk, START)
})
afterAll(() => test.drop())
beforeEach(() => test.db.groupThreshold.deleteMany({}))

let calls = 0
async function logThree(classCode: string): Promise<void> {
  for (let n = 0; n < 3; n += 1) await logged(clerk, { classCode, phone: `1391234${1000 + ++calls}` })
}
const set = (ctx: ActingCtx, unitId: string, count = 3, windowHours = 24) =>
  setThreshold(ctx, { unitId, count, windowHours })
const refusalOf = async (outcome: Promise<{ ok: boolean }>) => {
  const result = await outcome
  return 'refusal' in result ? (result.refusal as { code: string }).code : null
}

describe('thresholds of group warnings', () => {
  it('hold for the branches below, the nearest first, and leave a trace', async () => {
    await set(quality, hall.units.root, 9, 72)
    await set(quality, hall.units.county, 3, 24)
    const { rows, standardBranches } = await thresholdPage(quality)
    expect(rows.map(({ unitName, count, branches }) => [unitName, count, branches])).toEqual([
      ['HX', 9, 3],
      ['ZZ_A', 3, 1],
    ])
    expect(standardBranches).toBe(0)
    const audits = await test.db.auditLog.findMany({ where: { action: 'group_threshold.set' } })
    expect(audits.map(({ subjectId, actorId }) => [subjectId, actorId])).toContainEqual([
      hall.units.county,
      hall.staff.quality,
    ])
  })

  it('decide when the warning comes', async () => {
    await logThree('network.signal_indoor')
    expect(await checkGroups(quality)).toEqual({ opened: 0, linked: 0 })
    await set(quality, hall.units.city)
    expect(await checkGroups(quality)).toEqual({ opened: 1, linked: 3 })
  })

  it('are set by quality officers only, at units that count complaints', async () => {
    expect(await refusalOf(set(manager, hall.units.city))).toBe('not_allowed')
    expect(await refusalOf(set(quality, hall.units.hall))).toBe('threshold_unit_kind')
    const offered = (await thresholdUnits(quality, 'zz')).map(({ label }) => label)
    expect(offered).toEqual(['ZZ', 'ZZ_A'])
    await expect(thresholdUnits(manager, '')).rejects.toMatchObject({ refusal: { code: 'not_allowed' } })
  })

  it('go back to the unit above when removed, once', async () => {
    await set(quality, hall.units.city)
    expect(await removeThreshold(quality, { unitId: hall.units.city })).toMatchObject({ ok: true })
    expect(await refusalOf(removeThreshold(quality, { unitId: hall.units.city }))).toBe('threshold_missing')
    expect((await thresholdPage(quality)).rows).toEqual([])
  })
})

describe('the pages of groups', () => {
  it('show the figures of a group and exactly its cases, until it is decided', async () => {
    await test.db.complaintGroup.updateMany({ where: { state: 'open' }, data: { state: 'dismissed' } })
    await set(quality, hall.units.county)
    await logThree('service.staff_attitude')
    quality.now = new Date(Date.parse(START) + 2 * HOUR_MS)
    await checkGroups(quality)
    const page = await groupPage(quality, {})
    expect(page.rows).toMatchObject([
      {
        className: '服务态度',
        unitName: 'ZZ_A',
        cases: 3,
        unfinished: 3,
        lastDay: 3,
        dayBefore: 0,
        threshold: 3,
      },
    ])
    expect(page.rows[0]?.daily.reduce((sum, cases) => sum + cases, 0)).toBe(3)
    expect(page.counts.open).toBe(1)
    const id = page.rows[0]?.id ?? ''
    const detail = await groupDetail(quality, id, {})
    expect(detail.cases.rows).toHaveLength(3)
    expect(detail.canManage).toBe(true)
    expect((await groupDetail(manager, id, {})).canManage).toBe(false)

    expect(await refusalOf(closeGroup(manager, { groupId: id, state: 'confirmed', note: '基站故障' }))).toBe(
      'not_allowed',
    )
    await closeGroup(quality, { groupId: id, state: 'confirmed', note: '基站故障' })
    expect((await groupPage(quality, {})).rows).toEqual([])
    expect((await groupPage(quality, { state: 'confirmed' })).rows).toMatchObject([
      { id, note: '基站故障', closedBy: 'quality' },
    ])
  })

  it('are not found by people of other branches, nor by an id that is none', async () => {
    const [group] = await test.db.complaintGroup.findMany({ take: 1 })
    const outsider = await ctxOf(test.db, hall.staff.outsider, START)
    for (const id of [group?.id ?? '', 'nonsense']) {
      await expect(groupDetail(outsider, id, {})).rejects.toMatchObject({ refusal: { code: 'not_found' } })
    }
  })
})
