import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from '@/calendar/rules/calendar'
import type { AdvanceNoticeRule, GateRule, NeverEventRule } from '@/commitments/rules/rule'
import { CLERK, config, fact, known, OFFICE, outcome, sh, version } from '../../../tests/support/engine-story'
import { closedGates } from './gates-in-force'
import { judge } from './judge'
import { forbiddenStretch, isEarlyEnough, latestNoticeTimes, nextAllowedAt } from './notice-times'
import { type FactRecord, type JudgedObligation, TERMINAL_STATES } from './types'

const always = (property: fc.IRawProperty<unknown>) => fc.assert(property, { numRuns: 200 })

const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
const calendar = fc.tuple(zones, fc.boolean()).map(
  ([timeZone, hasHoliday]): WorkingCalendar => ({
    ...OFFICE,
    timeZone,
    holidays: hasHoliday ? ['2026-03-04', '2026-03-30', '2026-10-26'] : [],
  }),
)
const notice = fc.oneof(
  fc
    .record({ amount: fc.integer({ min: 1, max: 200 }), unit: fc.constant('hour' as const) })
    .chain((lead) =>
      fc
        .constantFrom('elapsed' as const, 'service_hours' as const)
        .map((clock) => ({ lead, clock, channels: [] })),
    ),
  fc
    .record({ amount: fc.integer({ min: 0, max: 50 }), unit: fc.constant('day' as const) })
    .chain((lead) =>
      fc
        .constantFrom('calendar_day' as const, 'working_day' as const)
        .map((clock) => ({ lead, clock, channels: [] })),
    ),
  fc.integer({ min: 1, max: 3 }).map((amount) => ({
    lead: { amount, unit: 'cycle' as const },
    clock: 'billing_cycle' as const,
    channels: [],
  })),
  fc.constant({ lead: null, clock: 'elapsed' as const, channels: [] }),
)
const time = fc
  .tuple(fc.constantFrom('00', '07', '08', '12', '21', '23'), fc.constantFrom('00', '30'))
  .map((parts) => parts.join(':'))
const hours = fc.array(
  fc.record({
    days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
    from: time,
    to: time,
  }),
  { maxLength: 2 },
)
/** Minutes of 2026, around every change of summer time. */
const instant = fc
  .integer({ min: 0, max: 365 * 1440 })
  .map((minutes) => sh('2026-01-01 00:00') + minutes * 60_000)
const base: AdvanceNoticeRule = {
  kind: 'advance_notice',
  event: 'suspension.done',
  notices: [],
  forbiddenHours: [],
}

describe('whatever the lead, the clock, the calendar and the event', () => {
  test('the latest moment is early enough and a millisecond later is not', () => {
    always(
      fc.property(notice, calendar, instant, (owed, days, eventMs) => {
        const [latestMs] = latestNoticeTimes({ ...base, notices: [owed] }, days, eventMs)
        expect(isEarlyEnough(owed, days, latestMs!, eventMs)).toBe(true)
        expect(isEarlyEnough(owed, days, latestMs! + 1, eventMs)).toBe(false)
      }),
    )
  })

  test('a later event never needs an earlier notice', () => {
    always(
      fc.property(notice, calendar, instant, fc.nat(10_000), (owed, days, eventMs, minutes) => {
        const latest = (atMs: number) => latestNoticeTimes({ ...base, notices: [owed] }, days, atMs)[0]!
        expect(latest(eventMs + minutes * 60_000)).toBeGreaterThanOrEqual(latest(eventMs))
      }),
    )
  })

  test('the latest moment for sending is outside the forbidden hours, and none later in time is', () => {
    always(
      fc.property(
        notice,
        calendar,
        hours,
        instant,
        fc.nat(3000),
        (owed, days, forbiddenHours, eventMs, minutes) => {
          const rule = { ...base, notices: [owed], forbiddenHours }
          const [latestMs] = latestNoticeTimes(rule, days, eventMs)
          if (latestMs === null || latestMs === undefined) return
          expect(forbiddenStretch(forbiddenHours, days.timeZone, latestMs)).toBeNull()
          const later = latestMs + 1 + minutes * 60_000
          const isFree = forbiddenStretch(forbiddenHours, days.timeZone, later) === null
          expect(isFree && isEarlyEnough(owed, days, later, eventMs)).toBe(false)
        },
      ),
    )
  })

  test('the next allowed moment is allowed, and nothing before it is', () => {
    always(
      fc.property(
        hours,
        zones,
        instant,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (forbiddenHours, zone, atMs, part) => {
          const nextMs = nextAllowedAt({ forbiddenHours }, zone, atMs)
          if (nextMs === null) return
          expect(forbiddenStretch(forbiddenHours, zone, nextMs)).toBeNull()
          const between = atMs + Math.floor((nextMs - atMs) * part)
          if (between < nextMs) expect(forbiddenStretch(forbiddenHours, zone, between)).not.toBeNull()
        },
      ),
    )
  })
})

const START = sh('2026-03-02 09:00')
const iso = (ms: number) => new Date(ms).toISOString()
/** Something that may never happen, on the same subject: the suspension itself. */
const NEVER: NeverEventRule = {
  kind: 'never_event',
  definition: { code: 'x', text: { 'zh-CN': 'x', 'zh-TW': 'x', en: 'x' } },
  detection: [],
  fact: 'suspension.done',
}
const rule = fc
  .record({ notices: fc.array(notice, { minLength: 1, maxLength: 3 }), forbiddenHours: hours })
  .map(
    (given): AdvanceNoticeRule => ({
      ...base,
      ...given,
      notices: given.notices.map((each, index) => ({ ...each, channels: index === 0 ? ['sms'] : [] })),
    }),
  )
const happening = fc.record({
  what: fc.constantFrom('notice', 'notice', 'notice', 'moved', 'called_off', 'planned_again', 'done'),
  afterMinutes: fc.nat(30 * 60),
  channel: fc.constantFrom('sms', 'voice'),
  isDelivered: fc.boolean(),
  shiftHours: fc.integer({ min: -100, max: 400 }),
})
const life = fc.array(happening, { maxLength: 12 }).map((happenings) => {
  let atMs = START
  const facts: FactRecord[] = [
    fact('suspension.planned', START, {
      attrs: { kind: 'planned_event', eventAt: iso(START + 200 * 3_600_000) },
    }),
  ]
  for (const { what, afterMinutes, channel, isDelivered, shiftHours } of happenings) {
    atMs += afterMinutes * 60_000
    const attrs = isDelivered ? { channel, deliveredAt: iso(atMs) } : { channel }
    if (what === 'notice') facts.push(fact('suspension.notice_sent', atMs, { attrs }))
    else if (what === 'called_off') facts.push(fact('suspension.called_off', atMs))
    else if (what === 'done') facts.push(fact('suspension.done', atMs, { by: null }))
    else
      facts.push(fact('suspension.planned', atMs, { attrs: { eventAt: iso(atMs + shiftHours * 3_600_000) } }))
  }
  return facts
})

describe('whatever happens to a planned event', () => {
  test('the gate before the event says what the judge says after it', () => {
    always(
      fc.property(rule, life, fc.nat(20_000), calendar, (owed, facts, minutes, days) => {
        const rules = config([version([owed], { versionId: 'v' })], [known(days)])
        const eventMs = facts.at(-1)!.recordedAtMs + minutes * 60_000
        const isRefused = closedGates(facts, 'suspension.done', rules, eventMs).length > 0
        const before = judge(facts, rules, eventMs).at(-1)!
        const after = judge([...facts, fact('suspension.done', eventMs)], rules, eventMs).at(-1)!
        if (before.state === 'OPEN') expect(after.state).toBe(isRefused ? 'BROKEN' : 'KEPT')
        else {
          expect(isRefused).toBe(false)
          expect(after).toEqual(before)
        }
      }),
    )
  })

  test('never kept with fewer delivered notices than are owed, never kept after a breach', () => {
    always(
      fc.property(rule, life, (owed, facts) => {
        const delivered = facts.filter(({ attrs }) => attrs.deliveredAt !== undefined).length
        for (const one of outcome(owed, facts, facts.at(-1)!.recordedAtMs)) {
          expect(one.dueAtMs).toBeNull()
          if (one.state === 'KEPT') {
            expect(delivered).toBeGreaterThanOrEqual(owed.notices.length)
            expect(one.brokenAtMs).toBeNull()
            expect(one.fulfilledAtMs).toBeGreaterThanOrEqual(one.startedAtMs)
          }
          if (one.state === 'BROKEN') expect(one.brokenAtMs).toBeGreaterThanOrEqual(one.startedAtMs)
        }
      }),
    )
  })

  test('what is decided stays; facts judged one by one give what all of them give at once', () => {
    always(
      fc.property(rule, life, (owed, facts) => {
        const rules = config([version([owed], { versionId: 'v' }), version([NEVER], { versionId: 'n' })])
        const stored = new Map<string, JudgedObligation>()
        facts.forEach((each, index) => {
          for (const one of judge(facts.slice(0, index + 1), rules, each.recordedAtMs)) {
            const key = `${one.versionId}/${one.cycle}`
            const before = stored.get(key)
            if (before && TERMINAL_STATES.includes(before.state)) expect(one).toEqual(before)
            if (before?.state === 'BROKEN') expect(one.brokenAtMs).toBe(before.brokenAtMs)
            stored.set(key, one)
          }
        })
        const atOnce = judge(facts, rules, facts.at(-1)!.recordedAtMs)
        expect(new Map(atOnce.map((one) => [`${one.versionId}/${one.cycle}`, one]))).toEqual(stored)
      }),
    )
  })

  test('one more notice in time never makes a kept promise broken', () => {
    always(
      fc.property(rule, life, fc.nat(), (owed, facts, place) => {
        const kept = (told: readonly FactRecord[]) =>
          outcome(owed, told, told.at(-1)!.recordedAtMs)[0]!.state === 'KEPT'
        if (!kept(facts)) return
        const at = 1 + (place % facts.length)
        const atMs = facts[at - 1]!.recordedAtMs
        const more = fact('suspension.notice_sent', atMs, {
          attrs: { channel: 'sms', deliveredAt: iso(atMs) },
        })
        expect(kept([...facts.slice(0, at), more, ...facts.slice(at)])).toBe(true)
      }),
    )
  })
})

describe('a gate that its own action makes owed', () => {
  const approval: GateRule = {
    kind: 'gate',
    action: 'bulk_sms.sent',
    preconditions: [{ fact: 'bulk_sms.approved', by: 'not_owner' }],
    start: 'bulk_sms.sent',
    overrideBy: null,
    ifMissing: 'refuse',
  }
  const sent = (atMs: number) =>
    fact('bulk_sms.sent', atMs, { attrs: { kind: 'bulk_message', ownerId: CLERK } })
  const approved = (atMs: number, by: string) =>
    fact('bulk_sms.approved', atMs, { by, attrs: { kind: 'bulk_message', ownerId: CLERK } })
  const rules = config([version([approval])])

  test('is kept by what came before the action, and broken without', () => {
    expect(outcome(approval, [approved(START, 'boss'), sent(START + 1)], START + 1)).toMatchObject([
      { state: 'KEPT' },
    ])
    expect(outcome(approval, [sent(START + 1)], START + 1)).toMatchObject([
      { state: 'BROKEN', brokenAtMs: START + 1 },
    ])
  })

  test('is asked before the action goes on record, also as the first fact of its subject', () => {
    const act = sent(START + 5)
    const missing = (facts: FactRecord[]) =>
      closedGates(facts, 'bulk_sms.sent', rules, START + 5, act).flatMap((verdict) => verdict.missing)
    expect(missing([])).toEqual(['bulk_sms.approved'])
    expect(missing([approved(START, CLERK)])).toEqual(['bulk_sms.approved'])
    expect(missing([approved(START, 'boss')])).toEqual([])
  })

  test('one approval opens it once', () => {
    const facts = [approved(START, 'boss'), sent(START + 1), sent(START + 2)]
    expect(outcome(approval, facts, START + 3).map(({ state }) => state)).toEqual(['KEPT', 'BROKEN'])
    expect(closedGates(facts.slice(0, 2), 'bulk_sms.sent', rules, START + 2)).toHaveLength(1)
  })
})
