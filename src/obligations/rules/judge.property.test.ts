import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from '@/calendar/rules/calendar'
import { EVERY_CASE, type GateRule, type Rule } from '@/commitments/rules/rule'
import {
  CALL_BACK_BEFORE_CLOSING,
  config,
  fact,
  HOUR,
  h,
  known,
  OFFICE,
  OTHER_HALL,
  only,
  outcome,
  REPLY_48H,
  received,
  SOLVE_100H,
  states,
  version,
} from '../../../tests/support/engine-story'
import { judge } from './judge'
import { decideSweep } from './sweep'
import { type FactRecord, type JudgedObligation, TERMINAL_STATES } from './types'

const DISTINCT: GateRule = {
  ...CALL_BACK_BEFORE_CLOSING,
  preconditions: [
    { fact: 'complaint.replied' },
    { fact: 'complaint.called_back', by: 'distinct_person', validity: { amount: 2, unit: 'day' } },
  ],
}
/** Gates before something that may come after the closing, or not at all. */
const APPEALS: GateRule[] = [
  {
    ...CALL_BACK_BEFORE_CLOSING,
    action: 'complaint.appealed',
    preconditions: [{ fact: 'complaint.replied' }],
  },
  {
    ...CALL_BACK_BEFORE_CLOSING,
    action: 'complaint.appealed',
    preconditions: [{ fact: 'complaint.closed' }],
  },
]
const DEADLINES: Rule[] = [
  REPLY_48H,
  { ...SOLVE_100H, onReopen: 'resume' },
  { ...SOLVE_100H, onReopen: 'new', clock: 'service_hours', limit: { amount: 20, unit: 'hour' } },
  { ...SOLVE_100H, onReopen: 'resume', clock: 'working_day', limit: { amount: 3, unit: 'day' } },
  {
    ...REPLY_48H,
    start: 'complaint.closed',
    stop: ['complaint.called_back'],
    limit: { amount: 1, unit: 'day' },
    clock: 'calendar_day',
  },
]
const network = { ...EVERY_CASE, classes: ['network'] }
const withHoliday: WorkingCalendar = { ...OFFICE, holidays: ['2026-03-05', '2026-03-06', '2026-03-09'] }
const versions = [
  version(DEADLINES, { versionId: 'all' }),
  version([DISTINCT, ...DEADLINES], { versionId: 'network', scope: network }),
  version(APPEALS, { versionId: 'appeals', scope: network }),
  version(DEADLINES, { versionId: 'one-hall', unitPath: 'HX.ZZ.A2' }),
  version(DEADLINES, { versionId: 'ends', validToMs: h(60) }),
]
const rules = config(versions, [known(OFFICE), known(withHoliday, h(40), 'c2')])
const stable = config(versions, [known(OFFICE)])

const chance = fc.oneof(
  ...(
    [
      'complaint.replied',
      'complaint.solved',
      'complaint.called_back',
      'complaint.closed',
      'complaint.reopened',
      'complaint.appealed',
      'complaint.chased',
      'complaint.noted',
      'complaint.resumed',
    ] as const
  ).map((type) => fc.constant({ type, attrs: {} })),
  fc
    .constantFrom('waiting_customer', 'third_party')
    .map((reason) => ({ type: 'complaint.paused' as const, attrs: { reason } })),
  fc
    .constantFrom('network.indoor', 'service')
    .map((classCode) => ({ type: 'complaint.reclassified' as const, attrs: { classCode } })),
  fc
    .constantFrom('hall', OTHER_HALL)
    .map((unitId) => ({ type: 'complaint.assigned' as const, attrs: { unitId, ownerId: 'colleague' } })),
  fc
    .record({
      versionId: fc.constantFrom('all', 'network', 'appeals', 'ends'),
      ruleIndex: fc.nat(4),
      cycle: fc.integer({ min: 1, max: 2 }),
    })
    .map((attrs) => ({ type: 'obligation.waived' as const, attrs })),
)
const happening = fc.record({
  what: chance,
  /** Minutes after the fact before was put on record; often within the hour, at times days. */
  afterMinutes: fc.oneof(fc.nat(60), fc.nat(48 * 60), fc.constant(0)),
  typedLateMinutes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(600) }),
  by: fc.constantFrom('clerk', 'colleague', 'boss'),
})

/** A case's life in the order it was put on record: what the clerk types late happened earlier. */
const life = fc
  .tuple(fc.array(happening, { maxLength: 14 }), fc.constantFrom('network.indoor', 'service'))
  .map(([happenings, classCode]) => {
    const facts: FactRecord[] = [received({ attrs: { classCode } })]
    let recordedAt = h(0)
    for (const { what, afterMinutes, typedLateMinutes, by } of happenings) {
      recordedAt += afterMinutes * 60_000
      facts.push(
        fact(what.type, Math.max(h(0), recordedAt - typedLateMinutes * 60_000), {
          recordedAt,
          by,
          attrs: what.attrs,
        }),
      )
    }
    return facts
  })
const later = fc.nat(400 * 60).map((minutes) => minutes * 60_000)
const lastRecorded = (facts: readonly FactRecord[]) => facts.at(-1)!.recordedAtMs
const keyOf = ({ versionId, ruleIndex, cycle }: JudgedObligation) => `${versionId}/${ruleIndex}/${cycle}`
const byKey = (judged: readonly JudgedObligation[]) => new Map(judged.map((one) => [keyOf(one), one]))
const always = (property: fc.IRawProperty<unknown>) => fc.assert(property, { numRuns: 150 })

describe('whatever happens to a case, in whatever order', () => {
  test('nothing owed disappears; kept, waived and void are final; broken stays broken at the same moment', () => {
    always(
      fc.property(life, (facts) => {
        let before = new Map<string, JudgedObligation>()
        for (let count = 1; count <= facts.length; count += 1) {
          const prefix = facts.slice(0, count)
          const after = byKey(judge(prefix, rules, lastRecorded(prefix)))
          for (const [key, was] of before) {
            const is = after.get(key)
            expect(is, `${key} disappeared`).toBeDefined()
            if (TERMINAL_STATES.includes(was.state)) expect(is).toEqual(was)
            if (was.state === 'BROKEN') {
              expect(['BROKEN', 'WAIVED']).toContain(is!.state)
              expect(is!.brokenAtMs).toBe(was.brokenAtMs)
              if (was.fulfilledAtMs !== null) expect(is!.fulfilledAtMs).toBe(was.fulfilledAtMs)
            }
          }
          before = after
        }
      }),
    )
  })

  test('a broken deadline is broken at the deadline, a kept one was fulfilled by then and not before its start', () => {
    always(
      fc.property(life, later, (facts, wait) => {
        for (const one of judge(facts, rules, lastRecorded(facts) + wait)) {
          if (one.state === 'BROKEN' && one.ruleKind === 'deadline') expect(one.brokenAtMs).toBe(one.dueAtMs)
          if (one.brokenAtMs !== null) expect(one.brokenAtMs).toBeGreaterThanOrEqual(one.startedAtMs)
          if (one.state === 'KEPT') {
            expect(one.brokenAtMs).toBeNull()
            expect(one.fulfilledAtMs).toBeGreaterThanOrEqual(one.startedAtMs)
            if (one.dueAtMs !== null) expect(one.fulfilledAtMs).toBeLessThanOrEqual(one.dueAtMs)
          }
          expect(one.state === 'WAIVED').toBe(one.waivedAtMs !== null)
          if (one.state === 'PAUSED') expect(one).toMatchObject({ dueAtMs: null })
          if (one.state === 'OPEN' && one.ruleKind === 'deadline') expect(one.dueAtMs).not.toBeNull()
        }
      }),
    )
  })

  test('judging twice gives the same', () => {
    always(
      fc.property(life, later, (facts, wait) => {
        const nowMs = lastRecorded(facts) + wait
        expect(judge(facts, rules, nowMs)).toEqual(judge(facts, rules, nowMs))
      }),
    )
  })

  test('a fact no rule speaks of changes nothing, wherever it stands', () => {
    always(
      fc.property(life, fc.nat(), later, (facts, place, wait) => {
        const index = 1 + (place % facts.length)
        const note = fact('complaint.file_added', facts[index - 1]!.recordedAtMs)
        const nowMs = lastRecorded(facts) + wait
        expect(judge([...facts.slice(0, index), note, ...facts.slice(index)], rules, nowMs)).toEqual(
          judge(facts, rules, nowMs),
        )
      }),
    )
  })

  test('what is decided does not depend on when one looks', () => {
    always(
      fc.property(life, later, later, (facts, wait, more) => {
        const nowMs = lastRecorded(facts) + wait
        const afterwards = byKey(judge(facts, rules, nowMs + more))
        for (const one of judge(facts, rules, nowMs))
          if (TERMINAL_STATES.includes(one.state) || one.state === 'BROKEN')
            expect(afterwards.get(keyOf(one))).toEqual(one)
      }),
    )
  })

  test('replaying the facts in batches, each judged when it was put on record, gives what all of them give at once', () => {
    always(
      fc.property(life, fc.array(fc.nat()), later, (facts, cuts, wait) => {
        const stored = new Map<string, JudgedObligation>()
        const save = (count: number, nowMs: number) => {
          for (const one of judge(facts.slice(0, count), rules, nowMs)) {
            const before = stored.get(keyOf(one))
            if (!before || !TERMINAL_STATES.includes(before.state)) stored.set(keyOf(one), one)
          }
        }
        const ends = [...new Set(cuts.map((cut) => 1 + (cut % facts.length)))].sort((a, b) => a - b)
        for (const end of ends) save(end, facts[end - 1]!.recordedAtMs)
        const nowMs = lastRecorded(facts) + wait
        save(facts.length, nowMs)
        expect(stored).toEqual(byKey(judge(facts, rules, nowMs)))
      }),
    )
  })

  test('the sweep of a stored row decides as judging the facts anew would', () => {
    always(
      fc.property(life, later, (facts, wait) => {
        const nowMs = lastRecorded(facts) + wait
        const afterwards = byKey(judge(facts, stable, nowMs))
        for (const row of judge(facts, stable, lastRecorded(facts))) {
          if (row.state === 'PAUSED') continue
          const { breaks } = decideSweep({ ...row, stepsFired: 0 }, nowMs)
          expect(breaks ? 'BROKEN' : row.state).toBe(afterwards.get(keyOf(row))!.state)
        }
      }),
    )
  })

  test('the time zone of the process plays no part', () => {
    const zone = process.env.TZ
    const inZone = (name: string, facts: FactRecord[]) => {
      process.env.TZ = name
      return judge(facts, rules, lastRecorded(facts) + 100 * HOUR)
    }
    try {
      process.env.TZ = 'America/New_York'
      const newYork = new Date(0).getHours()
      process.env.TZ = 'Asia/Shanghai'
      expect(new Date(0).getHours(), 'the process takes on a zone').not.toBe(newYork)
      always(
        fc.property(life, (facts) => {
          expect(inZone('America/New_York', facts)).toEqual(inZone('Asia/Shanghai', facts))
        }),
      )
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })
})

describe('a pause', () => {
  const minutes = (most: number) => fc.integer({ min: 1, max: most }).map((n) => n * 60_000)

  test('shifts an elapsed deadline by exactly its length, up to the maximum', () => {
    always(
      fc.property(minutes(99 * 60), minutes(60 * 60), (from, length) => {
        const end = h(0) + from + length
        const facts = [
          received(),
          fact('complaint.paused', h(0) + from, { attrs: { reason: 'waiting_customer' } }),
          fact('complaint.resumed', end),
        ]
        const { dueAtMs } = only(outcome(SOLVE_100H, facts, Math.min(end, h(100))))
        expect(dueAtMs).toBe(h(100) + Math.min(length, 24 * HOUR))
      }),
    )
  })

  test('never makes a kept promise broken, nor a reply in time late', () => {
    always(
      fc.property(life, (facts) => {
        const without = facts.filter(({ type }) => type !== 'complaint.paused')
        const kept = (told: readonly FactRecord[]) =>
          states(outcome(SOLVE_100H, told, lastRecorded(facts))).at(0) === 'KEPT'
        if (kept(without)) expect(kept(facts)).toBe(true)
      }),
    )
  })
})
