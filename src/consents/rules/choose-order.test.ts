import { expect, test } from 'vitest'
import { AMBIGUOUS_WITHIN_MS, type CandidateOrder, chooseOrder } from './choose-order'

const NOW = Date.parse('2026-03-02T04:00:00Z')
const order = (id: string, state: CandidateOrder['state'], askedAgoMs = 600_000): CandidateOrder => ({
  id,
  code: id.toUpperCase(),
  state,
  requestedAtMs: NOW - askedAgoMs,
  askedAtMs: state === 'requested' ? null : NOW - askedAgoMs,
})
const yes = { reading: 'yes', code: null } as const
const cancel = { reading: 'cancel', code: null } as const

test('the newest open question is answered', () =>
  expect(chooseOrder([order('tq', 'asked', 900_000), order('xw', 'asked', 100_000)], yes, NOW)).toEqual({
    kind: 'order',
    id: 'xw',
  }))
test('a code named decides', () =>
  expect(
    chooseOrder([order('tq', 'asked', 900_000), order('xw', 'asked')], { reading: 'yes', code: 'TQ' }, NOW),
  ).toEqual({ kind: 'order', id: 'tq' }))
test('two questions at nearly the same time: asked which', () =>
  expect(
    chooseOrder(
      [order('tq', 'asked', 600_000), order('xw', 'asked', 600_000 - AMBIGUOUS_WITHIN_MS + 1)],
      yes,
      NOW,
    ),
  ).toEqual({ kind: 'ambiguous', id: 'xw', codes: ['XW', 'TQ'] }))
test('cancelling without a code means the one that runs, or is asked which', () => {
  expect(chooseOrder([order('tq', 'active'), order('xw', 'declined')], cancel, NOW)).toEqual({
    kind: 'order',
    id: 'tq',
  })
  expect(chooseOrder([order('tq', 'active'), order('xw', 'active', 900_000)], cancel, NOW)).toMatchObject({
    kind: 'ambiguous',
    codes: ['TQ', 'XW'],
  })
})
test('a late yes belongs to the newest order of the last thirty days', () => {
  expect(chooseOrder([order('tq', 'lapsed')], yes, NOW)).toEqual({ kind: 'order', id: 'tq' })
  expect(chooseOrder([order('tq', 'lapsed', 31 * 86_400_000)], yes, NOW)).toEqual({ kind: 'none' })
})
test('words without meaning and without a question are for somebody else', () =>
  expect(chooseOrder([order('tq', 'active')], { reading: 'unclear', code: null }, NOW)).toEqual({
    kind: 'none',
  }))
