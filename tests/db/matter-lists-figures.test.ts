import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AdvanceNoticeRule, DeadlineRule, NeverEventRule } from '@/commitments/rules/rule'
import { readAddress as readCaseAddress } from '@/complaints/queries/list-address'
import { listCases } from '@/complaints/queries/lists'
import { figureHref } from '@/dashboards/links'
import { type Board, branchBoard } from '@/dashboards/queries'
import { companyBoard } from '@/dashboards/queries-company'
import { readAddress } from '@/matters/queries/list-address'
import { eachListed, listMatters, PAGE_ROWS } from '@/matters/queries/lists'
import { checkFigures, foldFigures } from '@/obligations/service/figures'
import { sweepAll } from '@/obligations/service/sweep'
import { ctxAt, EVERYTHING, publish, receive } from '../support/carrier'
import { ctxOf, DATA_KEY, type Hall, makeHall } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { openMatter, recordOn, type TestMatter } from '../support/matters'
import { chance } from '../support/random-cases'

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words })
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
const NOTICE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [{ lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: [] }],
  forbiddenHours: [],
}
const NEVER: NeverEventRule = {
  kind: 'never_event',
  definition: { code: 'x', text: text('a charge without consent') },
  detection: [],
  fact: 'subscription.charged_without_consent',
}
const NOW = new Date('2026-03-20T04:00:00Z')
const HOUR_MS = 3_600_000

let database: TestDatabase
let hall: Hall
const matters: TestMatter[] = []

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
  const { db } = database
  hall = await makeHall(db)
  await publish(db, hall, [REFUND])
  // One promise on two kinds of subject: its rules open each their own list.
  await publish(db, hall, [NOTICE, { ...REFUND, start: 'complaint.received', stop: ['complaint.replied'] }])
  await publish(db, hall, [NEVER])
  await publish(db, hall, [{ ...NEVER, fact: 'complaint.received' }], {
    scope: { ...EVERYTHING, classes: ['service.choice'] },
  })
  await publish(db, hall, [{ ...NEVER, fact: 'complaint.received' }], {
    scope: { ...EVERYTHING, classes: ['service.never_seen'] },
  })
  const by = chance(5)
  const units = [hall.units.hall, hall.units.otherHall, hall.units.city, hall.otherCity]
  const live = (ms: number) => ctxAt(db, new Date(ms), hall.staff.clerk)
  for (let i = 0; i < 170; i += 1) {
    // The ends of February and of local days are among them.
    const startMs = NOW.getTime() - Math.floor(by.next() * 700) * HOUR_MS
    const unitId = by.chooses(units)
    const kind = by.chooses(['refund', 'refund', 'refund', 'event', 'order'] as const)
    const later = (hours: number) => live(Math.min(NOW.getTime(), startMs + hours * HOUR_MS))
    if (kind === 'refund') {
      const ownerId = by.happens(0.5) ? hall.staff.clerk : null
      const matter = await openMatter(live(startMs), hall, 'billing_error', 'billing.error_reported', {
        unitId,
        ownerId,
        state: by.chooses(['reported', 'verified']),
      })
      matters.push(matter)
      if (by.happens(0.7))
        await recordOn(later(by.chooses([10, 47, 60, 100])), matter, 'billing.refund_credited')
    } else if (kind === 'event') {
      const eventMs = startMs + 72 * HOUR_MS
      const matter = await openMatter(live(startMs), hall, 'planned_event', 'suspension.planned', {
        unitId,
        attrs: { eventAt: new Date(eventMs).toISOString() },
      })
      matters.push(matter)
      if (by.happens(0.5)) {
        const at = later(by.chooses([1, 40]))
        await recordOn(at, matter, 'suspension.notice_sent', {
          channel: 'sms',
          deliveredAt: at.now.toISOString(),
        })
      }
      if (eventMs < NOW.getTime() && by.happens(0.8))
        await recordOn(live(eventMs), matter, 'suspension.done', {}, { source: 'import' })
    } else {
      const matter = await openMatter(live(startMs), hall, 'subscription_order', 'subscription.ordered', {
        unitId,
      })
      matters.push(matter)
      for (let n = 0; n < 3; n += 1)
        if (by.happens(0.4)) await recordOn(later(24 * n + 5), matter, 'subscription.charged_without_consent')
      if (by.happens(0.4)) await recordOn(later(90), matter, 'billing.refund_credited')
    }
  }
  for (let i = 0; i < 12; i += 1)
    await receive(
      live(NOW.getTime() - i * 30 * HOUR_MS),
      hall,
      { classCode: i % 3 === 0 ? 'service.choice' : 'service.attitude' },
      hall.units.hall,
    )
}, 120_000)
afterAll(() => database.drop())

const query = (href: string) => Object.fromEntries(new URL(href, 'http://list').searchParams)

/** The whole list behind an address of ours, whichever room it leads to. */
async function listed(href: string, staffId = hall.staff.quality) {
  const ctx = await ctxOf(database.db, staffId, NOW)
  const ids: string[] = []
  const totals = new Set<number>()
  let next: string | null = href
  while (next) {
    const page: {
      readonly rows: readonly {
        readonly id: string
        readonly figure: { readonly obligationId: string } | null
      }[]
      readonly total: { readonly count: number } | null
      readonly nextHref: string | null
    } = next.startsWith('/matters')
      ? await listMatters(ctx, readAddress(query(next)))
      : await listCases(ctx, readCaseAddress(query(next)))
    ids.push(...page.rows.map((row) => row.figure?.obligationId ?? row.id))
    totals.add(page.total?.count ?? -1)
    next = page.nextHref
  }
  expect(new Set(ids).size).toBe(ids.length)
  return { ids, totals: [...totals] }
}

const OUTCOMES = {
  decided: (f: Figure) => f.decided,
  kept: (f: Figure) => f.kept,
  broken_fulfilled: (f: Figure) => f.brokenFulfilled,
  broken_open: (f: Figure) => f.brokenOpen,
  waived: (f: Figure) => f.waived,
  running: (f: Figure) => f.running,
} as const
type Figure = Board['promises'][number]['figure']

describe('the matters behind a figure of a board', () => {
  test.each(['before a sweep and before the figures are folded', 'after both'])(
    'are exactly as many as it says: %s',
    async (when) => {
      if (when === 'after both') {
        await sweepAll(ctxAt(database.db, NOW))
        await foldFigures(ctxAt(database.db, NOW))
      }
      const reader = await ctxOf(database.db, hall.staff.quality, NOW)
      let counted = 0
      for (const unitCode of ['HX', 'ZZ', 'ZZ_A1', 'KF']) {
        for (const monthKey of ['2026-03', '2026-02']) {
          const board = await branchBoard(reader, { unitCode, monthKey })
          for (const promise of board.promises) {
            for (const [outcome, of] of Object.entries(OUTCOMES)) {
              const href = figureHref(promise, unitCode, board.month, outcome as keyof typeof OUTCOMES)
              const list = await listed(href)
              const said = of(promise.figure)
              expect(
                list.ids.length,
                `${promise.code}/${promise.ruleIndex} ${outcome} ${unitCode} ${monthKey}`,
              ).toBe(said)
              expect(list.totals).toEqual([said])
              counted += said
            }
            for (const part of board.parts) {
              const figure = part.figures[board.promises.indexOf(promise)]
              const list = await listed(figureHref(promise, part.unit.code, board.month, 'decided'))
              if (part.unit.code !== unitCode) expect(list.ids.length).toBe(figure?.decided ?? 0)
            }
          }
        }
      }
      expect(counted).toBeGreaterThan(400)
      expect(await checkFigures(reader)).toEqual([])
    },
  )

  test('lead to complaints by rules on complaints and to matters by the others, never to both', async () => {
    const board = await branchBoard(await ctxOf(database.db, hall.staff.quality, NOW), {
      unitCode: 'HX',
      monthKey: '2026-03',
    })
    const roomOf = (promise: Board['promises'][number]) =>
      figureHref(promise, 'HX', board.month, 'decided').split('?')[0]
    expect(board.promises.map((promise) => [promise.ruleKind, promise.subjectType, roomOf(promise)])).toEqual(
      [
        ['deadline', 'billing_error', '/matters'],
        ['advance_notice', 'planned_event', '/matters'],
        ['deadline', 'complaint', '/complaints'],
        ['never_event', 'subscription_order', '/matters'],
        ['never_event', 'complaint', '/complaints'],
        ['never_event', 'complaint', '/complaints'],
      ],
    )
  })

  test('without a rule a promise on both shows the matters of its rules on matters', async () => {
    const board = await branchBoard(await ctxOf(database.db, hall.staff.quality, NOW), {
      unitCode: 'HX',
      monthKey: '2026-03',
    })
    const notice = board.promises.find(({ ruleKind }) => ruleKind === 'advance_notice')!
    const all = await listed(`/matters?commitment=${notice.commitmentId}`)
    const own = await database.db.obligation.count({
      where: { commitmentId: notice.commitmentId, subjectType: 'planned_event', state: { not: 'VOID' } },
    })
    expect(all.ids.length).toBe(own)
    expect(all.totals).toEqual([own])
  })

  test('may be narrowed by type, state and number', async () => {
    const { commitmentId } = (await database.db.obligation.findFirstOrThrow({
      where: { subjectType: 'billing_error' },
    }))!
    const rows = await database.db.$queryRaw<{ id: string }[]>`
      SELECT o.id FROM obligation o JOIN matter m ON m.id = o.subject_id
      WHERE o.commitment_id = ${commitmentId}::uuid AND o.state = 'KEPT' AND m.state = 'verified'`
    const list = await listed(
      `/matters?commitment=${commitmentId}&outcome=kept&state=verified&type=billing_error`,
    )
    expect(list.ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
    expect(list.totals).toEqual([rows.length])
    expect((await listed(`/matters?commitment=${commitmentId}&type=purchase`)).ids).toEqual([])
  })

  test('open only to the units of the reader', async () => {
    const { commitmentId } = (await database.db.obligation.findFirstOrThrow({
      where: { subjectType: 'billing_error' },
    }))!
    const list = await listed(`/matters?commitment=${commitmentId}`, hall.staff.hallManager)
    const own = await database.db.obligation.count({
      where: { commitmentId, unitId: hall.units.hall, state: { not: 'VOID' } },
    })
    expect(own).toBeGreaterThan(0)
    expect(list.ids.length).toBe(own)
  })
})

describe('what may never happen, on a board', () => {
  test('none is met and shown, some are counted, no percentage of either', async () => {
    const board = await branchBoard(await ctxOf(database.db, hall.staff.quality, NOW), {
      unitCode: 'HX',
      monthKey: '2026-03',
    })
    const never = board.promises.filter(({ ruleKind }) => ruleKind === 'never_event')
    expect(never.map(({ verdict }) => verdict)).toEqual(['off_target', 'off_target', 'on_target'])
    expect(never[2]!.figure).toMatchObject({ decided: 0, share: null })
    expect(never[1]!.figure.decided).toBe(4)
  })

  test('is no part of a branch’s share of promises kept', async () => {
    const { total } = await companyBoard(await ctxOf(database.db, hall.staff.executive, NOW), '2026-03')
    const [{ n }] = await database.db.$queryRaw<[{ n: number }]>`
      SELECT count(*)::int AS n FROM obligation WHERE started_on >= '2026-03-01' AND started_on <= '2026-03-31'
        AND rule_kind <> 'never_event' AND (state IN ('KEPT','BROKEN') OR state = 'OPEN' AND due_at < ${NOW})`
    expect(total.kept.decided).toBe(n)
  })
})

describe('the list of all matters', () => {
  test.each(['-opened', 'opened', 'due', '-due', 'number', '-number'])(
    'has every one once, sorted by %s, page by page there and back',
    async (sort) => {
      const ctx = await ctxOf(database.db, hall.staff.quality, NOW)
      const seen: string[] = []
      let href: string | null = `/matters?sort=${sort}`
      let last: Awaited<ReturnType<typeof listMatters>> | null = null
      while (href) {
        last = await listMatters(ctx, readAddress(query(href)))
        seen.push(...last.rows.map(({ number }) => number))
        href = last.nextHref
      }
      expect(seen.toSorted()).toEqual(matters.map(({ number }) => number).toSorted())
      if (sort.endsWith('number'))
        expect(seen).toEqual(sort === 'number' ? seen.toSorted() : seen.toSorted().reverse())
      const back = await listMatters(ctx, readAddress(query(last!.previousHref!)))
      expect(back.rows.map(({ number }) => number)).toEqual(
        seen.slice(-last!.rows.length - PAGE_ROWS, -last!.rows.length),
      )
      expect(last!.total).toEqual({ count: matters.length, isMore: false })
    },
  )

  test('by number, type, unit and due time', async () => {
    const ctx = await ctxOf(database.db, hall.staff.quality, NOW)
    const numbers = async (params: Record<string, string>) =>
      (await listMatters(ctx, readAddress(params))).rows.map(({ number }) => number)
    const [one] = matters
    expect(await numbers({ q: one!.number.toLowerCase() })).toEqual([one!.number])
    expect(await numbers({ type: 'purchase' })).toEqual([])
    const atBranch = matters.filter(({ unitId }) => unitId === hall.otherCity)
    expect((await listed('/matters?unit=KF')).ids.length).toBe(atBranch.length)
    const overdue = await database.db.matter.count({ where: { nextDueAt: { lt: NOW } } })
    expect((await listed('/matters?due=overdue')).ids.length).toBe(overdue)
    expect(overdue).toBeGreaterThan(0)
  })

  test('shows each reader the types and units of their roles, and what is their own', async () => {
    const of = async (staffId: string) => (await listed('/matters', staffId)).ids.toSorted()
    const clerkSees = await database.db.matter.findMany({
      where: {
        OR: [
          { unitId: hall.units.hall, type: { in: ['billing_error', 'subscription_order', 'purchase'] } },
          { ownerId: hall.staff.clerk },
        ],
      },
    })
    expect(await of(hall.staff.clerk)).toEqual(clerkSees.map(({ id }) => id).toSorted())
    const managerSees = await database.db.matter.findMany({ where: { unitId: hall.units.hall } })
    expect(await of(hall.staff.hallManager)).toEqual(managerSees.map(({ id }) => id).toSorted())
  })

  test('goes into a file whole', async () => {
    const ctx = await ctxOf(database.db, hall.staff.quality, NOW)
    const numbers: string[] = []
    for await (const page of eachListed(ctx, readAddress({}), 60))
      numbers.push(...page.map(({ number }) => number))
    expect(numbers.toSorted()).toEqual(matters.map(({ number }) => number).toSorted())
  })
})
