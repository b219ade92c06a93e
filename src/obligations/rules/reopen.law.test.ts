import { describe, expect, test } from 'vitest'
import type { OnReopen } from '@/commitments/rules/rule'
import {
  CALL_BACK_BEFORE_CLOSING,
  fact,
  h,
  outcome,
  REPLY_48H,
  received,
  SOLVE_100H,
  states,
} from '../../../tests/support/engine-story'

const closed = (atMs: number) => fact('complaint.closed', atMs)
const reopened = (atMs: number) => fact('complaint.reopened', atMs)
const solved = (atMs: number) => fact('complaint.solved', atMs)
const solve = (onReopen: OnReopen) => ({ ...SOLVE_100H, onReopen })
const once = [received(), solved(h(60)), closed(h(61)), reopened(h(200))]

describe('a case opened again', () => {
  test('rule says resume: the closed time is a pause', () => {
    expect(outcome(solve('resume'), once, h(200))).toMatchObject([
      { cycle: 1, state: 'KEPT', fulfilledAtMs: h(60), dueAtMs: h(100) },
      { cycle: 2, state: 'OPEN', dueAtMs: h(240), pausedMs: 140 * 3_600_000 },
    ])
  })

  test('rule says new: a new obligation, the one before stays as it was', () => {
    expect(outcome(solve('new'), once, h(200))).toMatchObject([
      { cycle: 1, state: 'KEPT', fulfilledAtMs: h(60) },
      { cycle: 2, state: 'OPEN', startedAtMs: h(200), dueAtMs: h(300), pausedMs: 0 },
    ])
  })

  test('rule says ignore: nothing more is owed', () => {
    expect(states(outcome(solve('ignore'), once, h(900)))).toEqual(['KEPT'])
  })

  test('resumed twice: all the closed time is a pause', () => {
    const twice = [...once, solved(h(210)), closed(h(211)), reopened(h(300))]
    expect(outcome(solve('resume'), twice, h(300)).at(-1)).toMatchObject({ cycle: 3, dueAtMs: h(330) })
  })

  test('the closed time does not use up what pauses may last', () => {
    const paused = fact('complaint.paused', h(205), { attrs: { reason: 'waiting_customer' } })
    expect(outcome(solve('resume'), [...once, paused], h(206)).at(-1)).toMatchObject({
      state: 'PAUSED',
      resumesAtMs: h(229),
    })
  })

  test('time used up to the last moment: due at the reopening, never before it', () => {
    const facts = [received(), solved(h(100)), closed(h(100)), reopened(h(200))]
    expect(outcome(solve('resume'), facts, h(201))).toMatchObject([
      { state: 'KEPT', fulfilledAtMs: h(100) },
      { state: 'BROKEN', brokenAtMs: h(200) },
    ])
  })

  test('broken before: a resumed clock has no time left and nothing more is owed', () => {
    const facts = [received(), solved(h(150)), closed(h(151)), reopened(h(200))]
    expect(outcome(solve('resume'), facts, h(900))).toMatchObject([
      { state: 'BROKEN', brokenAtMs: h(100), fulfilledAtMs: h(150) },
    ])
  })

  test('broken before, rule says new: owed anew', () => {
    const facts = [received(), solved(h(150)), closed(h(151)), reopened(h(200)), solved(h(210))]
    expect(states(outcome(solve('new'), facts, h(900)))).toEqual(['BROKEN', 'KEPT'])
  })

  test('still running when reopened: never a restart', () => {
    for (const onReopen of ['resume', 'new', 'ignore'] as const) {
      const facts = [received(), closed(h(10)), reopened(h(20))]
      expect(outcome(solve(onReopen), facts, h(21))).toMatchObject([{ state: 'OPEN', dueAtMs: h(100) }])
    }
  })

  test('a clock that starts at something else does not start at a reopening', () => {
    const callBack = {
      ...REPLY_48H,
      start: 'complaint.closed',
      stop: ['complaint.called_back'],
      onReopen: 'new' as const,
    }
    expect(outcome(callBack, [...once, closed(h(250))], h(251))).toMatchObject([
      { cycle: 1, state: 'BROKEN', brokenAtMs: h(109) },
      { cycle: 2, state: 'OPEN', startedAtMs: h(250) },
    ])
  })

  test('a gate passed before is a gate again', () => {
    const passed = [
      received(),
      fact('complaint.replied', h(1)),
      fact('complaint.called_back', h(2)),
      closed(h(3)),
    ]
    expect(states(outcome(CALL_BACK_BEFORE_CLOSING, passed, h(3)))).toEqual(['KEPT'])
    expect(states(outcome(CALL_BACK_BEFORE_CLOSING, [...passed, reopened(h(9))], h(9)))).toEqual([
      'KEPT',
      'OPEN',
    ])
    expect(
      states(outcome(CALL_BACK_BEFORE_CLOSING, [...passed, reopened(h(9)), closed(h(10))], h(10))),
    ).toEqual(['KEPT', 'BROKEN'])
  })
})
