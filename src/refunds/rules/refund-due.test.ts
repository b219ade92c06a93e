import { describe, expect, test } from 'vitest'
import { type DeadlineRule, EVERY_CASE, type Remedy, type Scope } from '@/commitments/rules/rule'
import type { SubjectView } from '@/obligations/rules/subject'
import { dueInWords } from './due-in-words'
import { type PayingVersion, refundDue, type WrongCharge } from './refund-due'

const at = (day: string) => Date.parse(`${day}T00:00:00+08:00`)
const PAID_WITHIN: DeadlineRule = {
  kind: 'deadline',
  start: 'billing.error_verified',
  stop: ['billing.refund_credited'],
  limit: { amount: 1, unit: 'cycle' },
  clock: 'billing_cycle',
  pause: null,
  attainment: { type: 'all' },
  onReopen: 'ignore',
}
const times = (factor: number, more: object = {}): Remedy => ({
  type: 'multiple',
  base: 'overcharge',
  factor,
  currency: 'CNY',
  ...more,
})
const promise = (code: string, remedy: Remedy, given: Partial<PayingVersion> = {}): PayingVersion => ({
  versionId: `${code}-v1`,
  commitmentId: code,
  commitmentCode: code,
  version: 1,
  unitPath: 'HX',
  rules: [PAID_WITHIN],
  scope: EVERY_CASE,
  ladder: [],
  quietHours: null,
  publishedAtMs: at('2026-01-01'),
  validFromMs: at('2026-01-01'),
  validToMs: null,
  remedy,
  ...given,
})
const SUBJECT: SubjectView = {
  kind: 'billing_error',
  classCode: 'no_consent',
  alsoClasses: ['not_as_ordered', 'content_fee'],
  channel: 'hall',
  brand: null,
  customerClass: null,
  unitId: 'hall',
  ownerId: null,
}
const CHARGE: WrongCharge = {
  currency: 'CNY',
  chargedMinor: 1500n,
  correctMinor: 500n,
  chargedAtMs: at('2026-03-01'),
}
const due = (versions: readonly PayingVersion[], charge: Partial<WrongCharge> = {}) =>
  refundDue(versions, SUBJECT, ['HX', 'ZZ'], { ...CHARGE, ...charge }, at('2026-03-20'))
const within = (scope: Partial<Scope>): Partial<PayingVersion> => ({ scope: { ...EVERY_CASE, ...scope } })

describe('what is due for a wrong charge', () => {
  test('is what the promise says, with its version and working', () => {
    const worked = due([promise('BJ-02', times(2))])
    expect(worked).toMatchObject({ amountMinor: 2000n, versionId: 'BJ-02-v1', promiseCode: 'BJ-02' })
    expect(dueInWords(worked.steps, 'CNY', 'zh-CN', 'Asia/Shanghai')).toEqual([
      '已收¥15.00，应收¥5.00，多收¥10.00。',
      '收费发生在2026-03-01 00:00，适用当时有效的承诺BJ-02第1版。',
      '计算基数：多收金额¥10.00。',
      '按2倍计算：¥20.00。',
    ])
  })

  test.each([
    ['the last moment of a promise is not its own', { validToMs: at('2026-03-01') }, 1000n],
    ['its first moment is', { validFromMs: at('2026-03-01') }, 2000n],
    ['one that begins later does not hold', { validFromMs: at('2026-03-02') }, 1000n],
    ['one published after it was verified is not known', { publishedAtMs: at('2026-03-21') }, 1000n],
    ['another part of the company is not bound', { unitPath: 'HX.KF' }, 1000n],
    ['a class it also counts as is enough', within({ classes: ['content_fee'] }), 2000n],
    ['another class is not', within({ classes: ['border_roaming'] }), 1000n],
    [
      'a promise about something else pays nothing here',
      { rules: [{ ...PAID_WITHIN, start: 'complaint.received' }] },
      1000n,
    ],
  ] as const)('%s', (_name, given, amount) =>
    expect(due([promise('P', times(2), given as Partial<PayingVersion>)]).amountMinor).toBe(amount),
  )

  test('of several the best for the customer holds, and the others are named', () => {
    const worked = due([promise('A', times(2)), promise('B', times(3)), promise('C', times(2))])
    expect(worked).toMatchObject({ amountMinor: 3000n, promiseCode: 'B' })
    expect(worked.steps.filter(({ code }) => code === 'compared')).toHaveLength(2)
  })

  test('is never less than the difference itself: no promise takes away what the law gives', () => {
    expect(due([])).toMatchObject({ amountMinor: 1000n, versionId: null })
    expect(due([promise('A', { type: 'none' })])).toMatchObject({ amountMinor: 1000n, versionId: null })
    expect(due([promise('A', times(2, { capMinor: 300 }))])).toMatchObject({
      amountMinor: 1000n,
      versionId: null,
    })
  })

  test('a promise in another currency, or of something not known, is left out', () => {
    expect(due([promise('A', { ...times(2), currency: 'USD' } as Remedy)])).toMatchObject({ versionId: null })
    expect(due([promise('A', { type: 'prorata', fee: 'rent', days: 'outage_days' })])).toMatchObject({
      versionId: null,
    })
  })

  test('charged too little gives 0 and says so', () => {
    const worked = due([promise('A', times(2))], { chargedMinor: 100n })
    expect(worked).toMatchObject({ amountMinor: 0n, differenceMinor: -400n })
    expect(dueInWords(worked.steps, 'CNY', 'en', 'Asia/Shanghai').join(' ')).toContain(
      'nothing too much was charged',
    )
  })

  test('an order that counts as not ordered gives back the whole charge', () => {
    expect(due([promise('BJ-05', { type: 'void', order: 'subscription' })])).toMatchObject({
      amountMinor: 1500n,
    })
  })
})
