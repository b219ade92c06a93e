import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readAddress } from '@/complaints/queries/list-address'
import { listCases } from '@/complaints/queries/lists'
import { foldVolumes } from '@/complaints/service/volumes'
import { receivedHref } from '@/dashboards/links'
import { companyBoard } from '@/dashboards/queries-company'
import { newId } from '@/kernel/ids'
import { FIGURE_OUTCOMES, type FigureOutcome, type Outcome, outcomeOf } from '@/obligations/rules/outcome'
import { foldFigures } from '@/obligations/service/figures'
import { publish, REPLY_48H } from '../support/carrier'
import { ctxOf, DATA_KEY, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { chance, insertCases, type RandomCase, randomCases } from '../support/random-cases'

const NOW = new Date('2026-03-20T04:00:00Z')
const HOUR_MS = 3_600_000
let test: TestDatabase
let hall: Hall
let commitmentIds: string[]
let cases: RandomCase[]
let owed: Owed[]

type Owed = {
  id: string
  versionId: string
  commitmentId: string
  ruleIndex: number
  subjectId: string
  cycle: number
  unitId: string
  state: string
  startedAt: Date
  startedOn: string
  dueAt: Date | null
  brokenAt: Date | null
  fulfilledAt: Date | null
  waivedAt: Date | null
}

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  test = await createTestDatabase()
  const { db } = test
  hall = await makeHall(db)
  const versionIds = [await publish(db, hall, [REPLY_48H, REPLY_48H]), await publish(db, hall, [REPLY_48H])]
  const versions = await db.commitmentVersion.findMany({ where: { id: { in: versionIds } } })
  commitmentIds = versions.map(({ commitmentId }) => commitmentId)
  const units = Object.values(hall.units)
  const staff = Object.values(hall.staff)
  const world = { now: NOW, units, staff, left: [], customers: [newId(1)], groups: [newId(2)] }
  await db.customer.create({
    data: {
      id: world.customers[0]!,
      phoneHash: 'p',
      phoneTailHash: 't',
      phoneEnc: new Uint8Array([0]),
      createdAt: NOW,
    },
  })
  const by = chance(11)
  cases = await insertCases(
    db,
    randomCases(world, 150, by).map((row) => ({ ...row, customerId: null })),
  )
  owed = cases.flatMap((row) =>
    versions.flatMap(({ id: versionId, commitmentId }) =>
      [1, 2]
        .filter((cycle) => cycle === 1 || by.happens(0.2))
        .map((cycle): Owed => {
          const startedAt = new Date(NOW.getTime() - Math.floor(by.next() * 400) * HOUR_MS)
          const dueAt = new Date(startedAt.getTime() + 48 * HOUR_MS)
          const state = by.chooses(['OPEN', 'PAUSED', 'KEPT', 'KEPT', 'BROKEN', 'BROKEN', 'WAIVED', 'VOID'])
          return {
            id: newId(NOW.getTime()),
            versionId,
            commitmentId,
            ruleIndex: versionId === versionIds[0] && by.happens(0.3) ? 1 : 0,
            subjectId: row.id,
            cycle,
            // The case may have moved on since.
            unitId: by.happens(0.8) ? row.unitId : by.chooses(units),
            state,
            startedAt,
            startedOn: new Date(startedAt.getTime() + 8 * HOUR_MS).toISOString().slice(0, 10),
            dueAt: state === 'PAUSED' ? null : dueAt,
            brokenAt: state === 'BROKEN' ? dueAt : null,
            fulfilledAt: state === 'KEPT' ? startedAt : state === 'BROKEN' && by.happens(0.5) ? NOW : null,
            waivedAt: state === 'WAIVED' ? NOW : null,
          }
        }),
    ),
  )
  await db.$executeRaw`
    INSERT INTO obligation (id, version_id, commitment_id, rule_index, rule_kind, subject_type, subject_id, cycle, unit_id, state,
      started_at, started_on, due_at, broken_at, fulfilled_at, waived_at, step_ats)
    SELECT id, "versionId", "commitmentId", "ruleIndex", 'deadline', 'complaint', "subjectId", cycle, "unitId", state, "startedAt",
      "startedOn", "dueAt", "brokenAt", "fulfilledAt", "waivedAt", '{}'
    FROM jsonb_to_recordset(${JSON.stringify(owed)}::jsonb) AS x(
      id uuid, "versionId" uuid, "commitmentId" uuid, "ruleIndex" int, "subjectId" uuid, cycle int, "unitId" uuid, state text,
      "startedAt" timestamptz, "startedOn" date, "dueAt" timestamptz, "brokenAt" timestamptz, "fulfilledAt" timestamptz, "waivedAt" timestamptz)`
})
afterAll(() => test.drop())

/** The whole list behind an address, and the total each page claims. */
async function listed(query: Record<string, string>) {
  const ctx = await ctxOf(test.db, hall.staff.quality, NOW)
  const ids: string[] = []
  const totals = new Set<number>()
  let href: string | null = `/complaints?${new URLSearchParams(query)}`
  while (href) {
    const address = readAddress(Object.fromEntries(new URL(href, 'http://list').searchParams))
    const page = await listCases(ctx, address)
    ids.push(...page.rows.map((row) => row.figure?.obligationId ?? ''))
    totals.add(page.total?.count ?? -1)
    href = page.nextHref
  }
  return { ids, totals: [...totals] }
}

const isOf = (wanted: FigureOutcome, outcome: Outcome | null) =>
  wanted === 'decided'
    ? outcome === 'kept' || outcome === 'broken_fulfilled' || outcome === 'broken_open'
    : outcome === wanted

/** What the dashboards add up. */
async function figure(
  commitmentId: string,
  outcome: FigureOutcome,
  from: string,
  to: string,
  unitIds: string[],
) {
  const [row] = await test.db.$queryRaw<[Record<Outcome, number>]>`
    SELECT coalesce(sum(kept), 0)::int AS kept, coalesce(sum(broken_fulfilled), 0)::int AS broken_fulfilled,
           coalesce(sum(broken_open), 0)::int AS broken_open, coalesce(sum(waived), 0)::int AS waived,
           coalesce(sum(running), 0)::int AS running
    FROM obligation_figures WHERE commitment_id = ${commitmentId}::uuid AND day >= ${from}::date AND day <= ${to}::date
      AND unit_id = ANY(${unitIds}::uuid[])`
  const [{ n: ranOut }] = await test.db.$queryRaw<[{ n: number }]>`
    SELECT count(*)::int AS n FROM obligation WHERE state = 'OPEN' AND due_at < ${NOW} AND commitment_id = ${commitmentId}::uuid
      AND started_on >= ${from}::date AND started_on <= ${to}::date AND unit_id = ANY(${unitIds}::uuid[])`
  if (outcome === 'decided') return row.kept + row.broken_fulfilled + row.broken_open + ranOut
  if (outcome === 'broken_open') return row.broken_open + ranOut
  return outcome === 'running' ? row.running - ranOut : row[outcome]
}

describe('the cases behind a figure', () => {
  it.each(['before the figures are folded', 'after'])(
    'are as many as the figure says, and exactly those: %s',
    async (when) => {
      if (when === 'after') await foldFigures(await ctxOf(test.db, hall.staff.quality, NOW))
      const { units } = hall
      const under: Record<string, string[]> = {
        '': Object.values(units),
        ZZ_A: [units.county, units.hall, units.otherHall],
        [units.hall]: [units.hall],
      }
      for (const commitment of commitmentIds) {
        for (const outcome of FIGURE_OUTCOMES) {
          for (const [unit, unitIds] of Object.entries(under)) {
            for (const [from, to] of [
              ['2026-03-01', '2026-03-31'],
              ['2026-03-08', '2026-03-10'],
            ] as const) {
              const list = await listed({ commitment, outcome, from, to, ...(unit ? { unit } : {}) })
              const expected = owed.filter(
                (one) =>
                  one.commitmentId === commitment &&
                  isOf(outcome, outcomeOf(one, NOW)) &&
                  one.startedOn >= from &&
                  one.startedOn <= to &&
                  unitIds.includes(one.unitId),
              )
              expect(list.ids.toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
              expect(new Set(list.ids).size).toBe(list.ids.length)
              const said = await figure(commitment, outcome, from, to, unitIds)
              expect(list.ids.length).toBe(said)
              expect(list.totals).toEqual([said])
            }
          }
        }
      }
    },
  )

  it('may be narrowed by the case and by the rule', async () => {
    const [commitment = ''] = commitmentIds
    const list = await listed({ commitment, outcome: 'kept', kind: 'praise', status: 'closed', rule: '0' })
    const praised = new Set(
      cases.filter(({ kind, status }) => kind === 'praise' && status === 'closed').map(({ id }) => id),
    )
    const expected = owed.filter(
      (one) =>
        one.commitmentId === commitment &&
        one.state === 'KEPT' &&
        one.ruleIndex === 0 &&
        praised.has(one.subjectId),
    )
    expect(list.ids.toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
    expect(list.totals).toEqual([expected.length])
  })

  it('open only to the units of the reader', async () => {
    const ctx = await ctxOf(test.db, hall.staff.hallManager, NOW)
    const [commitment = ''] = commitmentIds
    const page = await listCases(ctx, readAddress({ commitment, outcome: 'kept', unit: hall.units.city }))
    const expected = owed.filter(
      (one) => one.commitmentId === commitment && one.state === 'KEPT' && one.unitId === hall.units.hall,
    )
    expect(page.total?.count).toBe(expected.length)
  })
})

describe('the cases behind the numbers of the company board', () => {
  it.each(['before they are folded', 'after'])('are as many as it says: %s', async (when) => {
    const ctx = await ctxOf(test.db, hall.staff.executive, NOW)
    if (when === 'after') await foldVolumes(ctx)
    for (const monthKey of ['2026-03', '2026-02']) {
      const { lines, total, month } = await companyBoard(ctx, monthKey)
      for (const line of [...lines, total]) {
        for (const mark of [undefined, 'escalated', 'appealed'] as const) {
          const href = receivedHref(line === total ? null : line.unit.code, month, mark)
          const address = readAddress(Object.fromEntries(new URL(href, 'http://list').searchParams))
          const listed = await listCases(await ctxOf(test.db, hall.staff.quality, NOW), address)
          const said = mark ? line[mark] : line.complaints
          expect(listed.total?.count).toBe(said)
        }
      }
      expect(total.complaints).toBe(
        cases.filter(
          ({ kind, receivedAt }) =>
            kind === 'complaint' &&
            new Date(receivedAt.getTime() + 8 * HOUR_MS).toISOString().startsWith(monthKey),
        ).length,
      )
    }
    // Received in the first hours of March: still February in UTC.
    const early = cases.filter(
      ({ kind, receivedAt }) => kind === 'complaint' && receivedAt < new Date('2026-03-01T00:00:00Z'),
    )
    expect(early.length).toBeGreaterThan(0)
  })
})
