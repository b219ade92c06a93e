import { describe, expect, test } from 'vitest'
import { measuredOf, standingOf } from './state'

const day = (n: number) => new Date(Date.UTC(2026, 2, n))
const published = (version: number, from: number, to: number | null) => ({
  version,
  status: 'published' as const,
  term: { validFrom: day(from), validTo: to === null ? null : day(to) },
})
const draft = (version: number) => ({ version, status: 'draft' as const, term: null })

describe('which version counts', () => {
  test.each([
    ['nothing yet', [], 'empty', null],
    ['a draft only', [draft(1)], 'draft', 1],
    ['in force', [published(1, 1, null)], 'in_force', 1],
    ['in force from its first instant', [published(1, 10, null)], 'in_force', 1],
    ['in force beside a draft', [draft(2), published(1, 1, null)], 'in_force', 1],
    ['in force, another to come', [published(2, 20, null), published(1, 1, 20)], 'in_force', 1],
    ['the last instant belongs to the next', [published(2, 10, null), published(1, 1, 10)], 'in_force', 2],
    ['to come', [published(1, 11, null)], 'scheduled', 1],
    ['ended', [published(1, 1, 10)], 'ended', 1],
    ['ended, with a draft', [draft(2), published(1, 1, 10)], 'ended', 2],
  ] as const)('%s', (_what, versions, state, shown) => {
    const standing = standingOf(versions, day(10))
    expect(standing.state).toBe(state)
    expect(standing.shown?.version ?? null).toBe(shown)
  })

  test('the next of several to come is the nearest', () => {
    const versions = [published(3, 30, null), published(2, 20, 30), published(1, 1, 20)]
    expect(standingOf(versions, day(10)).next?.version).toBe(2)
  })
})

test('a deadline without a number is not measured, nor are the kinds to come', () => {
  const deadline = {
    kind: 'deadline',
    start: 'complaint.received',
    stop: ['complaint.replied'],
    limit: { amount: 48, unit: 'hour' },
    clock: 'elapsed',
    pause: null,
    attainment: { type: 'all' },
    onReopen: 'ignore',
  } as const
  expect(measuredOf(deadline)).toBe('measured')
  expect(measuredOf({ ...deadline, limit: null })).toBe('no_limit')
  expect(measuredOf({ ...deadline, start: 'hotline.call_queued' })).toBe('no_facts')
  const gate = {
    kind: 'gate',
    action: 'complaint.closed',
    preconditions: [{ fact: 'complaint.called_back' }],
    start: 'complaint.received',
    overrideBy: null,
    ifMissing: 'refuse',
  } as const
  expect(measuredOf(gate)).toBe('measured')
  expect(measuredOf({ ...gate, action: 'sim.delivered' })).toBe('no_facts')
  const text = { 'zh-CN': '接访', 'zh-TW': '接訪', en: 'reception' }
  expect(
    measuredOf({
      kind: 'cadence',
      period: 'month',
      minimumCount: 1,
      ownerRole: text,
      output: { code: 'record', text },
    }),
  ).toBe('not_yet')
})

test('notices are measured where their event is planned on record; what is forbidden where a fact proves it', () => {
  const notice = {
    kind: 'advance_notice',
    event: 'suspension.done',
    notices: [],
    forbiddenHours: [],
  } as const
  const text = { 'zh-CN': '余额', 'zh-TW': '餘額', en: 'balance' }
  expect(measuredOf(notice)).toBe('measured')
  expect(measuredOf({ ...notice, trigger: text })).toBe('measured')
  expect(measuredOf({ ...notice, event: 'price_change.done' })).toBe('measured')
  expect(measuredOf({ ...notice, event: 'price_change.done', trigger: text })).toBe('no_facts')
  expect(measuredOf({ ...notice, event: 'works.started' })).toBe('no_facts')
  expect(measuredOf({ ...notice, event: 'number.changed' })).toBe('no_facts')
  const never = { kind: 'never_event', definition: { code: 'x', text }, detection: [] } as const
  expect(measuredOf(never)).toBe('no_fact')
  expect(measuredOf({ ...never, fact: 'complaint.received' })).toBe('measured')
  expect(measuredOf({ ...never, fact: 'leak.found' })).toBe('no_facts')
})
