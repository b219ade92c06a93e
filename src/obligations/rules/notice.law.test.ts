import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from '@/calendar/rules/calendar'
import type { AdvanceNoticeRule } from '@/commitments/rules/rule'
import {
  config,
  fact,
  HOUR,
  known,
  OFFICE,
  only,
  outcome,
  sh,
  states,
  version,
} from '../../../tests/support/engine-story'
import { closedGates } from './gates-in-force'
import { notCounted } from './notice'
import { latestNoticeAt, latestNoticeTimes } from './notice-times'
import { roundsOf } from './rounds'
import type { FactRecord, JudgedObligation } from './types'

const DAY_BEFORE: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [{ lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: ['sms', 'voice'] }],
  forbiddenHours: [],
}
const AT_NIGHT = { days: [], from: '21:00', to: '08:00' }
const BALANCE: AdvanceNoticeRule = {
  ...DAY_BEFORE,
  trigger: { 'zh-CN': '余额低于阈值', 'zh-TW': '餘額低於閾值', en: 'a low balance' },
  notices: [{ lead: null, clock: 'elapsed', channels: [] }],
}

/** Monday 9 March 2026, 10:00 in Shanghai. */
const EVENT = sh('2026-03-09 10:00')
const PLANNED_ON = sh('2026-03-02 09:00')
const iso = (ms: number) => new Date(ms).toISOString()

const planned = (eventMs = EVENT, atMs = PLANNED_ON) =>
  fact('suspension.planned', atMs, {
    attrs: { kind: 'planned_event', classCode: 'suspension', eventAt: iso(eventMs) },
  })
const sent = (atMs: number, told: Record<string, unknown> = {}, recordedAt = atMs) =>
  fact('suspension.notice_sent', atMs, {
    recordedAt,
    attrs: { channel: 'sms', deliveredAt: iso(atMs), ...told },
  })
const done = (atMs = EVENT, recordedAt = atMs) => fact('suspension.done', atMs, { recordedAt, by: null })

/** How it came out, beside what the gate said to the event beforehand: both must agree. */
function cameOut(
  rule: AdvanceNoticeRule,
  facts: readonly FactRecord[],
  eventMs = EVENT,
  calendar?: WorkingCalendar,
): { state: string; isLetPass: boolean; judged: JudgedObligation } {
  const calendars = calendar ? [known(calendar)] : []
  const judged = only(outcome(rule, [...facts, done(eventMs)], eventMs, {}, calendars))
  const gates = closedGates(facts, 'suspension.done', config([version([rule])], calendars), eventMs)
  return { state: judged.state, isLetPass: gates.length === 0, judged }
}
const KEPT = { state: 'KEPT', isLetPass: true }
const BROKEN = { state: 'BROKEN', isLetPass: false }

describe('a notice 24 hours before', () => {
  test.each<[law: string, notices: FactRecord[], expected: object]>([
    ['exactly 24 hours before is in time', [sent(EVENT - 24 * HOUR)], KEPT],
    ['a millisecond later is not', [sent(EVENT - 24 * HOUR + 1)], BROKEN],
    ['none: broken at the event', [], BROKEN],
    [
      'sent in time but delivered too late',
      [sent(EVENT - 30 * HOUR, { deliveredAt: iso(EVENT - 23 * HOUR) })],
      BROKEN,
    ],
    [
      'without a proof of delivery it proves nothing',
      [sent(EVENT - 30 * HOUR, { deliveredAt: undefined })],
      BROKEN,
    ],
    ['undelivered is no notice', [sent(EVENT - 30 * HOUR, { undelivered: true })], BROKEN],
    [
      'sent again and delivered',
      [sent(EVENT - 50 * HOUR, { undelivered: true }), sent(EVENT - 25 * HOUR)],
      KEPT,
    ],
    ['the other allowed channel', [sent(EVENT - 30 * HOUR, { channel: 'voice' })], KEPT],
    ['a channel that is not allowed', [sent(EVENT - 30 * HOUR, { channel: 'email' })], BROKEN],
    ['a channel nobody named', [sent(EVENT - 30 * HOUR, { channel: undefined })], BROKEN],
  ])('%s', (_law, notices, expected) => {
    expect(cameOut(DAY_BEFORE, [planned(), ...notices])).toMatchObject(expected)
  })

  test('owed without a due time until the event; time alone breaks nothing', () => {
    expect(outcome(DAY_BEFORE, [planned()], EVENT + 9000 * HOUR)).toMatchObject([
      { state: 'OPEN', dueAtMs: null, brokenAtMs: null, startedAtMs: PLANNED_ON, stepAtsMs: [] },
    ])
  })

  test('kept since the last notice that was needed, not since a later one', () => {
    const first = EVENT - 40 * HOUR
    const { judged } = cameOut(DAY_BEFORE, [planned(), sent(first), sent(EVENT - 30 * HOUR)])
    expect(judged).toMatchObject({ fulfilledAtMs: first, brokenAtMs: null })
  })

  test('any channel will do where the promise names none', () => {
    const rule = { ...DAY_BEFORE, notices: [{ ...DAY_BEFORE.notices[0]!, channels: [] }] }
    expect(cameOut(rule, [planned(), sent(EVENT - 30 * HOUR, { channel: 'letter' })])).toMatchObject(KEPT)
  })

  test('called off: neither kept nor broken; planned again, it is owed again', () => {
    const off = fact('suspension.called_off', EVENT - 5 * HOUR)
    expect(states(outcome(DAY_BEFORE, [planned(), off], EVENT))).toEqual(['VOID'])
    const again = planned(EVENT + 100 * HOUR, EVENT)
    const story = [planned(), sent(EVENT - 30 * HOUR), off, again]
    expect(states(outcome(DAY_BEFORE, story, EVENT))).toEqual(['VOID', 'OPEN'])
    // What was said before it was called off is not a notice of the new one.
    expect(states(outcome(DAY_BEFORE, [...story, done(EVENT + 100 * HOUR)], EVENT + 100 * HOUR))).toEqual([
      'VOID',
      'BROKEN',
    ])
  })

  test('a proof that goes on record after the event is written down beside the breach', () => {
    const late = sent(EVENT - 30 * HOUR, {}, EVENT + 3 * HOUR)
    expect(outcome(DAY_BEFORE, [planned(), done(), late], EVENT + 4 * HOUR)).toMatchObject([
      { state: 'BROKEN', brokenAtMs: EVENT, fulfilledAtMs: EVENT + 3 * HOUR },
    ])
  })

  test('service given back makes the breach good', () => {
    const back = fact('service.restored', EVENT + 2 * HOUR)
    expect(outcome(DAY_BEFORE, [planned(), done(), back], EVENT + 4 * HOUR)).toMatchObject([
      { state: 'BROKEN', brokenAtMs: EVENT, fulfilledAtMs: EVENT + 2 * HOUR },
    ])
  })

  test('an event nobody planned owes nothing and is not refused', () => {
    const known = fact('suspension.held', PLANNED_ON)
    expect(outcome(DAY_BEFORE, [known, done()], EVENT)).toEqual([])
    expect(closedGates([known], 'suspension.done', config([version([DAY_BEFORE])]), EVENT)).toEqual([])
  })

  test('the refusal names the notice that is missing, and nobody may wave it through', () => {
    expect(closedGates([planned()], 'suspension.done', config([version([DAY_BEFORE])]), EVENT)).toMatchObject(
      [{ missing: ['suspension.notice_sent'], ifMissing: 'refuse', overrideBy: null }],
    )
  })
})

describe('why a notice does not count', () => {
  const rule = { ...DAY_BEFORE, forbiddenHours: [AT_NIGHT] }
  const round = (facts: readonly FactRecord[]) => {
    const inForce = version([rule])
    return roundsOf(rule, 0, inForce, facts, config([inForce]), EVENT)[0]!
  }
  test.each<[reason: string | undefined, notice: FactRecord]>([
    [undefined, sent(EVENT - 48 * HOUR)],
    ['not_delivered', sent(EVENT - 48 * HOUR, { undelivered: true })],
    ['not_delivered', sent(EVENT - 48 * HOUR, { deliveredAt: undefined })],
    ['forbidden_hours', sent(EVENT - 36 * HOUR)],
    ['channel', sent(EVENT - 48 * HOUR, { channel: 'email' })],
    ['too_late', sent(EVENT - HOUR)],
    ['announced_later', sent(EVENT - 48 * HOUR, { eventAt: iso(EVENT + 1) })],
  ])('%s', (reason, notice) => {
    expect(notCounted(rule, round([planned(), notice]), EVENT).map((each) => each.reason)).toEqual(
      reason === undefined ? [] : [reason],
    )
  })
})

describe('an event that is moved', () => {
  const told = sent(EVENT - 30 * HOUR)

  test('to a later time: the notice that was given still counts', () => {
    const later = EVENT + 48 * HOUR
    const facts = [planned(), told, planned(later, EVENT - 20 * HOUR)]
    expect(cameOut(DAY_BEFORE, facts, later)).toMatchObject(KEPT)
  })

  test('to an earlier time: whoever was told a later one was not told', () => {
    const earlier = EVENT - 3 * HOUR
    const facts = [planned(), sent(EVENT - 60 * HOUR), planned(earlier, EVENT - 50 * HOUR)]
    expect(cameOut(DAY_BEFORE, facts, earlier)).toMatchObject(BROKEN)
    expect(cameOut(DAY_BEFORE, [...facts, sent(earlier - 24 * HOUR)], earlier)).toMatchObject(KEPT)
  })

  test('done before the time that was announced is broken, done after it is kept', () => {
    expect(cameOut(DAY_BEFORE, [planned(), sent(EVENT - 60 * HOUR)], EVENT - 1)).toMatchObject(BROKEN)
    expect(cameOut(DAY_BEFORE, [planned(), told], EVENT + 9 * HOUR)).toMatchObject(KEPT)
  })
})

describe('several notices', () => {
  const rule: AdvanceNoticeRule = {
    ...DAY_BEFORE,
    notices: [
      { lead: { amount: 72, unit: 'hour' }, clock: 'elapsed', channels: ['sms'] },
      { lead: { amount: 24, unit: 'hour' }, clock: 'elapsed', channels: ['sms', 'voice'] },
    ],
  }
  test.each<[law: string, notices: FactRecord[], expected: object]>([
    [
      'each given by a notice of its own',
      [sent(EVENT - 72 * HOUR), sent(EVENT - 24 * HOUR, { channel: 'voice' })],
      KEPT,
    ],
    ['one notice does not stand for two', [sent(EVENT - 80 * HOUR)], BROKEN],
    ['both early is early enough', [sent(EVENT - 90 * HOUR), sent(EVENT - 80 * HOUR)], KEPT],
    ['the first too late', [sent(EVENT - 71 * HOUR), sent(EVENT - 25 * HOUR)], BROKEN],
    [
      'a notice that fits both leaves its place to the one that fits only there',
      [sent(EVENT - 80 * HOUR, { channel: 'voice' }), sent(EVENT - 75 * HOUR)],
      KEPT,
    ],
  ])('%s', (_law, notices, expected) => {
    expect(cameOut(rule, [planned(), ...notices])).toMatchObject(expected)
  })
})

describe('forbidden hours', () => {
  const rule = { ...DAY_BEFORE, forbiddenHours: [AT_NIGHT] }
  test.each<[at: string, expected: object]>([
    ['2026-03-05 20:59', KEPT],
    ['2026-03-05 21:00', BROKEN],
    ['2026-03-05 23:59', BROKEN],
    ['2026-03-06 00:00', BROKEN],
    ['2026-03-06 07:59', BROKEN],
    ['2026-03-06 08:00', KEPT],
  ])('sent at %s', (at, expected) => {
    expect(cameOut(rule, [planned(), sent(sh(at))])).toMatchObject(expected)
  })

  test('are those of sending: a phone that got it at night was not disturbed by the carrier', () => {
    const notice = sent(sh('2026-03-05 20:30'), { deliveredAt: iso(sh('2026-03-06 02:00')) })
    expect(cameOut(rule, [planned(), notice])).toMatchObject(KEPT)
  })

  test('of named days belong to the day on which they begin', () => {
    const friday = { ...DAY_BEFORE, forbiddenHours: [{ ...AT_NIGHT, days: ['fri'] }] }
    const at = (when: string) => cameOut(friday, [planned(), sent(sh(when))])
    expect(at('2026-03-06 23:00')).toMatchObject(BROKEN)
    expect(at('2026-03-07 07:00')).toMatchObject(BROKEN)
    expect(at('2026-03-06 07:00')).toMatchObject(KEPT)
    expect(at('2026-03-07 23:00')).toMatchObject(KEPT)
  })

  test('move the latest moment for sending before they begin', () => {
    const early = sh('2026-03-09 06:00')
    expect(latestNoticeAt(rule, OFFICE, early)).toBe(sh('2026-03-07 21:00') - 1)
    expect(latestNoticeAt(DAY_BEFORE, OFFICE, early)).toBe(sh('2026-03-08 06:00'))
    const always = { ...DAY_BEFORE, forbiddenHours: [{ days: [], from: '00:00', to: '24:00' }] }
    expect(latestNoticeAt(always, OFFICE, early)).toBeNull()
  })
})

describe('leads on the other clocks', () => {
  const lead = (
    amount: number,
    unit: 'hour' | 'day',
    clock: 'working_day' | 'service_hours' | 'calendar_day',
  ): AdvanceNoticeRule => ({ ...DAY_BEFORE, notices: [{ lead: { amount, unit }, clock, channels: [] }] })

  test.each<[law: string, rule: AdvanceNoticeRule, latest: string]>([
    ['3 whole working days: the weekend does not count', lead(3, 'day', 'working_day'), '2026-03-03 00:00'],
    [
      '3 days: whole days, the day of the notice is day 0',
      lead(3, 'day', 'calendar_day'),
      '2026-03-05 00:00',
    ],
    [
      '10 service hours: 1 on Monday, 8 on Friday, the last of Thursday',
      lead(10, 'hour', 'service_hours'),
      '2026-03-05 17:00',
    ],
  ])('%s', (_law, rule, latest) => {
    const endOfDay = rule.notices[0]!.clock === 'service_hours' ? 0 : 24 * HOUR - 1
    const lastMoment = sh(latest) + endOfDay
    expect(latestNoticeTimes(rule, OFFICE, EVENT)).toEqual([lastMoment])
    expect(cameOut(rule, [planned(), sent(lastMoment)], EVENT, OFFICE)).toMatchObject(KEPT)
    expect(cameOut(rule, [planned(), sent(lastMoment + 1)], EVENT, OFFICE)).toMatchObject(BROKEN)
  })

  test('over the change to summer time 24 hours are 24 hours, one day is a day of 23', () => {
    const berlin: WorkingCalendar = { ...OFFICE, timeZone: 'Europe/Berlin' }
    const monday = Date.parse('2026-03-30T00:00:00+02:00')
    expect(latestNoticeAt(DAY_BEFORE, berlin, monday)).toBe(Date.parse('2026-03-28T23:00:00+01:00'))
    expect(latestNoticeAt(lead(1, 'day', 'calendar_day'), berlin, monday)).toBe(
      Date.parse('2026-03-29T00:00:00+01:00') - 1,
    )
  })

  test('a holiday announced after the notice, before the event, is counted as it is known at the event', () => {
    const rule = lead(2, 'day', 'working_day')
    const holiday: WorkingCalendar = { ...OFFICE, holidays: ['2026-03-06'] }
    const notice = sent(sh('2026-03-04 15:00'))
    const calendars = [known(OFFICE), known(holiday, sh('2026-03-05 09:00'), 'c2')]
    expect(states(outcome(rule, [planned(), notice, done()], EVENT, {}, [known(OFFICE)]))).toEqual(['KEPT'])
    expect(states(outcome(rule, [planned(), notice, done()], EVENT, {}, calendars))).toEqual(['BROKEN'])
  })
})

describe('a notice of a low balance', () => {
  const found = fact('balance.low_found', PLANNED_ON, {
    attrs: { kind: 'planned_event', classCode: 'suspension', customerClass: 'prepaid' },
  })
  const told = (atMs: number) =>
    fact('balance.notice_sent', atMs, { attrs: { channel: 'sms', deliveredAt: iso(atMs) } })

  test('is owed from the moment the balance was found low, at any time before the suspension', () => {
    expect(cameOut(BALANCE, [found, told(EVENT)])).toMatchObject(KEPT)
    expect(cameOut(BALANCE, [found])).toMatchObject(BROKEN)
    expect(cameOut(BALANCE, [found, sent(EVENT - HOUR)])).toMatchObject(BROKEN)
  })

  test('a suspension that is only planned does not begin it', () => {
    expect(outcome(BALANCE, [planned()], EVENT)).toEqual([])
  })

  test('topped up: the suspension is called off and nothing is owed', () => {
    expect(states(outcome(BALANCE, [found, fact('suspension.called_off', EVENT)], EVENT))).toEqual(['VOID'])
  })
})

test('each kind of event by its own facts', () => {
  const of = (event: string) => ({ ...DAY_BEFORE, event })
  const price = [
    fact('price_change.planned', PLANNED_ON, { attrs: { kind: 'planned_event', eventAt: iso(EVENT) } }),
    fact('price_change.notice_sent', EVENT - 30 * HOUR, {
      attrs: { channel: 'sms', deliveredAt: iso(EVENT - 30 * HOUR) },
    }),
    fact('price_change.done', EVENT),
  ]
  expect(states(outcome(of('price_change.done'), price, EVENT))).toEqual(['KEPT'])
  expect(outcome(of('contract_term.ended'), price, EVENT)).toEqual([])
  const term = [
    fact('contract_term.end_planned', PLANNED_ON, { attrs: { kind: 'planned_event', eventAt: iso(EVENT) } }),
    fact('contract_term.ended', EVENT),
  ]
  expect(states(outcome(of('contract_term.ended'), term, EVENT))).toEqual(['BROKEN'])
})
