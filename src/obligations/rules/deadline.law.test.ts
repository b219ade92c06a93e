import { describe, expect, test } from 'vitest'
import {
  config,
  fact,
  h,
  known,
  OFFICE,
  OTHER_HALL,
  only,
  outcome,
  REPLY_48H,
  received,
  SECOND,
  SPOKE,
  states,
  version,
} from '../../../tests/support/engine-story'
import { judge } from './judge'
import type { JudgedObligation, ObligationStateName } from './types'

const DUE = h(48)
const replied = (atMs: number, told = {}) => fact('complaint.replied', atMs, told)

type Expected = { state: ObligationStateName } & Partial<JudgedObligation>

describe('the 48-hour promise', () => {
  test.each<[law: string, facts: ReturnType<typeof fact>[], nowMs: number, expected: Expected]>([
    [
      'received: owed until 48 hours after the customer spoke',
      [received()],
      SPOKE,
      { state: 'OPEN', dueAtMs: DUE },
    ],
    [
      'recorded an hour after the customer spoke: the clock has run that hour',
      [received({ recordedAt: h(1) })],
      h(1),
      { state: 'OPEN', startedAtMs: SPOKE, dueAtMs: DUE },
    ],
    [
      'one second before the deadline: kept',
      [received(), replied(DUE - SECOND)],
      DUE,
      { state: 'KEPT', fulfilledAtMs: DUE - SECOND },
    ],
    [
      'reply exactly at the deadline: kept',
      [received(), replied(DUE)],
      DUE,
      { state: 'KEPT', fulfilledAtMs: DUE, brokenAtMs: null },
    ],
    [
      'one second after the deadline: broken at the deadline, fulfilled late',
      [received(), replied(DUE + SECOND)],
      DUE + SECOND,
      { state: 'BROKEN', brokenAtMs: DUE, dueAtMs: DUE, fulfilledAtMs: DUE + SECOND },
    ],
    ['at the deadline nobody has replied: still in time', [received()], DUE, { state: 'OPEN', dueAtMs: DUE }],
    ['a moment later: broken at the deadline', [received()], DUE + 1, { state: 'BROKEN', brokenAtMs: DUE }],
    [
      'looked at a year later: broken at the deadline all the same',
      [received()],
      h(9000),
      { state: 'BROKEN', brokenAtMs: DUE, fulfilledAtMs: null },
    ],
    [
      'late record of a reply in time does not undo the breach',
      [received(), replied(h(47), { recordedAt: h(49) })],
      h(49),
      { state: 'BROKEN', brokenAtMs: DUE, fulfilledAtMs: h(49) },
    ],
    [
      'a second reply changes nothing',
      [received(), replied(h(1)), replied(h(60))],
      h(60),
      { state: 'KEPT', fulfilledAtMs: h(1) },
    ],
    [
      'a second late reply changes nothing',
      [received(), replied(h(60)), replied(h(70))],
      h(70),
      { state: 'BROKEN', fulfilledAtMs: h(60) },
    ],
    ['a plan is no reply', [received(), fact('complaint.planned', h(1))], h(2), { state: 'OPEN' }],
    [
      'chasing does not start the clock again',
      [received(), fact('complaint.chased', h(20))],
      h(20),
      { state: 'OPEN', dueAtMs: DUE },
    ],
    [
      'closing is no reply',
      [received(), fact('complaint.closed', h(20))],
      h(50),
      { state: 'BROKEN', brokenAtMs: DUE },
    ],
    [
      'a reply dated before the customer spoke counts from when he spoke',
      [received(), replied(h(-1), { recordedAt: h(1) })],
      h(1),
      { state: 'KEPT', fulfilledAtMs: SPOKE },
    ],
    [
      'handed to another hall: owed there, at the same time',
      [received(), fact('complaint.assigned', h(1), { unit: OTHER_HALL, attrs: { unitId: OTHER_HALL } })],
      h(1),
      { state: 'OPEN', unitId: OTHER_HALL, dueAtMs: DUE },
    ],
    [
      'handed over after the breach: it stays with the hall that broke it',
      [received(), fact('complaint.assigned', h(50), { attrs: { unitId: OTHER_HALL } })],
      h(50),
      { state: 'BROKEN', unitId: 'hall' },
    ],
  ])('%s', (_law, facts, nowMs, expected) => {
    expect(only(outcome(REPLY_48H, facts, nowMs))).toMatchObject(expected)
  })

  test('any of several stops keeps it', () => {
    const rule = { ...REPLY_48H, stop: ['complaint.contacted', 'complaint.replied'] }
    expect(only(outcome(rule, [received(), fact('complaint.contacted', h(3))], h(3)))).toMatchObject({
      state: 'KEPT',
      fulfilledAtMs: h(3),
    })
  })

  test('a promise that names no number is not measured', () => {
    expect(outcome({ ...REPLY_48H, limit: null }, [received()], h(900))).toEqual([])
  })
})

describe('a thank-you after the solution', () => {
  const nextReply = { ...REPLY_48H, start: 'complaint.chased', limit: { amount: 24, unit: 'hour' } as const }
  const thanks = fact('complaint.noted', h(60), { by: null, attrs: { byCustomer: true, text: '谢谢' } })

  test("customer's thanks after the solution starts nothing", () => {
    const facts = [received(), replied(h(2)), fact('complaint.solved', h(20)), thanks]
    expect(states(outcome(nextReply, facts, h(500)))).toEqual([])
    expect(states(outcome({ ...REPLY_48H, onReopen: 'new' }, facts, h(500)))).toEqual(['KEPT'])
    expect(states(outcome({ ...REPLY_48H, onReopen: 'resume' }, facts, h(500)))).toEqual(['KEPT'])
  })

  test("the clock to the next reply runs only between the customer's message and our answer", () => {
    const facts = [
      received(),
      fact('complaint.chased', h(10)),
      fact('complaint.chased', h(12)),
      replied(h(20)),
      fact('complaint.chased', h(100)),
    ]
    expect(outcome(nextReply, facts, h(101))).toMatchObject([
      { cycle: 1, state: 'KEPT', startedAtMs: h(10), dueAtMs: h(34), fulfilledAtMs: h(20) },
      { cycle: 2, state: 'OPEN', startedAtMs: h(100), dueAtMs: h(124) },
    ])
  })

  test('an answer fulfils every earlier round that is still owed', () => {
    const facts = [
      received(),
      fact('complaint.chased', h(0)),
      fact('complaint.chased', h(30)),
      replied(h(40)),
    ]
    expect(outcome(nextReply, facts, h(40))).toMatchObject([
      { cycle: 1, state: 'BROKEN', brokenAtMs: h(24), fulfilledAtMs: h(40) },
      { cycle: 2, state: 'KEPT', fulfilledAtMs: h(40) },
    ])
  })
})

describe('several obligations at once', () => {
  const office = { amount: 2, unit: 'hour' } as const
  const contact = {
    ...REPLY_48H,
    stop: ['complaint.contacted', 'complaint.replied'],
    limit: office,
    clock: 'service_hours' as const,
  }
  const law15 = {
    ...REPLY_48H,
    stop: ['complaint.replied'],
    limit: { amount: 15, unit: 'day' } as const,
    clock: 'calendar_day' as const,
  }

  test("48 hours, the law's 15 days and contact within 2 service hours, each by its own clock", async () => {
    const rules = config([version([REPLY_48H]), version([law15]), version([contact])], [known(OFFICE)])
    const facts = [received()]
    expect(judge(facts, rules, h(1)).map(({ dueAtMs }) => new Date(dueAtMs!).toISOString())).toEqual([
      '2026-03-04T01:00:00.000Z',
      '2026-03-17T16:00:00.000Z',
      '2026-03-02T03:00:00.000Z',
    ])
    const later = [...facts, fact('complaint.contacted', h(3)), replied(h(60))]
    expect(states(judge(later, rules, h(60)))).toEqual(['BROKEN', 'KEPT', 'BROKEN'])
  })
})
