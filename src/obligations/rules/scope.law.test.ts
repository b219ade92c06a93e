import { describe, expect, test } from 'vitest'
import { EVERY_CASE } from '@/commitments/rules/rule'
import {
  CALL_BACK_BEFORE_CLOSING,
  fact,
  h,
  OTHER_HALL,
  outcome,
  REPLY_48H,
  received,
  SOLVE_100H,
  SPOKE,
  states,
} from '../../../tests/support/engine-story'

const network = { scope: { ...EVERY_CASE, classes: ['network'] } }
const as = (classCode: string, atMs: number) => fact('complaint.reclassified', atMs, { attrs: { classCode } })
const manners = received()
const signal = received({ attrs: { classCode: 'network.indoor' } })

describe('which cases a promise binds', () => {
  test('a class below the named one is in it; a word that only begins alike is not', () => {
    expect(states(outcome(REPLY_48H, [signal], h(1), network))).toEqual(['OPEN'])
    expect(
      states(outcome(REPLY_48H, [received({ attrs: { classCode: 'network' } })], h(1), network)),
    ).toEqual(['OPEN'])
    expect(
      states(outcome(REPLY_48H, [received({ attrs: { classCode: 'networking' } })], h(1), network)),
    ).toEqual([])
    expect(states(outcome(REPLY_48H, [manners], h(1), network))).toEqual([])
  })

  test('a blank of the case never matches a condition by accident', () => {
    const brands = { scope: { ...EVERY_CASE, brands: ['quanqiutong'] } }
    expect(states(outcome(REPLY_48H, [received()], h(1), brands))).toEqual([])
    expect(states(outcome(REPLY_48H, [received({ attrs: { brand: '' } })], h(1), brands))).toEqual([])
    expect(states(outcome(REPLY_48H, [received({ attrs: { brand: 'quanqiutong' } })], h(1), brands))).toEqual(
      ['OPEN'],
    )
  })

  test('every condition of the scope has to hold', () => {
    const scope = { ...EVERY_CASE, caseKinds: ['complaint'], channels: ['hotline'], orgUnits: ['ZZ'] }
    expect(
      states(outcome(REPLY_48H, [received({ attrs: { channel: 'hotline' } })], h(1), { scope })),
    ).toEqual(['OPEN'])
    expect(states(outcome(REPLY_48H, [received()], h(1), { scope }))).toEqual([])
    expect(
      states(
        outcome(REPLY_48H, [received({ attrs: { channel: 'hotline', kind: 'praise' } })], h(1), { scope }),
      ),
    ).toEqual([])
    expect(
      states(
        outcome(REPLY_48H, [received({ attrs: { channel: 'hotline' } })], h(1), {
          scope: { ...scope, orgUnits: ['KF'] },
        }),
      ),
    ).toEqual([])
  })

  test('a programme binds the units below its own, and no others', () => {
    expect(states(outcome(REPLY_48H, [received()], h(1), { unitPath: 'HX.ZZ' }))).toEqual(['OPEN'])
    expect(states(outcome(REPLY_48H, [received()], h(1), { unitPath: 'HX.ZZ.A2' }))).toEqual([])
    expect(states(outcome(REPLY_48H, [received()], h(1), { unitPath: 'HX.Z' }))).toEqual([])
  })
})

describe('reclassified', () => {
  test('out of scope: void', () => {
    expect(outcome(REPLY_48H, [signal, as('service', h(5))], h(500), network)).toMatchObject([
      { state: 'VOID', brokenAtMs: null },
    ])
  })

  test('out of scope after the breach: the breach stays', () => {
    expect(outcome(REPLY_48H, [signal, as('service', h(50))], h(500), network)).toMatchObject([
      { state: 'BROKEN', brokenAtMs: h(48) },
    ])
  })

  test('out of scope after it was kept: it stays kept', () => {
    const facts = [signal, fact('complaint.replied', h(1)), as('service', h(5))]
    expect(states(outcome(REPLY_48H, facts, h(500), network))).toEqual(['KEPT'])
  })

  test('into scope: owed from when the customer spoke', () => {
    expect(outcome(REPLY_48H, [manners, as('network', h(5))], h(5), network)).toMatchObject([
      { state: 'OPEN', startedAtMs: SPOKE, dueAtMs: h(48) },
    ])
  })

  test('into scope after the time has passed: broken at the deadline', () => {
    expect(outcome(REPLY_48H, [manners, as('network', h(50))], h(50), network)).toMatchObject([
      { state: 'BROKEN', brokenAtMs: h(48) },
    ])
  })

  test('into scope when the reply was given already: kept then', () => {
    const facts = [manners, fact('complaint.replied', h(3)), as('network', h(50))]
    expect(outcome(REPLY_48H, facts, h(50), network)).toMatchObject([{ state: 'KEPT', fulfilledAtMs: h(3) }])
  })

  test('into scope: pauses before it count, they belong to the case', () => {
    const facts = [
      manners,
      fact('complaint.paused', h(1), { attrs: { reason: 'waiting_customer' } }),
      fact('complaint.resumed', h(4)),
      as('network', h(5)),
    ]
    expect(outcome(SOLVE_100H, facts, h(5), network)).toMatchObject([{ state: 'OPEN', dueAtMs: h(103) }])
  })

  test('out of scope and back: what was void stays void, and the same is owed again from when the customer spoke', () => {
    const facts = [signal, as('service', h(5)), as('network.outdoor', h(6))]
    expect(outcome(REPLY_48H, facts, h(6), network)).toMatchObject([
      { cycle: 1, state: 'VOID' },
      { cycle: 2, state: 'OPEN', startedAtMs: SPOKE, dueAtMs: h(48) },
    ])
    expect(states(outcome(REPLY_48H, [...facts, fact('complaint.replied', h(7))], h(7), network))).toEqual([
      'VOID',
      'KEPT',
    ])
    expect(states(outcome(REPLY_48H, facts, h(49), network))).toEqual(['VOID', 'BROKEN'])
  })

  test('within scope: nothing changes', () => {
    expect(outcome(REPLY_48H, [signal, as('network.outdoor', h(5))], h(5), network)).toMatchObject([
      { cycle: 1, state: 'OPEN', dueAtMs: h(48) },
    ])
  })

  test('reopened while out of scope, then into it: owed from the reopening', () => {
    const rule = { ...REPLY_48H, onReopen: 'new' as const }
    const facts = [
      signal,
      fact('complaint.replied', h(1)),
      fact('complaint.closed', h(2)),
      as('service', h(3)),
      fact('complaint.reopened', h(10)),
      as('network', h(12)),
    ]
    expect(outcome(rule, facts, h(12), network)).toMatchObject([
      { cycle: 1, state: 'KEPT' },
      { cycle: 2, state: 'OPEN', startedAtMs: h(10), dueAtMs: h(58) },
    ])
  })

  test('handed to a hall outside the programme: void there; into it: owed from when the customer spoke', () => {
    const moved = fact('complaint.assigned', h(5), { attrs: { unitId: OTHER_HALL } })
    expect(states(outcome(REPLY_48H, [received(), moved], h(6), { unitPath: 'HX.ZZ.A1' }))).toEqual(['VOID'])
    expect(outcome(REPLY_48H, [received(), moved], h(6), { unitPath: 'HX.ZZ.A2' })).toMatchObject([
      { state: 'OPEN', unitId: OTHER_HALL, startedAtMs: SPOKE },
    ])
  })

  test('a gate that came into scope after the closing is no breach of that closing', () => {
    const facts = [manners, fact('complaint.closed', h(3)), as('network', h(5))]
    expect(states(outcome(CALL_BACK_BEFORE_CLOSING, facts, h(5), network))).toEqual(['OPEN'])
  })
})
