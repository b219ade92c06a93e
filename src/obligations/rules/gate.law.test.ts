import { describe, expect, test } from 'vitest'
import type { GatePrecondition, GateRule } from '@/commitments/rules/rule'
import {
  CALL_BACK_BEFORE_CLOSING,
  CLERK,
  config,
  fact,
  h,
  outcome,
  received,
  states,
  version,
} from '../../../tests/support/engine-story'
import { closedGates } from './gates-in-force'
import type { FactRecord } from './types'

const replied = (atMs: number, by: string | null = CLERK) => fact('complaint.replied', atMs, { by })
const calledBack = (atMs: number, by: string | null = CLERK, attrs = {}) =>
  fact('complaint.called_back', atMs, { by, attrs })
const closed = (atMs: number) => fact('complaint.closed', atMs)
const closing = (...preconditions: GatePrecondition[]): GateRule => ({
  ...CALL_BACK_BEFORE_CLOSING,
  preconditions,
})

/** What the gate would say to a closing at `atMs`. */
const missing = (rule: GateRule, facts: FactRecord[], atMs: number) =>
  closedGates(facts, 'complaint.closed', config([version([rule])]), atMs).flatMap(
    (verdict) => verdict.missing,
  )
/** The state after the closing happened all the same, beside what the gate said: both must agree. */
function closingAt(
  rule: GateRule,
  facts: FactRecord[],
  atMs: number,
): { missing: readonly string[]; state: string | undefined } {
  return {
    missing: missing(rule, facts, atMs),
    state: states(outcome(rule, [...facts, closed(atMs)], atMs)).at(-1),
  }
}

describe('a gate before closing', () => {
  const gate = CALL_BACK_BEFORE_CLOSING
  test.each<[law: string, facts: FactRecord[], missing: string[]]>([
    [
      "nothing on record: everything is missing, in the rule's order",
      [],
      ['complaint.replied', 'complaint.called_back'],
    ],
    ['one is missing', [replied(h(1))], ['complaint.called_back']],
    ['all are there, in order: it opens', [replied(h(1)), calledBack(h(2))], []],
    [
      'in the wrong order: the second still has to come after the first',
      [calledBack(h(1)), replied(h(2))],
      ['complaint.called_back'],
    ],
    ['again in the right order: it opens', [calledBack(h(1)), replied(h(2)), calledBack(h(3))], []],
  ])('%s', (_law, facts, expected) => {
    expect(closingAt(gate, [received(), ...facts], h(9))).toEqual({
      missing: expected,
      state: expected.length === 0 ? 'KEPT' : 'BROKEN',
    })
  })

  test('owed without a time; nothing breaks it but the action', () => {
    expect(outcome(gate, [received()], h(9000))).toMatchObject([
      { state: 'OPEN', dueAtMs: null, brokenAtMs: null },
    ])
  })

  test('passed without: broken at the action, fulfilled when the rest is done', () => {
    const facts = [received(), replied(h(1)), closed(h(5))]
    expect(outcome(gate, facts, h(6))).toMatchObject([
      { state: 'BROKEN', brokenAtMs: h(5), fulfilledAtMs: null },
    ])
    expect(outcome(gate, [...facts, calledBack(h(8))], h(8))).toMatchObject([
      { state: 'BROKEN', brokenAtMs: h(5), fulfilledAtMs: h(8) },
    ])
  })

  test('an action dated before its precondition happened is refused, as it would be broken', () => {
    const facts = [received(), replied(h(1)), calledBack(h(4))]
    expect(missing(gate, facts, h(3))).toEqual(['complaint.called_back'])
    const backdated = fact('complaint.closed', h(3), { recordedAt: h(5) })
    expect(states(outcome(gate, [...facts, backdated], h(5)))).toEqual(['BROKEN'])
  })

  test('in the order things happened: a reply typed after the call-back but given before it opens the gate', () => {
    const typedLate = fact('complaint.replied', h(1), { recordedAt: h(3) })
    expect(closingAt(gate, [received(), calledBack(h(2)), typedLate], h(9))).toEqual({
      missing: [],
      state: 'KEPT',
    })
  })

  test('what made it owed counts: an appeal only after the complaint was registered', () => {
    const appeal: GateRule = {
      ...gate,
      action: 'complaint.appealed',
      preconditions: [{ fact: 'complaint.received' }],
    }
    const appealed = fact('complaint.appealed', h(5))
    expect(closedGates([received()], 'complaint.appealed', config([version([appeal])]), h(5))).toEqual([])
    expect(states(outcome(appeal, [received(), appealed], h(5)))).toEqual(['KEPT'])
    expect(
      states(
        outcome(
          appeal,
          [received(), appealed, closed(h(6)), fact('complaint.reopened', h(7)), appealed],
          h(8),
        ),
      ),
    ).toEqual(['KEPT', 'KEPT'])
  })

  test('not owed, not asked: a gate of another class says nothing', () => {
    const other = version([gate], { scope: { ...version([]).scope, classes: ['network'] } })
    expect(closedGates([received()], 'complaint.closed', config([other]), h(1))).toEqual([])
  })
})

test('an action dated before its round began counts from the round’s beginning', () => {
  const facts = [received(), closed(h(1)), fact('complaint.reopened', h(5)), closed(h(3))]
  expect(outcome(CALL_BACK_BEFORE_CLOSING, facts, h(6))).toMatchObject([
    { cycle: 1, state: 'BROKEN', brokenAtMs: h(1) },
    { cycle: 2, state: 'BROKEN', startedAtMs: h(5), brokenAtMs: h(5) },
  ])
})

describe('a case that closes without the action', () => {
  const noSuspension: GateRule = {
    ...CALL_BACK_BEFORE_CLOSING,
    action: 'suspension.done',
    preconditions: [{ fact: 'complaint.closed' }],
  }
  const beforeAppeal: GateRule = {
    ...CALL_BACK_BEFORE_CLOSING,
    action: 'complaint.appealed',
    preconditions: [{ fact: 'complaint.replied' }],
  }

  test('the action had to wait for the closing: kept at the closing', () => {
    expect(outcome(noSuspension, [received(), closed(h(5))], h(9))).toMatchObject([
      { state: 'KEPT', fulfilledAtMs: h(5), brokenAtMs: null },
    ])
  })

  test('the action came before: broken, and the closing makes up for it', () => {
    expect(
      outcome(noSuspension, [received(), fact('suspension.done', h(2)), closed(h(5))], h(9)),
    ).toMatchObject([{ state: 'BROKEN', brokenAtMs: h(2), fulfilledAtMs: h(5) }])
  })

  test('reopened: owed again until it is closed again', () => {
    const facts = [received(), closed(h(5)), fact('complaint.reopened', h(6))]
    expect(states(outcome(noSuspension, facts, h(7)))).toEqual(['KEPT', 'OPEN'])
    expect(states(outcome(noSuspension, [...facts, closed(h(8))], h(9)))).toEqual(['KEPT', 'KEPT'])
    expect(states(outcome(noSuspension, [...facts, fact('suspension.done', h(7))], h(9)))).toEqual([
      'KEPT',
      'BROKEN',
    ])
  })

  test('no occasion: void', () => {
    expect(outcome(beforeAppeal, [received(), replied(h(1)), closed(h(5))], h(9))).toMatchObject([
      { state: 'VOID', fulfilledAtMs: null, brokenAtMs: null },
    ])
  })

  test('the action after the closing is asked all the same, with all that was on record', () => {
    const appealed = fact('complaint.appealed', h(9))
    const asked = (facts: FactRecord[]) => ({
      missing: closedGates(facts, 'complaint.appealed', config([version([beforeAppeal])]), h(9)).flatMap(
        (verdict) => verdict.missing,
      ),
      states: states(outcome(beforeAppeal, [...facts, appealed], h(9))),
    })
    expect(asked([received(), replied(h(1)), closed(h(5))])).toEqual({
      missing: [],
      states: ['VOID', 'KEPT'],
    })
    expect(asked([received(), closed(h(5))])).toEqual({
      missing: ['complaint.replied'],
      states: ['VOID', 'BROKEN'],
    })
    expect(asked([received(), closed(h(5)), replied(h(6))])).toEqual({
      missing: [],
      states: ['VOID', 'KEPT'],
    })
  })

  test('closed at a time nobody knows proves nothing', () => {
    const unknown = fact('complaint.closed', h(5), { source: 'import', attrs: { timeUnknown: true } })
    expect(states(outcome(noSuspension, [received({ source: 'import' }), unknown], h(9)))).toEqual(['VOID'])
  })

  test('closed and then of another class: the gate is not asked', () => {
    const network = version([beforeAppeal], { scope: { ...version([]).scope, classes: ['service'] } })
    const moved = fact('complaint.reclassified', h(6), { attrs: { classCode: 'network' } })
    const facts = [received(), closed(h(5)), moved]
    expect(closedGates(facts, 'complaint.appealed', config([network]), h(9))).toEqual([])
    expect(
      states(outcome(beforeAppeal, [...facts, fact('complaint.appealed', h(9))], h(9), network)),
    ).toEqual(['VOID'])
  })
})

describe('how long and how old', () => {
  test('a fact that outlived its validity counts as missing; at its last moment it counts', () => {
    const rule = closing({ fact: 'complaint.called_back', validity: { amount: 24, unit: 'hour' } })
    expect(closingAt(rule, [received(), calledBack(h(1))], h(25))).toEqual({ missing: [], state: 'KEPT' })
    expect(closingAt(rule, [received(), calledBack(h(1))], h(25) + 1)).toEqual({
      missing: ['complaint.called_back'],
      state: 'BROKEN',
    })
    expect(closingAt(rule, [received(), calledBack(h(1)), calledBack(h(20))], h(30))).toEqual({
      missing: [],
      state: 'KEPT',
    })
  })

  test('a fact that is younger than it has to be counts as missing; at its age it counts', () => {
    const rule = closing({ fact: 'complaint.called_back', minimumAge: { amount: 2, unit: 'day' } })
    expect(closingAt(rule, [received(), calledBack(h(1))], h(49) - 1)).toEqual({
      missing: ['complaint.called_back'],
      state: 'BROKEN',
    })
    expect(closingAt(rule, [received(), calledBack(h(1))], h(49))).toEqual({ missing: [], state: 'KEPT' })
  })
})

describe('by whom', () => {
  const calledBackBy = (by: NonNullable<GatePrecondition['by']>) =>
    closing({ fact: 'complaint.called_back', by })
  const handedOver = fact('complaint.assigned', h(4), { attrs: { ownerId: 'colleague' } })

  test('by the owner; by somebody else', () => {
    expect(missing(calledBackBy('owner'), [received(), calledBack(h(1))], h(2))).toEqual([])
    expect(missing(calledBackBy('owner'), [received(), calledBack(h(1), 'colleague')], h(2))).toEqual([
      'complaint.called_back',
    ])
    expect(missing(calledBackBy('not_owner'), [received(), calledBack(h(1))], h(2))).toEqual([
      'complaint.called_back',
    ])
    expect(missing(calledBackBy('not_owner'), [received(), calledBack(h(1), 'colleague')], h(2))).toEqual([])
    expect(missing(calledBackBy('not_owner'), [received(), calledBack(h(1), null)], h(2))).toEqual([
      'complaint.called_back',
    ])
  })

  test('whose case it was when it was done: handing it over afterwards changes nothing', () => {
    expect(missing(calledBackBy('not_owner'), [received(), calledBack(h(1)), handedOver], h(5))).toEqual([
      'complaint.called_back',
    ])
    expect(
      missing(calledBackBy('not_owner'), [received(), calledBack(h(1), 'colleague'), handedOver], h(5)),
    ).toEqual([])
    expect(
      missing(calledBackBy('owner'), [received(), handedOver, calledBack(h(5), 'colleague')], h(6)),
    ).toEqual([])
  })

  test('by the customer; by a manager', () => {
    expect(missing(calledBackBy('customer'), [received(), calledBack(h(1))], h(2))).toEqual([
      'complaint.called_back',
    ])
    expect(
      missing(calledBackBy('customer'), [received(), calledBack(h(1), null, { byCustomer: true })], h(2)),
    ).toEqual([])
    expect(missing(calledBackBy('manager'), [received(), calledBack(h(1))], h(2))).toEqual([
      'complaint.called_back',
    ])
    expect(
      missing(calledBackBy('manager'), [received(), calledBack(h(1), 'boss', { byManager: true })], h(2)),
    ).toEqual([])
  })

  test('by distinct persons: the same one twice is one', () => {
    const rule = closing(
      { fact: 'complaint.replied' },
      { fact: 'complaint.called_back', by: 'distinct_person' },
    )
    expect(missing(rule, [received(), replied(h(1), 'a'), calledBack(h(2), 'a')], h(3))).toEqual([
      'complaint.called_back',
    ])
    expect(missing(rule, [received(), replied(h(1), 'a'), calledBack(h(2), 'b')], h(3))).toEqual([])
    expect(
      missing(rule, [received(), replied(h(1), 'a'), replied(h(2), 'b'), calledBack(h(3), 'a')], h(4)),
    ).toEqual([])
  })

  test('three levels by three persons', () => {
    const rule = closing(
      { fact: 'order.level1_approved', by: 'distinct_person' },
      { fact: 'order.level2_approved', by: 'distinct_person' },
      { fact: 'order.level3_approved', by: 'distinct_person' },
    )
    const levels = (...people: string[]) => [
      received(),
      ...people.map((person, i) =>
        fact(
          (['order.level1_approved', 'order.level2_approved', 'order.level3_approved'] as const)[i]!,
          h(i + 1),
          { by: person },
        ),
      ),
    ]
    expect(missing(rule, levels('a', 'b', 'c'), h(9))).toEqual([])
    expect(missing(rule, levels('a', 'b', 'a'), h(9))).toEqual(['order.level3_approved'])
    expect(missing(rule, levels('a', 'a', 'c'), h(9))).toEqual(['order.level2_approved'])
  })
})
