import { describe, expect, test } from 'vitest'
import { EVERY_CASE, type NeverEventRule } from '@/commitments/rules/rule'
import { CLERK, fact, h, outcome, received, states } from '../../../tests/support/engine-story'

const CHARGED: NeverEventRule = {
  kind: 'never_event',
  definition: {
    code: 'charge_without_consent',
    text: { 'zh-CN': '未经确认收费', 'zh-TW': '未經確認收費', en: 'a charge without consent' },
  },
  detection: [],
  fact: 'subscription.charged_without_consent',
}
const FORCED: NeverEventRule = { ...CHARGED, fact: 'complaint.received' }
const forcedSale = { scope: { ...EVERY_CASE, classes: ['service.choice'] } }

const ordered = fact('subscription.ordered', h(0), {
  attrs: { kind: 'subscription_order', classCode: 'monthly' },
})
const charged = (atMs: number, recordedAt = atMs) =>
  fact('subscription.charged_without_consent', atMs, { recordedAt, by: null })

describe('what may never happen', () => {
  test('nothing happened, nothing is owed: no figure of nothing', () => {
    expect(outcome(CHARGED, [ordered], h(9000))).toEqual([])
  })

  test('each occurrence is broken at once, at the moment it happened, whenever that was found', () => {
    expect(outcome(CHARGED, [ordered, charged(h(2), h(50)), charged(h(700))], h(800))).toMatchObject([
      { cycle: 1, state: 'BROKEN', startedAtMs: h(2), brokenAtMs: h(2), dueAtMs: null, fulfilledAtMs: null },
      {
        cycle: 2,
        state: 'BROKEN',
        startedAtMs: h(700),
        brokenAtMs: h(700),
        dueAtMs: null,
        fulfilledAtMs: null,
      },
    ])
  })

  test.each(['billing.refund_credited', 'billing.refund_confirmed', 'complaint.solved'] as const)(
    '%s makes good what happened so far, beside the breach; what happens later is another',
    (type) => {
      const facts = [ordered, charged(h(2)), fact(type, h(20)), charged(h(700))]
      expect(outcome(CHARGED, facts, h(800))).toMatchObject([
        { state: 'BROKEN', brokenAtMs: h(2), fulfilledAtMs: h(20) },
        { state: 'BROKEN', brokenAtMs: h(700), fulfilledAtMs: null },
      ])
    },
  )

  test('one occurrence is waived, the other stays', () => {
    const waived = fact('obligation.waived', h(30), { attrs: { versionId: 'v', ruleIndex: 0, cycle: 1 } })
    const facts = [ordered, charged(h(2)), charged(h(3)), waived]
    expect(states(outcome(CHARGED, facts, h(40), { versionId: 'v' }))).toEqual(['WAIVED', 'BROKEN'])
  })

  test('before the promise held it is none', () => {
    expect(outcome(CHARGED, [ordered, charged(h(2))], h(9), { validFromMs: h(2) + 1 })).toEqual([])
    expect(states(outcome(CHARGED, [ordered, charged(h(2))], h(9), { validFromMs: h(2) }))).toEqual([
      'BROKEN',
    ])
  })

  test('without a fact that proves it, nothing is measured', () => {
    const { fact: _proof, ...inWords } = CHARGED
    expect(outcome(inWords, [ordered, charged(h(2))], h(9))).toEqual([])
  })
})

describe('measured by complaints of a class', () => {
  const becomes = (classCode: string, atMs: number) =>
    fact('complaint.reclassified', atMs, { attrs: { classCode } })

  test('a complaint of the class is an occurrence, one of another class is none', () => {
    const choice = received({ attrs: { classCode: 'service.choice' } })
    expect(states(outcome(FORCED, [choice], h(1), forcedSale))).toEqual(['BROKEN'])
    expect(outcome(FORCED, [received()], h(1), forcedSale)).toEqual([])
  })

  test('found to be of the class later: broken when the customer was forced to speak, not when it was found', () => {
    expect(outcome(FORCED, [received(), becomes('service.choice', h(5))], h(6), forcedSale)).toMatchObject([
      { state: 'BROKEN', brokenAtMs: h(0) },
    ])
  })

  test('reclassifying takes nothing back; only a waiver with a proof does', () => {
    const choice = received({ by: CLERK, attrs: { classCode: 'service.choice' } })
    expect(states(outcome(FORCED, [choice, becomes('service.attitude', h(5))], h(6), forcedSale))).toEqual([
      'BROKEN',
    ])
    expect(
      states(
        outcome(
          FORCED,
          [choice, becomes('service.attitude', h(5)), becomes('service.choice', h(6))],
          h(6),
          forcedSale,
        ),
      ),
    ).toEqual(['BROKEN'])
  })

  test('imported with the time unknown it proves nothing', () => {
    const imported = received({ source: 'import', attrs: { classCode: 'service.choice', timeUnknown: true } })
    expect(outcome(FORCED, [imported], h(1), forcedSale)).toEqual([])
  })
})
