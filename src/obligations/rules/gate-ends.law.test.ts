import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENDS_SUBJECT } from '@/commitments/rules/occasions'
import type { GateRule } from '@/commitments/rules/rule'
import type { FactType } from '@/kernel/fact-types'
import { config, fact, h, outcome, states, version } from '../../../tests/support/engine-story'
import { closedGates } from './gates-in-force'
import type { FactRecord } from './types'

/** BJ-05: no charge before order, question and the customer's yes. */
const BEFORE_CHARGING: GateRule = {
  kind: 'gate',
  start: 'subscription.ordered',
  action: 'subscription.charged',
  preconditions: [
    { fact: 'subscription.ordered' },
    { fact: 'subscription.confirm_requested' },
    { fact: 'subscription.confirmed', by: 'customer' },
  ],
  overrideBy: null,
  ifMissing: 'no_charge',
}
const ordered = fact('subscription.ordered', h(0), {
  attrs: { kind: 'subscription_order', classCode: 'monthly' },
})
const asked = fact('subscription.confirm_requested', h(1))
const confirmed = (atMs: number) => fact('subscription.confirmed', atMs, { attrs: { byCustomer: true } })
const charged = (atMs: number) => fact('subscription.charged', atMs)
const lapsed = (atMs: number) => fact('subscription.lapsed', atMs)
const judged = (...facts: FactRecord[]) =>
  outcome(BEFORE_CHARGING, [ordered, ...facts], h(900), { versionId: 'BJ-05', commitmentId: 'c' })

describe('an order that ends without a charge', () => {
  test.each([
    ['declined', [asked, fact('subscription.declined', h(2))], 'subscription.declined'],
    ['met by silence', [asked, lapsed(h(25))], 'subscription.lapsed'],
    ['taken back before the question', [fact('subscription.cancelled', h(1))], 'subscription.cancelled'],
    ['cancelled before the answer', [asked, fact('subscription.cancelled', h(2))], 'subscription.cancelled'],
    [
      'confirmed and cancelled before it cost anything',
      [asked, confirmed(h(2)), fact('subscription.cancelled', h(3))],
      'subscription.cancelled',
    ],
  ])('%s: void, neither kept nor broken, and why is known', (_how, facts, by) => {
    expect(judged(...facts)).toMatchObject([
      { state: 'VOID', settledBy: by, dueAtMs: null, fulfilledAtMs: null, brokenAtMs: null, stepAtsMs: [] },
    ])
  })

  test('the first ending stands', () => {
    expect(judged(asked, lapsed(h(25)), fact('subscription.cancelled', h(30)))).toMatchObject([
      { state: 'VOID', settledBy: 'subscription.lapsed' },
    ])
  })

  test('as long as it has not ended the gate waits', () => {
    expect(states(judged(asked))).toEqual(['OPEN'])
    expect(states(judged(asked, confirmed(h(2)), fact('subscription.activated', h(2))))).toEqual(['OPEN'])
  })

  test('a charge all the same is refused before and broken after, by what is on record', () => {
    const facts = [ordered, asked, lapsed(h(25))]
    const [gate] = closedGates(facts, 'subscription.charged', config([version([BEFORE_CHARGING])]), h(50))
    expect(gate?.missing).toEqual(['subscription.confirmed'])
    expect(judged(asked, lapsed(h(25)), charged(h(50)))).toMatchObject([
      { state: 'VOID', cycle: 1 },
      { state: 'BROKEN', cycle: 2, brokenAtMs: h(50), settledBy: null },
    ])
  })

  test('a yes that was given in time and told late makes its charge right', () => {
    const told = fact('subscription.confirmed', h(20), { recordedAt: h(30), attrs: { byCustomer: true } })
    expect(states(judged(asked, lapsed(h(25)), told, charged(h(50))))).toEqual(['VOID', 'KEPT'])
  })

  test('the charge of the last month comes after the cancelling: judged by itself', () => {
    const facts = [asked, confirmed(h(2)), fact('subscription.cancelled', h(30))]
    expect(states(judged(...facts, charged(h(29))))).toEqual(['VOID', 'KEPT'])
  })

  test('an order that was charged keeps its outcome when it ends', () => {
    const kept = [asked, confirmed(h(2)), charged(h(3)), fact('subscription.cancelled', h(30))]
    expect(judged(...kept)).toMatchObject([{ state: 'KEPT', fulfilledAtMs: h(3), settledBy: null }])
    expect(states(judged(asked, charged(h(3)), lapsed(h(25))))).toEqual(['BROKEN'])
  })
})

describe('whatever happens to an order, in whatever order', () => {
  const ENDINGS = ENDS_SUBJECT.filter((type) => type.startsWith('subscription.')) as FactType[]
  const happening = fc.record({
    type: fc.constantFrom<FactType>(
      'subscription.confirm_requested',
      'subscription.confirmed',
      'subscription.activated',
      'subscription.charged',
      ...ENDINGS,
    ),
    afterMinutes: fc.nat(30 * 60),
    typedLateMinutes: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(600)),
  })
  const life = fc.array(happening, { maxLength: 10 }).map((happenings) => {
    let recordedAt = h(0)
    return happenings.map(({ type, afterMinutes, typedLateMinutes }) => {
      recordedAt += afterMinutes * 60_000
      return fact(type, Math.max(h(0), recordedAt - typedLateMinutes * 60_000), {
        recordedAt,
        attrs: { byCustomer: true },
      })
    })
  })
  const isEnding = ({ type }: FactRecord) => ENDS_SUBJECT.includes(type)
  const decisions = (facts: readonly FactRecord[]) =>
    judged(...facts)
      .filter(({ state }) => state === 'KEPT' || state === 'BROKEN')
      .map(({ state, brokenAtMs, fulfilledAtMs }) => ({ state, brokenAtMs, fulfilledAtMs }))

  test('endings change nothing that is kept or broken, and nothing waits after one', () => {
    fc.assert(
      fc.property(life, (facts) => {
        expect(decisions(facts)).toEqual(decisions(facts.filter((each) => !isEnding(each))))
        const running = judged(...facts).filter(({ state }) => state === 'OPEN')
        if (facts.some(isEnding)) expect(running).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('void is final, whatever comes afterwards, and at most one round is decided', () => {
    fc.assert(
      fc.property(life, (facts) => {
        let before: readonly { state: string }[] = []
        for (let count = 0; count <= facts.length; count += 1) {
          const after = judged(...facts.slice(0, count))
          before.forEach((was, place) => {
            if (was.state === 'VOID') expect(after[place]).toEqual(was)
          })
          expect(after.filter(({ state }) => state !== 'VOID').length).toBeLessThanOrEqual(1)
          before = after
        }
      }),
      { numRuns: 200 },
    )
  })
})
