import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { receiveAnswers } from '@/refunds/service/answers'
import { approveRefund } from '@/refunds/service/approve'
import { checkError, rejectError, verifyError } from '@/refunds/service/decide'
import { makePaymentFile, paymentFileOf } from '@/refunds/service/pay'
import { reportErrors } from '@/refunds/service/report'
import { confirmRefund, reverseRefund } from '@/refunds/service/settle'
import { publish } from '../support/carrier'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import {
  AS_PROMISED,
  AS_REPORTED,
  approved,
  type Crew,
  crewAt,
  makeTill,
  ofError,
  REPORTED,
  refusalOf,
  reported,
  type Till,
  taken,
  verified,
  WITHIN_A_CYCLE,
  wrongCharge,
} from '../support/refunds'

let database: TestDatabase
let till: Till
let crew: Crew

beforeAll(async () => {
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  database = await createTestDatabase()
  till = await makeTill(database.db)
  crew = await crewAt(database.db, till, REPORTED)
})
afterAll(() => database.drop())

const row = (id: string) => database.db.billingError.findUniqueOrThrow({ where: { id } })
const ledger = (id: string) =>
  database.db.$queryRaw<{ account: string; sum: bigint }[]>`
    SELECT account, sum(amount_minor)::bigint AS sum FROM ledger_entry WHERE error_id = ${id}::uuid GROUP BY account ORDER BY account`
const obligation = (id: string) => database.db.obligation.findFirstOrThrow({ where: { subjectId: id } })
const paymentOf = async (id: string) =>
  (await database.db.refundPayment.findFirstOrThrow({ where: { errorId: id, state: 'sent' } })).id
const filed = async () =>
  taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))
const answer = async (id: string, result: 'paid' | 'failed', reason: string | null = null) =>
  taken(
    await receiveAnswers(
      crew.finance,
      [{ paymentId: await paymentOf(id), result, billingRef: 'B-1', reason }],
      'file',
    ),
  )

describe('a billing error from report to confirmation', () => {
  test('is reported, checked, verified, approved, paid and confirmed; twice the difference is paid', async () => {
    const id = await reported(crew.clerk, wrongCharge(till))
    taken(await checkError(crew.quality, { ...ofError(id), finding: '话单超长' }))
    taken(await verifyError(crew.quality, { ...ofError(id), ...AS_REPORTED }))
    expect(await row(id)).toMatchObject({ state: 'verified', overchargeMinor: 1000n, promisedMinor: 2000n })
    expect(await obligation(id)).toMatchObject({ state: 'OPEN' })
    taken(await approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }))
    const file = await filed()
    expect(await row(id)).toMatchObject({ state: 'sent' })
    const { text } = taken(await paymentFileOf(crew.finance, file.id))
    expect(text).toMatch(/^JIANNUO-REFUND,1,PF-\d{6},CNY,.*\r\npayment_id,/)
    expect(text).toContain('20.00,CNY,2026-03')
    expect(await answer(id, 'paid')).toMatchObject({ paid: 1, problems: [] })
    expect(await obligation(id)).toMatchObject({ state: 'KEPT' })
    taken(await confirmRefund(crew.clerk, ofError(id)))
    expect(await row(id)).toMatchObject({ state: 'confirmed', refundMinor: 2000n })
    expect(await ledger(id)).toEqual([
      { account: 'owed_to_customer', sum: 0n },
      { account: 'paid_out', sum: -2000n },
      { account: 'refund_expense', sum: 2000n },
    ])
    const matter = await database.db.matter.findUniqueOrThrow({ where: { id } })
    expect(matter).toMatchObject({ state: 'confirmed', nextDueAt: null })
    expect(matter.closedAt).not.toBeNull()
  })

  test('a rejection names the reason and what the customer may do next', async () => {
    const id = await reported(crew.clerk, wrongCharge(till))
    taken(await rejectError(crew.quality, { ...ofError(id), reason: '资费无误', next: 'regulator_appeal' }))
    expect(await row(id)).toMatchObject({ state: 'rejected', rejectNext: 'regulator_appeal' })
    expect(await ledger(id)).toEqual([])
  })

  test('a difference that is not positive cannot be verified', async () => {
    const id = await reported(crew.clerk, wrongCharge(till, { chargedMinor: 100n, correctMinor: 300n }))
    expect(refusalOf(await verifyError(crew.quality, { ...ofError(id), ...AS_REPORTED }))).toBe(
      'refund_nothing_due',
    )
  })

  test('a failed payment goes into the next file, a paid one never again', async () => {
    const id = await approved(crew, wrongCharge(till))
    await filed()
    await answer(id, 'failed', '账户已销')
    expect(await row(id)).toMatchObject({ state: 'failed', failReason: '账户已销' })
    await filed()
    await answer(id, 'paid')
    expect(await row(id)).toMatchObject({ state: 'credited' })
    expect(refusalOf(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))).toBe(
      'refund_nothing_to_pay',
    )
    expect(await database.db.refundPayment.count({ where: { errorId: id, state: 'paid' } })).toBe(1)
  })

  test('taken back before payment it is no longer owed, after payment it is to be collected', async () => {
    const [unpaid, paid] = [await approved(crew, wrongCharge(till)), await approved(crew, wrongCharge(till))]
    taken(await reverseRefund(crew.manager, { ...ofError(unpaid), reason: '客户撤回' }))
    await filed()
    await answer(paid, 'paid')
    taken(await reverseRefund(crew.manager, { ...ofError(paid), reason: '误判' }))
    expect(await ledger(unpaid)).toContainEqual({ account: 'owed_to_customer', sum: 0n })
    expect(await ledger(paid)).toContainEqual({ account: 'paid_out', sum: 0n })
    expect(await ledger(paid)).toContainEqual({ account: 'reversed', sum: -2000n })
  })
})

describe('four eyes', () => {
  test('nobody approves what they verified', async () => {
    const id = await reported(crew.clerk, wrongCharge(till))
    taken(await verifyError(crew.manager, { ...ofError(id), ...AS_REPORTED }))
    expect(refusalOf(await approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }))).toBe(
      'refund_own',
    )
    taken(await approveRefund(crew.deputy, { ...ofError(id), ...AS_PROMISED }))
    expect(await row(id)).toMatchObject({ state: 'approved' })
  })

  test('above the amount that is set two people approve, and not the same twice', async () => {
    const id = await verified(crew, wrongCharge(till, { chargedMinor: 10_000n, correctMinor: 0n }))
    taken(await approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }))
    expect(await row(id)).toMatchObject({ state: 'verified' })
    expect(refusalOf(await approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }))).toBe(
      'refund_second_person',
    )
    taken(await approveRefund(crew.deputy, { ...ofError(id), ...AS_PROMISED }))
    expect(await row(id)).toMatchObject({ state: 'approved' })
  })

  test('less than promised is refused, more needs a reason and a second person', async () => {
    const id = await verified(crew, wrongCharge(till))
    const ask = (ctx: Crew['manager'], amountMinor: bigint, reason: string | null) =>
      approveRefund(ctx, { ...ofError(id), amountMinor, reason, note: null })
    expect(refusalOf(await ask(crew.manager, 1999n, '少付'))).toBe('refund_less_than_promised')
    expect(refusalOf(await ask(crew.manager, 2500n, null))).toBe('refund_more_needs_reason')
    taken(await ask(crew.manager, 2500n, '多次误收，致歉'))
    expect(await row(id)).toMatchObject({ state: 'verified', refundMinor: 2500n })
    expect(refusalOf(await ask(crew.deputy, 2000n, null))).toBe('refund_amount_stands')
    taken(await ask(crew.deputy, 2500n, null))
    expect(await row(id)).toMatchObject({ state: 'approved', refundMinor: 2500n })
    expect(await ledger(id)).toEqual([
      { account: 'owed_to_customer', sum: -2500n },
      { account: 'refund_expense', sum: 2500n },
    ])
  })
})

describe('one charge is refunded once', () => {
  test('a second report of the same charge names the first', async () => {
    const input = wrongCharge(till)
    await reported(crew.clerk, input)
    const again = taken(
      await reportErrors(crew.clerk, [input, { ...input, chargeRef: ' ref-other ' }], { source: 'form' }),
    )
    expect(again.map(({ ok }) => ok)).toEqual([false, true])
    expect(again[0]).toMatchObject({ refusal: { code: 'refund_charge_known' } })
  })

  test('with and without billing’s reference it is the same charge, in one call and in two', async () => {
    const named = wrongCharge(till)
    const unnamed = { ...named, chargeRef: null, service: ` ${named.service} ` }
    const other = wrongCharge(till, { account: named.account })
    const first = taken(await reportErrors(crew.clerk, [named, unnamed, other], { source: 'form' }))
    expect(first.map(({ ok }) => ok)).toEqual([true, false, true])
    const again = taken(await reportErrors(crew.clerk, [unnamed], { source: 'form' }))
    expect(again).toMatchObject([{ ok: false, refusal: { code: 'refund_charge_known' } }])
    const bare = { ...wrongCharge(till), chargeRef: null }
    const reversed = taken(
      await reportErrors(crew.clerk, [bare, { ...bare, chargeRef: 'LATER-1' }], { source: 'form' }),
    )
    expect(reversed.map(({ ok }) => ok)).toEqual([true, false])
    const later = taken(
      await reportErrors(crew.clerk, [{ ...bare, chargeRef: 'LATER-1' }], { source: 'form' }),
    )
    expect(later).toMatchObject([{ ok: false, refusal: { code: 'refund_charge_known' } }])
    // Another moment or amount is another charge.
    const next = { ...bare, chargeRef: 'LATER-2', chargedMinor: bare.chargedMinor + 1n }
    expect(taken(await reportErrors(crew.clerk, [next], { source: 'form' }))).toMatchObject([{ ok: true }])
  })

  test('of 50 reports, approvals and payment files at once one of each holds', async () => {
    const input = wrongCharge(till, { chargeRef: 'RACE-1' })
    const reports = await Promise.all(
      Array.from({ length: 50 }, () => reportErrors(crew.clerk, [input], { source: 'form' })),
    )
    const made = reports.flatMap((outcome) => taken(outcome)).filter(({ ok }) => ok)
    expect(made).toHaveLength(1)
    const id = made[0]!.ok ? made[0]!.id : ''
    taken(await verifyError(crew.quality, { ...ofError(id), ...AS_REPORTED }))
    const approvals = await Promise.all(
      Array.from({ length: 50 }, () => approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED })),
    )
    expect(approvals.filter(({ ok }) => ok)).toHaveLength(1)
    const files = await Promise.all(
      Array.from({ length: 50 }, () =>
        makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }),
      ),
    )
    expect(files.filter(({ ok }) => ok)).toHaveLength(1)
    const paymentId = await paymentOf(id)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        receiveAnswers(
          crew.finance,
          [{ paymentId, result: 'paid', billingRef: 'B-9', reason: null }],
          'file',
        ),
      ),
    )
    expect(answers.map((outcome) => taken(outcome).paid).reduce((a, b) => a + b, 0)).toBe(1)
    expect(await database.db.refundPayment.count({ where: { errorId: id } })).toBe(1)
    expect(await database.db.ledgerEntry.count({ where: { errorId: id, kind: 'paid' } })).toBe(2)
  }, 60_000)

  test('an answer that contradicts an earlier one changes nothing and is told', async () => {
    const id = await approved(crew, wrongCharge(till))
    await filed()
    const paymentId = await paymentOf(id)
    await answer(id, 'paid')
    const late = taken(
      await receiveAnswers(
        crew.finance,
        [{ paymentId, result: 'failed', billingRef: null, reason: 'x' }],
        'file',
      ),
    )
    expect(late.problems).toMatchObject([{ refusal: { code: 'refund_answer_differs' } }])
    expect(await row(id)).toMatchObject({ state: 'credited' })
  })
})

describe('the promise in force when the charge was made decides', () => {
  test('a treble refund that has ended holds for charges of its time only', async () => {
    await publish(database.db, till, [WITHIN_A_CYCLE], {
      remedy: { type: 'multiple', base: 'overcharge', factor: 3, currency: 'CNY' },
      validFrom: new Date('2026-01-10T00:00:00Z'),
      validTo: new Date('2026-02-10T00:00:00Z'),
    })
    const inTime = await verified(
      crew,
      wrongCharge(till, { chargedAt: new Date('2026-02-09T23:59:59Z'), period: '2026-02' }),
    )
    const after = await verified(
      crew,
      wrongCharge(till, { chargedAt: new Date('2026-02-10T00:00:00Z'), period: '2026-02' }),
    )
    expect(await row(inTime)).toMatchObject({ promisedMinor: 3000n })
    expect(await row(after)).toMatchObject({ promisedMinor: 2000n })
    const before = await verified(
      crew,
      wrongCharge(till, { chargedAt: new Date('2025-12-30T00:00:00Z'), period: '2025-12' }),
    )
    expect(await row(before)).toMatchObject({ promisedMinor: 1000n, promiseVersionId: null })
  })
})
