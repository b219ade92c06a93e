import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkRebuild } from '@/obligations/service/rebuild'
import { errorView } from '@/refunds/queries/one'
import { receiveAnswers } from '@/refunds/service/answers'
import { approveRefund } from '@/refunds/service/approve'
import { type Correction, correctError } from '@/refunds/service/correct'
import { verifyError } from '@/refunds/service/decide'
import { makePaymentFile } from '@/refunds/service/pay'
import { reportErrors } from '@/refunds/service/report'
import { reverseRefund } from '@/refunds/service/settle'
import { ledgerFindings } from '@/refunds/store/ledger-read'
import { EVERYTHING, publish } from '../support/carrier'
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
  // A content fee is repaid threefold.
  await publish(database.db, till, [WITHIN_A_CYCLE], {
    remedy: { type: 'multiple', base: 'overcharge', factor: 3, currency: 'CNY' },
    scope: { ...EVERYTHING, classes: ['content_fee'] },
  })
  crew = await crewAt(database.db, till, REPORTED)
})
afterAll(() => database.drop())

const row = (id: string) => database.db.billingError.findUniqueOrThrow({ where: { id } })
const correctionsOf = (id: string) =>
  database.db.billingErrorCorrection.findMany({ where: { errorId: id }, orderBy: { place: 'asc' } })
const balance = async (id: string, account = 'owed_to_customer') => {
  const { _sum } = await database.db.ledgerEntry.aggregate({
    where: { errorId: id, account },
    _sum: { amountMinor: true },
  })
  return _sum.amountMinor
}
const correct = (ctx: Crew['quality'], id: string, given: Partial<Correction> = {}) =>
  correctError(ctx, {
    ...ofError(id),
    chargedMinor: 1234n,
    correctMinor: 234n,
    classCode: 'rating_error',
    reason: '资费核对后更正',
    ...given,
  })
const ledgerIsRight = async () =>
  expect(await ledgerFindings(database.db)).toMatchObject({
    customersOff: 0,
    unitsOff: 0,
    transfersOff: 0,
    contradictions: [],
  })
const pay = async (id: string) => {
  taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))
  const payment = await database.db.refundPayment.findFirstOrThrow({ where: { errorId: id, state: 'sent' } })
  taken(
    await receiveAnswers(
      crew.finance,
      [{ paymentId: payment.id, result: 'paid', billingRef: 'B', reason: null }],
      'file',
    ),
  )
}

describe('a verified error is corrected', () => {
  test('amounts: what is due is worked out anew, the ledger moves by the difference, the clock stays', async () => {
    const id = await verified(crew, wrongCharge(till))
    const clock = await database.db.obligation.findFirstOrThrow({ where: { subjectId: id } })
    taken(await correct(crew.quality, id, { correctMinor: 734n }))
    expect(await row(id)).toMatchObject({
      state: 'verified',
      overchargeMinor: 500n,
      promisedMinor: 1000n,
      refundMinor: 1000n,
      chargedMinor: 1234n,
      correctMinor: 234n,
      verifiedCorrectMinor: 734n,
    })
    expect(await balance(id)).toBe(-1000n)
    taken(await correct(crew.quality, id, { chargedMinor: 2234n, correctMinor: 234n }))
    expect(await balance(id)).toBe(-4000n)
    expect(await correctionsOf(id)).toMatchObject([
      { place: 1, wasPromisedMinor: 2000n, promisedMinor: 1000n, wasCorrectMinor: 234n },
      { place: 2, wasPromisedMinor: 1000n, promisedMinor: 4000n, wasCorrectMinor: 734n },
    ])
    expect(await database.db.obligation.findFirst({ where: { subjectId: id } })).toEqual(clock)
    await ledgerIsRight()
    taken(await approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }))
    await pay(id)
    expect(await row(id)).toMatchObject({ state: 'credited', refundMinor: 4000n })
    expect(await balance(id, 'paid_out')).toBe(-4000n)
    await ledgerIsRight()
  })

  test('class: another promise pays, what is owed follows the new class, the list and figures too', async () => {
    const id = await verified(crew, wrongCharge(till))
    taken(await correct(crew.quality, id, { classCode: 'content_fee' }))
    const corrected = await row(id)
    expect(corrected).toMatchObject({ classCode: 'content_fee', promisedMinor: 3000n })
    const matter = await database.db.matter.findUniqueOrThrow({ where: { id } })
    expect(matter.classCode).toBe('content_fee')
    const owed = await database.db.obligation.findMany({ where: { subjectId: id, state: 'OPEN' } })
    expect(owed.map(({ versionId }) => versionId)).toContain(corrected.promiseVersionId)
    const months = await database.db.$queryRaw<{ errors: number }[]>`
      SELECT class_code, sum(errors)::int AS errors FROM billing_error_months WHERE class_code = 'content_fee' AND state = 'verified' GROUP BY 1`
    expect(months).toMatchObject([{ errors: 1 }])
    taken(await correct(crew.quality, id, { classCode: 'rating_error' }))
    expect(await row(id)).toMatchObject({ promisedMinor: 2000n })
    expect((await checkRebuild(crew.quality)).differences).toEqual([])
    await ledgerIsRight()
  })

  test('the computation that stood before is told in words, with who, when and why', async () => {
    const id = await verified(crew, wrongCharge(till))
    const before = await errorView(crew.quality, id)
    taken(await correct(crew.quality, id, { correctMinor: 1034n, reason: '客户有套餐折扣' }))
    const { working, corrections, facts } = await errorView(crew.quality, id)
    expect(working.join()).toContain('10.34')
    expect(corrections).toMatchObject([
      {
        reason: '客户有套餐折扣',
        correctedBy: 'quality',
        wasPromisedMinor: 2000n,
        working: before.working,
      },
    ])
    expect(facts.map(({ type }) => type)).toContain('billing.error_corrected')
  })

  test('refuses what is no correction, comes too late or leaves nothing due', async () => {
    const id = await verified(crew, wrongCharge(till))
    expect(refusalOf(await correct(crew.quality, id))).toBe('refund_nothing_corrected')
    expect(refusalOf(await correct(crew.quality, id, { correctMinor: 1234n }))).toBe(
      'refund_correct_nothing_due',
    )
    expect(refusalOf(await correct(crew.quality, id, { classCode: 'no_such_class' }))).toBe(
      'error_class_unknown',
    )
    expect(refusalOf(await correct(crew.clerk, id, { correctMinor: 1n }))).toBe('not_allowed')
    const fresh = await reported(crew.clerk, wrongCharge(till))
    expect(refusalOf(await correct(crew.quality, fresh, { correctMinor: 1n }))).toBe('refund_wrong_state')
    const granted = await approved(crew, wrongCharge(till))
    expect(refusalOf(await correct(crew.quality, granted, { correctMinor: 1n }))).toBe('refund_wrong_state')
    const half = await verified(crew, wrongCharge(till, { chargedMinor: 20_000n, correctMinor: 0n }))
    taken(await approveRefund(crew.manager, { ...ofError(half), ...AS_PROMISED }))
    expect(refusalOf(await correct(crew.quality, half, { chargedMinor: 20_000n, correctMinor: 1n }))).toBe(
      'refund_correct_approved',
    )
    const stale = correctError(crew.quality, {
      ...ofError(id, 1),
      chargedMinor: 1n,
      correctMinor: 0n,
      classCode: 'rating_error',
      reason: 'x',
    })
    expect(refusalOf(await stale)).toBe('changed_meanwhile')
    expect(await correctionsOf(id)).toEqual([])
  })

  test('nobody approves what they corrected; above the amount that is set the correction needs two', async () => {
    const id = await verified(crew, wrongCharge(till))
    taken(await correct(crew.manager, id, { chargedMinor: 9234n }))
    const approve = (ctx: Crew['manager']) => approveRefund(ctx, { ...ofError(id), ...AS_PROMISED })
    expect(refusalOf(await approve(crew.manager))).toBe('refund_own')
    taken(await approve(crew.deputy))
    expect(await row(id)).toMatchObject({ state: 'verified', refundMinor: 18_000n })
    expect(refusalOf(await approve(crew.deputy))).toBe('refund_second_person')
    taken(await approve(crew.executive))
    expect(await row(id)).toMatchObject({ state: 'approved' })
  })

  test('of corrections and approvals at once the amount that was approved is the one that stands', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await verified(crew, wrongCharge(till))
      await Promise.all([
        ...[300n, 400n, 500n].map((correctMinor) => correct(crew.quality, id, { correctMinor })),
        approveRefund(crew.manager, { ...ofError(id), ...AS_PROMISED }),
      ])
      const { state, refundMinor, promisedMinor } = await row(id)
      const [approval] = await database.db.refundApproval.findMany({ where: { errorId: id } })
      expect(state).toBe('approved')
      expect([approval?.amountMinor, promisedMinor]).toEqual([refundMinor, refundMinor])
      expect(await balance(id)).toBe(-refundMinor!)
    }
    await ledgerIsRight()
  })
})

describe('a charge whose error was taken back', () => {
  const reverse = (id: string) => reverseRefund(crew.executive, { ...ofError(id), reason: '金额有误' })
  const again = async (input: ReturnType<typeof wrongCharge>) =>
    taken(await reportErrors(crew.clerk, [input], { source: 'form' }))[0]!

  test('taken back before it was paid it is reported and paid by a new error, once', async () => {
    const input = wrongCharge(till)
    const first = await verified(crew, input)
    expect(await again(input)).toMatchObject({ ok: false, refusal: { code: 'refund_charge_known' } })
    taken(await reverse(first))
    const second = await again(input)
    if (!second.ok) throw new Error('refused')
    expect(await again(input)).toMatchObject({ ok: false, known: { id: second.id } })
    taken(await verifyError(crew.quality, { ...ofError(second.id), ...AS_REPORTED }))
    taken(await approveRefund(crew.manager, { ...ofError(second.id), ...AS_PROMISED }))
    await pay(second.id)
    expect([await balance(first, 'paid_out'), await balance(second.id, 'paid_out')]).toEqual([null, -2000n])
    await ledgerIsRight()
  })

  test('taken back after it was paid it is refunded by no other: the money may not have come back', async () => {
    const input = wrongCharge(till)
    const id = await approved(crew, input)
    await pay(id)
    taken(await reverse(id))
    expect(await again(input)).toMatchObject({
      ok: false,
      refusal: { code: 'refund_charge_known' },
      known: { id },
    })
  })

  test('under way it cannot be taken back; its payment failed it can, and is paid once by the new one', async () => {
    const input = wrongCharge(till)
    const id = await approved(crew, input)
    taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))
    expect(refusalOf(await reverse(id))).toBe('refund_wrong_state')
    const { id: paymentId } = await database.db.refundPayment.findFirstOrThrow({ where: { errorId: id } })
    const answer = (result: 'paid' | 'failed') =>
      receiveAnswers(crew.finance, [{ paymentId, result, billingRef: null, reason: 'x' }], 'file')
    taken(await answer('failed'))
    taken(await reverse(id))
    const second = await again(input)
    expect(second.ok).toBe(true)
    // Billing contradicts itself afterwards: told, and nothing is paid by it.
    expect(taken(await answer('paid')).problems).toMatchObject([
      { refusal: { code: 'refund_answer_differs' } },
    ])
    expect(await balance(id, 'paid_out')).toBe(null)
    await ledgerIsRight()
  })

  test('however often a charge is reported and taken back at once, one refund of it is paid', async () => {
    const input = wrongCharge(till)
    await approved(crew, input)
    for (let round = 0; round < 4; round += 1) {
      const standing = () =>
        database.db.billingError.findMany({
          where: { chargeRef: input.chargeRef!, state: { not: 'reversed' } },
        })
      const live = await standing()
      expect(live).toHaveLength(1)
      await Promise.all([
        ...live.map(({ id }) => reverse(id)),
        ...Array.from({ length: 10 }, () => reportErrors(crew.clerk, [input], { source: 'form' })),
        makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }),
      ])
      if ((await standing()).length === 0) await again(input)
      const [next] = await standing()
      if (next?.state === 'reported') {
        taken(await verifyError(crew.quality, { ...ofError(next.id), ...AS_REPORTED }))
        taken(await approveRefund(crew.manager, { ...ofError(next.id), ...AS_PROMISED }))
      }
    }
    const [last] = await database.db.billingError.findMany({
      where: { chargeRef: input.chargeRef!, state: { not: 'reversed' } },
    })
    if (last!.state === 'approved') await pay(last!.id)
    const paid = await database.db.refundPayment.count({
      where: { state: { in: ['sent', 'paid'] }, errorId: { in: await idsOf(input.chargeRef!) } },
    })
    expect(paid).toBe(1)
    await ledgerIsRight()
  }, 60_000)

  const idsOf = async (chargeRef: string) =>
    (await database.db.billingError.findMany({ where: { chargeRef } })).map(({ id }) => id)
})
