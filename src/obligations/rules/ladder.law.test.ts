import { describe, expect, test } from 'vitest'
import type { LadderStep } from '@/commitments/rules/rule'
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
import { afterQuietHours } from './ladder'
import { decideSweep, nextActionAt } from './sweep'

const step = (moment: LadderStep['moment'], respectQuietHours = false): LadderStep => ({
  moment,
  recipient: 'owner',
  respectQuietHours,
})
const hours = (amount: number) => ({ amount, unit: 'hour' as const })
const steps = (
  rule: typeof REPLY_48H,
  ladder: LadderStep[],
  given = {},
  facts = [received()],
  nowMs = h(0),
  calendars = [known(OFFICE)],
) => only(outcome(rule, facts, nowMs, { ladder, ...given }, calendars)).stepAtsMs
const quietHours = { from: '21:00', to: '08:00' }

describe('when the steps of a ladder fall', () => {
  test('a share of the limit, before the deadline, after it', () => {
    const ladder = [
      step({ at: 'share', percent: 50 }),
      step({ at: 'before', duration: hours(4) }),
      step({ at: 'deadline' }),
      step({ at: 'after', duration: hours(24) }),
    ]
    expect(steps(REPLY_48H, ladder)).toEqual([h(24), h(44), h(48) + 1, h(72)])
  })

  test('one service hour before a deadline in the morning is the evening before, not midnight', () => {
    const rule = { ...REPLY_48H, clock: 'service_hours' as const, limit: hours(8.5) }
    const ladder = [step({ at: 'before', duration: hours(1) }), step({ at: 'after', duration: hours(1) })]
    // 8 service hours on Monday, then half an hour on Tuesday.
    expect(steps(rule, ladder)).toEqual([sh('2026-03-02 17:30'), sh('2026-03-03 10:30')])
  })

  test('after a deadline on Friday evening: on Monday', () => {
    const rule = { ...REPLY_48H, clock: 'service_hours' as const, limit: hours(40) }
    expect(steps(rule, [step({ at: 'after', duration: hours(2) })])).toEqual([sh('2026-03-09 11:00')])
  })

  test('half of a limit in working days leaves the weekend out', () => {
    const rule = { ...REPLY_48H, clock: 'working_day' as const, limit: { amount: 2, unit: 'day' as const } }
    const friday = received({}, sh('2026-03-06 12:00'))
    // From Friday noon to the end of Tuesday there are 60 hours of working days; half of them end on Monday at 18:00.
    expect(steps(rule, [step({ at: 'share', percent: 50 })], {}, [friday], sh('2026-03-06 12:00'))).toEqual([
      sh('2026-03-09 18:00'),
    ])
  })

  test('quiet hours: a step that respects them waits for their end, one that does not fires', () => {
    const spoke = received({}, sh('2026-03-02 23:00'))
    const at = (respects: boolean) =>
      steps(
        REPLY_48H,
        [step({ at: 'share', percent: 0 }, respects), step({ at: 'deadline' }, respects)],
        { quietHours },
        [spoke],
        sh('2026-03-02 23:00'),
      )
    expect(at(true)).toEqual([sh('2026-03-03 08:00'), sh('2026-03-05 08:00')])
    expect(at(false)).toEqual([sh('2026-03-02 23:00'), sh('2026-03-04 23:00') + 1])
  })

  test.each([
    ['2026-03-02 20:59', '2026-03-02 20:59'],
    ['2026-03-02 21:00', '2026-03-03 08:00'],
    ['2026-03-03 00:00', '2026-03-03 08:00'],
    ['2026-03-03 07:59', '2026-03-03 08:00'],
    ['2026-03-03 08:00', '2026-03-03 08:00'],
  ])('quiet from 21:00 to 08:00: %s becomes %s', (from, to) => {
    expect(afterQuietHours(sh(from), quietHours, 'Asia/Shanghai')).toBe(sh(to))
  })

  test('quiet over noon, within one day', () => {
    expect(afterQuietHours(sh('2026-03-02 12:30'), { from: '12:00', to: '13:00' }, 'Asia/Shanghai')).toBe(
      sh('2026-03-02 13:00'),
    )
    expect(afterQuietHours(sh('2026-03-02 13:30'), { from: '12:00', to: '13:00' }, 'Asia/Shanghai')).toBe(
      sh('2026-03-02 13:30'),
    )
  })

  test('where a version names no quiet hours, a step that respects them waits for the unit to open', () => {
    const night = received({}, sh('2026-03-02 03:00'))
    const ladder = [step({ at: 'share', percent: 50 }, true), step({ at: 'share', percent: 50 })]
    const oneDay = { ...REPLY_48H, limit: hours(1) }
    expect(steps(oneDay, [ladder[0]!], {}, [night], sh('2026-03-02 03:00'))).toEqual([sh('2026-03-02 09:00')])
    expect(steps(oneDay, [ladder[0]!], {}, [night], sh('2026-03-02 03:00'), [])).toEqual([
      sh('2026-03-02 03:30'),
    ])
  })

  test('a step that waits never holds up one that does not: it fires with that one at the latest', () => {
    const spoke = received({}, sh('2026-03-02 23:00'))
    const ladder = [
      step({ at: 'share', percent: 100 }, true),
      step({ at: 'deadline' }),
      step({ at: 'after', duration: hours(1) }, true),
    ]
    const deadline = sh('2026-03-04 23:00') + 1
    expect(steps(REPLY_48H, ladder, { quietHours }, [spoke], sh('2026-03-02 23:00'))).toEqual([
      deadline,
      deadline,
      sh('2026-03-05 08:00'),
    ])
  })

  test('steps never fall before the one ahead of them', () => {
    const ladder = [step({ at: 'after', duration: hours(2) }), step({ at: 'after', duration: hours(1) })]
    expect(steps(REPLY_48H, ladder)).toEqual([h(50), h(50)])
  })

  test('a pause moves the steps with the deadline', () => {
    const facts = [
      received(),
      fact('complaint.paused', h(10), { attrs: { reason: 'waiting_customer' } }),
      fact('complaint.resumed', h(20)),
    ]
    expect(
      steps(SOLVE_100H, [step({ at: 'share', percent: 50 }), step({ at: 'deadline' })], {}, facts, h(20)),
    ).toEqual([h(60), h(110) + 1])
  })
})

describe('what a sweep does', () => {
  const row = {
    state: 'OPEN' as const,
    dueAtMs: h(48),
    fulfilledAtMs: null,
    stepAtsMs: [h(24), h(48) + 1, h(72)],
    stepsFired: 0,
  }

  test('exactly at the deadline it breaks nothing; a moment later it does', () => {
    expect(decideSweep({ ...row, stepsFired: 1 }, h(48))).toMatchObject({
      breaks: false,
      fires: [],
      nextActionAtMs: h(48) + 1,
    })
    expect(decideSweep({ ...row, stepsFired: 1 }, h(48) + 1)).toMatchObject({
      breaks: true,
      fires: [1],
      nextActionAtMs: h(72),
    })
  })

  test('after a long sleep every step fires once, in order', () => {
    expect(decideSweep(row, h(900))).toEqual({
      rejudge: false,
      breaks: true,
      fires: [0, 1, 2],
      nextActionAtMs: null,
    })
  })

  test('a step that has fired does not fire again, also when a pause has moved it into the future', () => {
    expect(decideSweep({ ...row, stepsFired: 1 }, h(24)).fires).toEqual([])
    expect(nextActionAt({ ...row, stepAtsMs: [h(34), h(58) + 1, h(82)], dueAtMs: h(58) }, 1)).toBe(h(58) + 1)
  })

  test('fulfilled late: the rest of the ladder is silent', () => {
    expect(
      decideSweep({ ...row, state: 'BROKEN', fulfilledAtMs: h(50), stepsFired: 2 }, h(900)),
    ).toMatchObject({ fires: [], nextActionAtMs: null })
  })

  test.each(['KEPT', 'WAIVED', 'VOID'] as const)('%s: nothing, ever', (state) => {
    expect(decideSweep({ ...row, state }, h(900))).toMatchObject({
      breaks: false,
      fires: [],
      nextActionAtMs: null,
    })
  })

  test('paused: looked at when the pause reaches its maximum, and judged anew from the facts', () => {
    expect(nextActionAt({ ...row, state: 'PAUSED', dueAtMs: null, resumesAtMs: h(34) }, 1)).toBe(h(34))
    expect(decideSweep({ ...row, state: 'PAUSED', dueAtMs: null }, h(34)).rejudge).toBe(true)
  })
})
