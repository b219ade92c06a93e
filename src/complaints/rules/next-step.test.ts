import { describe, expect, it } from 'vitest'
import { type CaseProgress, nextStep, owedFacts } from './next-step'

const then = new Date('2026-03-01T00:00:00Z')
const fresh: CaseProgress = {
  kind: 'complaint',
  status: 'open',
  contactedAt: null,
  repliedAt: null,
  plannedAt: null,
  solvedAt: null,
  calledBackAt: null,
}
const contactGate = {
  kind: 'gate',
  action: 'complaint.replied',
  preconditions: [{ fact: 'complaint.contacted' }],
} as const
const callBackGate = {
  kind: 'gate',
  action: 'complaint.closed',
  preconditions: [{ fact: 'complaint.replied' }, { fact: 'complaint.called_back' }],
} as const
const planDeadline = { kind: 'deadline', stop: ['complaint.planned', 'complaint.closed'] } as const

describe('nextStep', () => {
  it.each([
    ['a new case waits for its reply', {}, [], 'reply'],
    ['contact comes first where a promise wants it', {}, [contactGate], 'contact'],
    ['contact already made', { contactedAt: then }, [contactGate], 'reply'],
    ['replied: solve', { repliedAt: then }, [], 'solve'],
    ['replied: plan first where a promise wants it', { repliedAt: then }, [planDeadline], 'plan'],
    ['planned: solve', { repliedAt: then, plannedAt: then }, [planDeadline], 'solve'],
    [
      'solved without a plan: the plan is no longer asked for',
      { repliedAt: then, solvedAt: then },
      [planDeadline],
      'close',
    ],
    [
      'solved: call back where a gate wants it',
      { repliedAt: then, solvedAt: then },
      [callBackGate],
      'call_back',
    ],
    ['called back: close', { repliedAt: then, solvedAt: then, calledBackAt: then }, [callBackGate], 'close'],
    ['praise is done with its answer', { kind: 'praise', repliedAt: then }, [], 'close'],
    ['paused: wait', { status: 'paused' }, [contactGate], 'wait'],
    ['closed: nothing', { status: 'closed' }, [], 'none'],
    ['closed, call-back still owed', { status: 'closed' }, [callBackGate], 'call_back'],
    [
      'an appeal goes before everything',
      {},
      [contactGate, { kind: 'deadline', stop: ['complaint.appeal_answered'] }],
      'answer_appeal',
    ],
  ] as const)('%s', (_law, change, rules, expected) => {
    expect(nextStep({ ...fresh, ...change }, owedFacts(rules))).toBe(expected)
  })
})
