import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { unwrap } from '@/kernel/result'
import { createToken } from '@/organisation/service/tokens'
import { disconnectDb } from '@/platform/db/client'
import { makePaymentFile } from '@/refunds/service/pay'
import { POST } from '../../app/api/v1/refunds/payments/answers/route'
import { POST as report } from '../../app/api/v1/refunds/route'
import { calledByBilling } from '../support/billing-calls'
import { DATA_KEY } from '../support/case-actors'
import { createTestDatabase, type TestDatabase } from '../support/database'
import { systemCtx } from '../support/organisation'
import {
  approved,
  type Crew,
  crewAt,
  makeTill,
  REPORTED,
  type Till,
  taken,
  wrongCharge,
} from '../support/refunds'

vi.mock('next/headers', () => ({
  cookies: async () => ({ get: () => undefined, set: () => {} }),
  headers: async () => new Headers(),
}))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'zh-CN' }))

let test: TestDatabase
let till: Till
let crew: Crew
let token: string
let elsewhere: string

beforeAll(async () => {
  test = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', test.url)
  vi.stubEnv('JIANNUO_DATA_KEY', DATA_KEY)
  vi.stubEnv('NEXTAUTH_SECRET', 'x'.repeat(32))
  vi.stubEnv('NEXTAUTH_URL', 'http://localhost:3000')
  till = await makeTill(test.db)
  crew = await crewAt(test.db, till, REPORTED)
  const ctx = systemCtx(test.db)
  token = unwrap(await createToken(ctx, { name: 'billing', unitId: till.units.city })).token
  elsewhere = unwrap(await createToken(ctx, { name: 'other', unitId: till.otherCity })).token
})
afterAll(async () => {
  await disconnectDb()
  await test.drop()
})

const sent = (answers: unknown, by: string | null = token, headers: Record<string, string> = {}) =>
  calledByBilling(POST, answers, by, headers)
/** Refunds that left in a payment file. @returns errors with their payments */
async function underWay(count: number) {
  const errorIds: string[] = []
  for (let i = 0; i < count; i += 1) errorIds.push(await approved(crew, wrongCharge(till)))
  taken(await makePaymentFile(crew.finance, { unitId: till.units.root, currency: 'CNY' }))
  const payments = await test.db.refundPayment.findMany({ where: { errorId: { in: errorIds } } })
  return errorIds.map((errorId) => ({
    errorId,
    paymentId: payments.find((payment) => payment.errorId === errorId)!.id,
  }))
}
const stateOf = async (id: string) => (await test.db.billingError.findUniqueOrThrow({ where: { id } })).state
const paidOut = async (id: string) => {
  const { _sum } = await test.db.ledgerEntry.aggregate({
    where: { errorId: id, account: 'paid_out' },
    _sum: { amountMinor: true },
  })
  return _sum.amountMinor
}

describe('billing’s answers about payments', () => {
  it('credit or fail each refund; said again they change nothing', async () => {
    const [first, second] = await underWay(2)
    const body = {
      answers: [
        { paymentId: first!.paymentId, result: 'paid', billingRef: 'B-1' },
        { paymentId: second!.paymentId, result: 'failed', reason: '账户已销' },
      ],
    }
    expect(await sent(body)).toEqual({ status: 200, body: { paid: 1, failed: 1, repeated: 0, problems: [] } })
    expect([await stateOf(first!.errorId), await stateOf(second!.errorId)]).toEqual(['credited', 'failed'])
    expect(await sent(body)).toEqual({ status: 200, body: { paid: 0, failed: 0, repeated: 2, problems: [] } })
    expect(await paidOut(first!.errorId)).toBe(-2000n)
  })

  it('said ten times at once credit once', async () => {
    const [one] = await underWay(1)
    const body = { answers: [{ paymentId: one!.paymentId, result: 'paid', billingRef: 'B-2' }] }
    const answers = await Promise.all(Array.from({ length: 10 }, () => sent(body)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(answers.reduce((sum, { body }) => sum + Number(body.paid), 0)).toBe(1)
    expect(answers.reduce((sum, { body }) => sum + Number(body.repeated), 0)).toBe(9)
    expect(await paidOut(one!.errorId)).toBe(-2000n)
  })

  it('that cannot be are told with place and words in the caller’s language, the others are taken', async () => {
    const [good, other] = await underWay(2)
    const body = {
      answers: [
        { paymentId: good!.paymentId, result: 'paid', billingRef: 'B-3' },
        { paymentId: good!.paymentId, result: 'failed', reason: 'late' },
        { paymentId: other!.paymentId, result: 'failed' },
        { paymentId: crypto.randomUUID(), result: 'paid' },
      ],
    }
    const answer = await sent(body, token, { 'accept-language': 'en' })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        paid: 1,
        failed: 0,
        problems: [
          { line: 2, code: 'refund_answer_differs', message: expect.stringMatching(/[a-z]{3}/) },
          { line: 3, code: 'refund_failed_needs_reason' },
          { line: 4, code: 'refund_payment_unknown' },
        ],
      },
    })
    const chinese = await sent({ answers: [{ paymentId: good!.paymentId, result: 'failed', reason: 'x' }] })
    expect(chinese.body.problems).toMatchObject([{ message: expect.stringMatching(/\p{Script=Han}/u) }])
    expect([await stateOf(good!.errorId), await stateOf(other!.errorId)]).toEqual(['credited', 'sent'])
  })

  it('ten thousand fit into one call, one more does not', async () => {
    const many = (count: number) => ({
      answers: Array.from({ length: count }, () => ({
        paymentId: crypto.randomUUID(),
        result: 'failed',
        billingRef: '单'.repeat(60),
        reason: '账户已销',
      })),
    })
    const answer = await sent(many(10_000))
    expect(answer.status).toBe(200)
    expect(answer.body.problems).toHaveLength(10_000)
    expect(await sent(many(10_001))).toMatchObject({ status: 400, body: { code: 'invalid' } })
  }, 60_000)
})

describe('a call that is refused', () => {
  it.each([
    ['cut off', '{"answers":', 'body_no_json', undefined],
    ['no answers', { answers: [] }, 'invalid', 'answers'],
    ['no payment', { answers: [{ paymentId: '7', result: 'paid' }] }, 'invalid', 'answers.0.paymentId'],
    [
      'another result',
      { answers: [{ paymentId: crypto.randomUUID(), result: 'done' }] },
      'invalid',
      'answers.0.result',
    ],
  ])('%s says what is wrong', async (_what, body, code, field) => {
    const answer = await sent(body, token, { 'accept-language': 'zh-Hant' })
    expect(answer).toMatchObject({
      status: 400,
      body: { code, title: expect.stringMatching(/\p{Script=Han}/u) },
    })
    expect(Object.keys(answer.body.fields ?? {})).toEqual(field ? [field] : [])
  })

  it('without a token or with a wrong one; a token is for systems’ routes only', async () => {
    const [one] = await underWay(1)
    const body = { answers: [{ paymentId: one!.paymentId, result: 'paid' }] }
    expect(await sent(body, null)).toMatchObject({ status: 401 })
    expect(await sent(body, `jiannuo_${'b'.repeat(43)}`)).toMatchObject({ status: 401 })
    expect(await calledByBilling(report, {}, token)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    })
    expect(await stateOf(one!.errorId)).toBe('sent')
  })

  it('payments of another branch are unknown to its token and stay as they are', async () => {
    const [one] = await underWay(1)
    const body = { answers: [{ paymentId: one!.paymentId, result: 'paid' }] }
    expect(await sent(body, elsewhere)).toMatchObject({
      status: 200,
      body: { paid: 0, problems: [{ line: 1, code: 'refund_payment_unknown' }] },
    })
    expect(await stateOf(one!.errorId)).toBe('sent')
    const lost = await test.db.staff.findFirstOrThrow({ where: { displayName: 'other' } })
    await test.db.roleAssignment.updateMany({ where: { staffId: lost.id }, data: { endedAt: new Date() } })
    expect(await sent(body, elsewhere)).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  })
})
