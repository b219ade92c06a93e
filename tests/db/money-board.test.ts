import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readOrderAddress } from '@/consents/queries/list-address'
import { listOrders } from '@/consents/queries/orders'
import { cancelOrder } from '@/consents/service/cancel'
import { recordCharge } from '@/consents/service/charge'
import { lapseSilent } from '@/consents/service/lapse'
import { saveService } from '@/consents/service/services'
import {
  type ConsentMeasure,
  consentHref,
  ledgerHref,
  moneyHref,
  openMoneyHref,
  openQuestionsHref,
  suspensionsAtRiskHref,
  suspensionsHref,
} from '@/dashboards/money-links'
import { moneyBoard } from '@/dashboards/queries-money'
import { moneyTiles } from '@/dashboards/queries-tiles'
import { monthOf } from '@/dashboards/rules/figures'
import { averageDays, CONSENT_CUTS, type MoneyFigures, type MoneyMeasure } from '@/dashboards/rules/money'
import { unwrap } from '@/kernel/result'
import { mattersOfCustomer } from '@/matters/queries/of-customer'
import { listEvents } from '@/notices/queries/list'
import { readEventAddress } from '@/notices/queries/list-address'
import { holdEvent } from '@/notices/service/hold'
import { ledgerView, readLedgerAddress } from '@/refunds/queries/ledger'
import { listBillingErrors } from '@/refunds/queries/list'
import { readErrorAddress } from '@/refunds/queries/list-address'
import { receiveAnswers } from '@/refunds/service/answers'
import { approveRefund } from '@/refunds/service/approve'
import { rejectError, verifyError } from '@/refunds/service/decide'
import { checkMoney, foldMoney } from '@/refunds/service/months'
import { makePaymentFile } from '@/refunds/service/pay'
import { confirmRefund, reverseRefund } from '@/refunds/service/settle'
import { ctxAt } from '../support/carrier'
import { type ActingCtx, ctxOf, DATA_KEY } from '../support/case-actors'
import { makeServices, newPhone, order, service, texted } from '../support/consents'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { makeNoticePromises, plan, suspension } from '../support/notices'
import { chance } from '../support/random-cases'
import {
  AS_PROMISED,
  AS_REPORTED,
  type Crew,
  crewAt,
  makeTill,
  ofError,
  reported,
  type Till,
  taken,
  wrongCharge,
} from '../support/refunds'

let database: TestDatabase
let till: Till
let boss: ActingCtx
const MONTHS = ['2026-02', '2026-03', '2026-04', '2026-05'].map(monthOf)
const NOW = '2026-05-28T04:00:00Z'
const DAY_MS = 86_400_000

beforeAll(async () => {
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  database = await createTestDatabase()
  till = await makeTill(database.db)
  boss = await ctxOf(database.db, till.staff.executive, NOW)
  await liveErrors()
  await liveOrders()
})
afterAll(() => database.drop())

const at = (crew: Crew, instant: Date): Crew => {
  for (const each of Object.values(crew)) each.now = instant
  return crew
}

/** Errors of every fate, in two branches, six classes and three months; some on the last evening of a month. */
async function liveErrors() {
  const by = chance(5)
  const crew = await crewAt(database.db, till, NOW)
  const starts = [
    '2026-03-10T01:00:00Z',
    '2026-03-31T15:30:00Z',
    '2026-03-31T16:30:00Z',
    '2026-05-20T02:00:00Z',
  ]
  for (let n = 0; n < 36; n++) {
    const start = new Date(by.chooses(starts))
    const later = (days: number) => new Date(start.getTime() + days * DAY_MS)
    at(crew, start)
    const id = await reported(
      crew.quality,
      wrongCharge(till, {
        unitId: by.chooses([till.units.hall, till.units.city, till.otherCity, till.units.root]),
        classCode: by.chooses(['rating_error', 'content_fee', 'not_as_ordered']),
        currency: by.happens(0.15) ? 'HKD' : 'CNY',
        chargedMinor: BigInt(1_000 + Math.floor(by.next() * 3_000)),
        correctMinor: 100n,
      }),
    )
    const fate = by.chooses([
      'reported',
      'rejected',
      'verified',
      'approved',
      'sent',
      'failed',
      'credited',
      'confirmed',
      'reversed',
    ])
    if (fate === 'reported') continue
    at(crew, later(1))
    if (fate === 'rejected') {
      taken(await rejectError(crew.quality, { ...ofError(id), reason: '资费无误', next: 'complain' }))
      continue
    }
    taken(await verifyError(crew.finance, { ...ofError(id), ...AS_REPORTED }))
    if (fate === 'verified') continue
    at(crew, later(2))
    taken(await approveRefund(crew.executive, { ...ofError(id), ...AS_PROMISED }))
    if (fate === 'approved') continue
    at(crew, later(3))
    if (fate === 'reversed' && by.happens(0.5)) {
      taken(await reverseRefund(crew.executive, { ...ofError(id), reason: '客户撤回' }))
      continue
    }
    const { currency } = await database.db.billingError.findUniqueOrThrow({ where: { id } })
    taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency }))
    if (fate === 'sent') continue
    at(crew, later(4 + by.next() * 5))
    const sent = await database.db.refundPayment.findFirst({ where: { errorId: id, state: 'sent' } })
    if (!sent) continue
    const isPaid = fate !== 'failed'
    const reason = isPaid ? null : '账户已销'
    const result = isPaid ? ('paid' as const) : ('failed' as const)
    taken(
      await receiveAnswers(
        crew.finance,
        [{ paymentId: sent.id, result, billingRef: `B-${n}`, reason }],
        'file',
      ),
    )
    if (fate === 'confirmed') taken(await confirmRefund(crew.quality, ofError(id)))
    if (fate === 'reversed') taken(await reverseRefund(crew.executive, { ...ofError(id), reason: '误判' }))
  }
}

/** Orders answered in every way, and charges with and without consent. */
async function liveOrders() {
  const by = chance(9)
  const ctx = ctxAt(database.db, '2026-03-05T01:00:00Z')
  await makeServices(ctx)
  const other = { 'zh-CN': '远山科技', 'zh-TW': '遠山科技', en: 'Far Hills' }
  unwrap(await saveService(ctx, service('YS', { provider: other })))
  for (let n = 0; n < 40; n++) {
    ctx.now = new Date(
      by.chooses([
        '2026-03-06T01:00:00Z',
        '2026-03-31T15:50:00Z',
        '2026-03-31T16:10:00Z',
        '2026-05-27T09:00:00Z',
      ]),
    )
    ctx.now = new Date(ctx.now.getTime() + n)
    const phone = newPhone()
    const unitId = by.chooses([till.units.hall, till.units.city, till.otherCity])
    const placed = await order(ctx, unitId, { phone, service: by.chooses(['TQ', 'XW', 'YS', 'DB']) })
    ctx.now = new Date(ctx.now.getTime() + by.next() * 7_200_000)
    if (by.happens(0.2)) await texted(ctx, phone, '这是什么')
    const fate = by.chooses(['yes', 'yes', 'no', 'silent', 'waiting', 'cancelled'])
    if (fate === 'yes' || fate === 'cancelled') await texted(ctx, phone, '是')
    if (fate === 'no') await texted(ctx, phone, '不要')
    if (fate === 'cancelled') unwrap(await cancelOrder(ctx, { ref: placed.number, channel: 'hall' }))
    if (by.happens(0.6)) {
      for (const part of [1, 2].slice(0, by.happens(0.3) ? 2 : 1))
        unwrap(
          await recordCharge(ctx, {
            ref: placed.number,
            chargeRef: `CH-${n}-${part}`,
            amountMinor: 1500n,
            currency: 'CNY',
            chargedAt: ctx.now,
          }),
        )
    }
  }
  ctx.now = new Date('2026-05-28T01:00:00Z')
  await lapseSilent(ctx)
}

const paramsOf = (href: string) => Object.fromEntries(new URL(href, 'http://list').searchParams)

/** Everything the list behind an address of billing errors has, page by page. */
async function errorsBehind(href: string, ctx = boss) {
  const amounts: Record<string, bigint> = {}
  let count = 0
  let claimed = 0
  let seconds = 0
  for (let page = 1; ; page++) {
    const list = await listBillingErrors(ctx, { ...readErrorAddress(paramsOf(href)), page })
    for (const { currency, dueMinor, id } of list.rows) {
      if (dueMinor !== null) amounts[currency] = (amounts[currency] ?? 0n) + dueMinor
      const row = await database.db.billingError.findUniqueOrThrow({ where: { id } })
      if (row.creditedAt) seconds += (row.creditedAt.getTime() - row.verifiedAt!.getTime()) / 1000
    }
    count += list.rows.length
    claimed = list.totals.reduce((sum, total) => sum + total.count, 0)
    if (!list.hasNext) return { count, claimed, amounts, seconds }
  }
}

async function expectMoney(figures: MoneyFigures, hrefOf: (measure: MoneyMeasure) => string) {
  for (const measure of ['owed', 'late', 'paid', 'reversed'] as const) {
    const list = await errorsBehind(hrefOf(measure))
    expect({ measure, ...list, seconds: 0 }).toEqual({
      measure,
      count: figures[measure].count,
      claimed: figures[measure].count,
      amounts: figures[measure].amounts,
      seconds: 0,
    })
  }
  expect((await errorsBehind(hrefOf('errors'))).count).toBe(figures.errors)
  const paid = await errorsBehind(hrefOf('days'))
  const days = averageDays(figures)
  if (days === null) expect(paid.count).toBe(0)
  else expect(days).toBeCloseTo(paid.seconds / paid.count / 86_400, 3)
}

describe('every figure of money opens exactly its list', () => {
  test('by month, unit and class', async () => {
    let seen = 0
    for (const unitCode of ['HX', 'ZZ', 'KF'])
      for (const month of MONTHS) {
        const board = await moneyBoard(boss, { unitCode, monthKey: month.key })
        await expectMoney(board.total, (measure) => moneyHref(unitCode, month, measure))
        for (const each of board.classes)
          await expectMoney(each.total, (measure) => moneyHref(unitCode, month, measure, each.code))
        for (const [index, part] of board.parts.entries()) {
          const isOwn = part.id === board.unit.id
          await expectMoney(board.partTotals[index]!, (measure) =>
            moneyHref(part.code, month, measure, null, isOwn),
          )
        }
        const shown = board.months.find((each) => each.month.key === month.key)!
        expect({ ...shown.figures, late: board.total.late }).toEqual(board.total)
        seen += board.total.errors
      }
    expect(seen).toBeGreaterThan(36)
  })

  test('what was paid out and taken back is what the ledger says', async () => {
    for (const month of MONTHS) {
      const board = await moneyBoard(boss, { monthKey: month.key })
      for (const account of ['paid_out', 'reversed'] as const) {
        const view = await ledgerView(
          boss,
          readLedgerAddress(paramsOf(ledgerHref(board.unit.code, month, account))),
        )
        const sums: Record<string, bigint> = {}
        for (const { currency, balances } of view.units)
          if (balances[account] !== 0n) sums[currency] = (sums[currency] ?? 0n) + balances[account]
        expect(board.ledger[account]).toEqual(sums)
      }
    }
  })

  test('numbers by month stay those of the errors, folded or not', async () => {
    const before = await moneyBoard(boss, { monthKey: '2026-03' })
    expect(before.total.errors).toBeGreaterThan(0)
    expect(await checkMoney(boss)).toEqual([])
    expect(await foldMoney(boss)).toBeGreaterThan(0)
    expect(await foldMoney(boss)).toBe(0)
    expect(await checkMoney(boss)).toEqual([])
    expect((await moneyBoard(boss, { monthKey: '2026-03' })).total).toEqual(before.total)
  })
})

describe('every figure of consent opens exactly its orders', () => {
  const MEASURES: readonly ConsentMeasure[] = [
    'asked',
    'confirmed',
    'declined',
    'silent',
    'askedAgain',
    'withoutConsent',
  ]
  const ordersBehind = async (href: string) => {
    const rows = []
    for (let at = 0; ; at += 50) {
      const page = await listOrders(boss, { ...readOrderAddress(paramsOf(href)), at })
      rows.push(...page.rows)
      if (!page.nextHref) return { rows, total: page.total }
    }
  }

  test.each(CONSENT_CUTS)('by %s', async (by) => {
    const seen: Partial<Record<ConsentMeasure, number>> = {}
    for (const month of MONTHS) {
      const board = await moneyBoard(boss, { monthKey: month.key, by })
      const lines = [
        {
          hrefOf: (measure: ConsentMeasure) => consentHref(board.unit.code, month, measure),
          figures: board.consents,
        },
        ...board.consentLines.map(({ key, figures }) => ({
          figures,
          hrefOf: (measure: ConsentMeasure) =>
            by === 'part'
              ? consentHref(key, month, measure, key === board.unit.code ? { own: '1' } : {})
              : consentHref(board.unit.code, month, measure, { [by]: key }),
        })),
      ]
      for (const { hrefOf, figures } of lines)
        for (const measure of MEASURES) {
          const { rows, total } = await ordersBehind(hrefOf(measure))
          const shown = measure === 'withoutConsent' ? figures.withoutConsentOrders : figures[measure]
          expect([measure, rows.length, total]).toEqual([measure, shown, shown])
          seen[measure] = (seen[measure] ?? 0) + shown
        }
      const [count] = await database.db.$queryRaw<
        { charges: number; wrong: number; median: number | null }[]
      >`
        SELECT (SELECT count(*)::int FROM order_charge WHERE charged_at >= ${new Date(`${month.firstDay}T00:00:00+08:00`)}
            AND charged_at < ${new Date(`${month.lastDay}T24:00:00+08:00`)}) AS charges,
          (SELECT count(*)::int FROM order_charge WHERE verdict = 'without_consent' AND charged_at >= ${new Date(`${month.firstDay}T00:00:00+08:00`)}
            AND charged_at < ${new Date(`${month.lastDay}T24:00:00+08:00`)}) AS wrong,
          (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - asked_at)::float8) FROM subscription_order
            WHERE requested_at >= ${new Date(`${month.firstDay}T00:00:00+08:00`)} AND requested_at < ${new Date(`${month.lastDay}T24:00:00+08:00`)}) AS median`
      expect([
        board.consents.charges,
        board.consents.withoutConsent,
        board.consents.medianAnswerSeconds,
      ]).toEqual([count!.charges, count!.wrong, count!.median])
    }
    for (const measure of MEASURES) expect([measure, seen[measure]]).not.toEqual([measure, 0])
  })
})

test('suspensions of a month open exactly theirs', async () => {
  await makeNoticePromises(database.db, till)
  const ctx = ctxAt(database.db, '2026-03-05T01:00:00Z')
  const days = [
    '2026-03-09T02:00:00Z',
    '2026-03-31T15:30:00Z',
    '2026-03-31T16:30:00Z',
    '2026-04-20T02:00:00Z',
  ]
  const made = []
  for (const [index, day] of [...days, ...days].entries())
    made.push(
      await plan(ctx, suspension(index % 2 ? till.units.hall : till.otherCity, { eventAt: new Date(day) })),
    )
  const manager = await ctxOf(database.db, till.staff.quality, '2026-03-05T02:00:00Z')
  unwrap(await holdEvent(manager, { ref: made[0]!.id, reason: '客户投诉处理中' }))
  for (const unitCode of ['HX', 'ZZ', 'KF'])
    for (const month of MONTHS) {
      const { suspensions } = await moneyBoard(boss, { unitCode, monthKey: month.key })
      for (const of of ['planned', 'held', 'done', 'proven'] as const) {
        const list = await listEvents(boss, readEventAddress(paramsOf(suspensionsHref(unitCode, month, of))))
        expect([unitCode, month.key, of, list.total]).toEqual([unitCode, month.key, of, suspensions[of]])
      }
    }
  const { suspensions } = await moneyBoard(boss, { monthKey: '2026-03' })
  expect(suspensions).toMatchObject({ planned: 3, held: 1 })
  const tiles = await moneyTiles(boss)
  expect((await listEvents(boss, readEventAddress(paramsOf(suspensionsAtRiskHref())))).total).toBe(
    tiles.atRisk,
  )
  expect(tiles.atRisk).toBe(8)
})

test('tiles of first screens open exactly what they count', async () => {
  for (const who of [till.staff.executive, till.staff.branchManager, till.finance, till.staff.quality]) {
    const ctx = await ctxOf(database.db, who, NOW)
    const tiles = await moneyTiles(ctx)
    for (const { state, count, amounts } of tiles.errors) {
      const list = await errorsBehind(openMoneyHref(tiles.unitCode, state), ctx)
      expect({ state, count: list.count, amounts: amounts ?? list.amounts }).toEqual({
        state,
        count,
        amounts: list.amounts,
      })
    }
    if (tiles.openQuestions !== null) {
      const list = await listOrders(ctx, readOrderAddress(paramsOf(openQuestionsHref(tiles.unitCode))))
      expect(list.total).toBe(tiles.openQuestions)
    }
  }
})

test('a unit outside the reader’s is refused; a reader without lists sees figures without addresses', async () => {
  const outsider = await ctxOf(database.db, till.staff.branchManager, NOW)
  await expect(moneyBoard(outsider, { unitCode: 'KF' })).rejects.toThrow()
  expect((await moneyBoard(outsider, {})).opens).toMatchObject({ errors: true, ledger: true, orders: true })
})

test('a complaint shows the customer’s errors and orders, to those who may see them', async () => {
  const { customerId } = await database.db.billingError.findFirstOrThrow({
    where: { customerId: { not: null } },
  })
  const all = await database.db.matter.count({ where: { customerId } })
  const quality = await ctxOf(database.db, till.staff.quality, NOW)
  expect(await mattersOfCustomer(quality, customerId, 100)).toHaveLength(Math.min(all, 50))
  expect((await mattersOfCustomer(quality, customerId, 6))[0]).toMatchObject({ type: 'billing_error' })
  const elsewhere = await ctxOf(database.db, till.staff.clerk, NOW)
  const seen = await mattersOfCustomer(elsewhere, customerId, 100)
  expect(seen.length).toBeLessThan(Math.min(all, 50))
  expect(await mattersOfCustomer(quality, null, 6)).toEqual([])
})
