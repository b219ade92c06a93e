import { describe, expect, test } from 'vitest'
import {
  fact,
  h,
  known,
  OFFICE,
  only,
  outcome,
  REPLY_48H,
  received,
  SOLVE_100H,
  sh,
} from '../../../tests/support/engine-story'

const paused = (atMs: number, reason = 'waiting_customer') =>
  fact('complaint.paused', atMs, { attrs: { reason } })
const resumed = (atMs: number, recordedAt = atMs) => fact('complaint.resumed', atMs, { recordedAt })
const solved = (atMs: number) => fact('complaint.solved', atMs)

describe('pauses', () => {
  test('a pause moves the deadline by exactly the pause', () => {
    const facts = [received(), paused(h(10)), resumed(h(17))]
    expect(only(outcome(SOLVE_100H, facts, h(17)))).toMatchObject({
      state: 'OPEN',
      dueAtMs: h(107),
      pausedMs: 7 * 3_600_000,
    })
  })

  test('while it lasts there is no deadline, and it is known when it ends by itself', () => {
    expect(only(outcome(SOLVE_100H, [received(), paused(h(10))], h(20)))).toMatchObject({
      state: 'PAUSED',
      dueAtMs: null,
      resumesAtMs: h(34),
    })
  })

  test('pause longer than the maximum: the clock runs again by itself', () => {
    const facts = [received(), paused(h(10))]
    expect(only(outcome(SOLVE_100H, facts, h(35)))).toMatchObject({
      state: 'OPEN',
      dueAtMs: h(124),
      resumesAtMs: null,
    })
    expect(only(outcome(SOLVE_100H, facts, h(500)))).toMatchObject({ state: 'BROKEN', brokenAtMs: h(124) })
    expect(only(outcome(SOLVE_100H, [...facts, resumed(h(60))], h(60)))).toMatchObject({
      state: 'OPEN',
      dueAtMs: h(124),
    })
  })

  test('the maximum is for all pauses together', () => {
    const facts = [received(), paused(h(10)), resumed(h(30)), paused(h(40)), resumed(h(60))]
    expect(only(outcome(SOLVE_100H, facts, h(60)))).toMatchObject({ state: 'OPEN', dueAtMs: h(124) })
  })

  test('when the maximum is used up another pause stops nothing', () => {
    const facts = [received(), paused(h(10)), resumed(h(40)), paused(h(50))]
    expect(only(outcome(SOLVE_100H, facts, h(51)))).toMatchObject({ state: 'OPEN', dueAtMs: h(124) })
  })

  test('a reason the rule does not list pauses nothing', () => {
    expect(only(outcome(SOLVE_100H, [received(), paused(h(10), 'third_party')], h(20)))).toMatchObject({
      state: 'OPEN',
      dueAtMs: h(100),
    })
  })

  test('a rule without pauses is never paused', () => {
    expect(only(outcome(REPLY_48H, [received(), paused(h(10))], h(49)))).toMatchObject({
      state: 'BROKEN',
      brokenAtMs: h(48),
    })
  })

  test('a pause after the breach changes nothing', () => {
    const facts = [received(), paused(h(101)), resumed(h(110))]
    expect(only(outcome(SOLVE_100H, facts, h(110)))).toMatchObject({ state: 'BROKEN', brokenAtMs: h(100) })
  })

  test('a second pause while one runs is the same pause', () => {
    const facts = [received(), paused(h(10)), paused(h(12)), resumed(h(15))]
    expect(only(outcome(SOLVE_100H, facts, h(15)))).toMatchObject({ dueAtMs: h(105) })
  })

  test('resuming when nothing is paused changes nothing', () => {
    expect(only(outcome(SOLVE_100H, [received(), resumed(h(5))], h(5)))).toMatchObject({
      state: 'OPEN',
      dueAtMs: h(100),
    })
  })

  test('resumed at an earlier time than it was typed: the pause ended when the customer was back', () => {
    const facts = [received(), paused(h(10)), resumed(h(11), h(20))]
    expect(only(outcome(SOLVE_100H, facts, h(20)))).toMatchObject({ state: 'OPEN', dueAtMs: h(101) })
  })

  test('solved while paused: kept, and the pause ends with it', () => {
    const facts = [received(), paused(h(99)), solved(h(110))]
    expect(only(outcome(SOLVE_100H, facts, h(110)))).toMatchObject({
      state: 'KEPT',
      fulfilledAtMs: h(110),
      dueAtMs: h(111),
    })
  })

  test('pause and reply in one save honours the pause, in either order', () => {
    const reply = fact('complaint.replied', h(40))
    for (const facts of [
      [received(), paused(h(40)), reply],
      [received(), reply, paused(h(40))],
    ]) {
      expect(only(outcome(REPLY_48H, facts, h(40)))).toMatchObject({ state: 'KEPT', fulfilledAtMs: h(40) })
      expect(only(outcome(SOLVE_100H, facts, h(60)))).toMatchObject({ state: 'PAUSED', resumesAtMs: h(64) })
    }
  })

  test('resume and solve in one save: the pause counts to the last moment', () => {
    const facts = [received(), paused(h(90)), resumed(h(105)), solved(h(105))]
    expect(only(outcome(SOLVE_100H, facts, h(105)))).toMatchObject({ state: 'KEPT', dueAtMs: h(115) })
  })
})

describe("pauses are measured with the limit's own clock", () => {
  const twelveServiceHours = {
    ...SOLVE_100H,
    clock: 'service_hours' as const,
    limit: { amount: 12, unit: 'hour' as const },
    pause: { reasons: ['waiting_customer' as const], maxTotal: { amount: 4, unit: 'hour' as const } },
  }

  test('a night in a pause costs none of its maximum', () => {
    const facts = [received(), paused(sh('2026-03-02 17:00')), resumed(sh('2026-03-03 10:00'))]
    // 7 h on Monday; Tuesday from 10:00: 2 h to lunch, 3 h after it.
    expect(
      only(outcome(twelveServiceHours, facts, sh('2026-03-03 10:00'), {}, [known(OFFICE)])),
    ).toMatchObject({
      state: 'OPEN',
      dueAtMs: sh('2026-03-03 16:00'),
    })
  })

  test('the maximum of 4 service hours ends in service time', () => {
    const facts = [received(), paused(sh('2026-03-02 17:00'))]
    expect(
      only(outcome(twelveServiceHours, facts, sh('2026-03-02 18:30'), {}, [known(OFFICE)])),
    ).toMatchObject({
      state: 'PAUSED',
      resumesAtMs: sh('2026-03-03 12:00'),
    })
  })

  test('on a day clock a pause within one day moves nothing, one over midnight moves a day', () => {
    const threeDays = {
      ...SOLVE_100H,
      clock: 'working_day' as const,
      limit: { amount: 3, unit: 'day' as const },
      pause: { reasons: ['waiting_customer' as const], maxTotal: { amount: 5, unit: 'day' as const } },
    }
    const until = (text: string) => [received(), paused(sh('2026-03-02 15:00')), resumed(sh(text))]
    const due = (text: string) => only(outcome(threeDays, until(text), sh(text), {}, [known(OFFICE)])).dueAtMs
    expect(due('2026-03-02 17:00')).toBe(sh('2026-03-06 00:00'))
    expect(due('2026-03-03 10:00')).toBe(sh('2026-03-07 00:00'))
  })
})
