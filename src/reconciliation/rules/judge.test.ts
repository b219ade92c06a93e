import { describe, expect, test } from 'vitest'
import { dueSeconds, type JudgedCharge, judgeCharges, type OrderGround, type Tariff } from './judge'

const at = (text: string) => Date.parse(text)
const order: OrderGround = {
  id: 'o1',
  refs: ['ZZ-1', 'EXT-1'],
  phoneHash: 'p1',
  serviceCode: 'TQ',
  requestedAtMs: at('2026-01-01T00:00:00Z'),
  needsConfirmation: true,
  hasThreeRecords: true,
  activatedAtMs: at('2026-01-01T01:00:00Z'),
  cancelledAtMs: null,
  type: 'monthly',
  period: 'month',
  priceMinor: 1500n,
  currency: 'CNY',
  trialDays: null,
}
const tariff: Tariff = {
  id: 't1',
  serviceCode: 'LOCAL',
  kind: 'call_record',
  validFromMs: at('2026-01-01T00:00:00Z'),
  stepSeconds: 60,
  freeBelowSeconds: 3,
  priceMinor: 15n,
  currency: 'CNY',
}
let id = 0n
const charge = (given: Partial<JudgedCharge> = {}): JudgedCharge => {
  id += 1n
  return {
    id,
    partyId: 1n,
    phoneHash: 'p1',
    serviceCode: 'TQ',
    kind: 'subscription',
    amountMinor: 1500n,
    currency: 'CNY',
    chargedAtMs: at('2026-03-05T00:00:00Z'),
    month: '2026-03',
    localDay: { year: 2026, month: 3, day: 5 },
    usedSeconds: null,
    billedSeconds: null,
    orderRef: null,
    ...given,
  }
}
const call = (given: Partial<JudgedCharge> = {}): JudgedCharge =>
  charge({
    serviceCode: 'LOCAL',
    kind: 'call_record',
    usedSeconds: 61,
    billedSeconds: 120,
    amountMinor: 30n,
    ...given,
  })
const judge = (
  charges: readonly JudgedCharge[],
  over: Partial<OrderGround> = {},
  tariffs: readonly Tariff[] = [tariff],
) => {
  const outcomes = judgeCharges(charges, { orders: [{ ...order, ...over }], purchases: [], tariffs })
  return charges.map((each) => outcomes.get(each.id)!)
}
const told = (outcome: ReturnType<typeof judge>[number] | undefined) =>
  typeof outcome === 'object' ? [outcome.classCode, outcome.why, outcome.correctMinor] : outcome

describe('a charge for a service', () => {
  test.each<[string, Partial<JudgedCharge>, Partial<OrderGround>, unknown]>([
    ['as ordered', {}, {}, 'right'],
    ['cheaper than ordered', { amountMinor: 900n }, {}, 'right'],
    ['of nothing', { amountMinor: 0n, phoneHash: 'p2' }, {}, 'right'],
    ['nobody ordered', { phoneHash: 'p2' }, {}, ['no_consent', 'no_order', 0n]],
    ['before the order', { chargedAtMs: at('2025-12-31T00:00:00Z') }, {}, ['no_consent', 'no_order', 0n]],
    ['naming its order', { orderRef: 'EXT-1' }, {}, 'right'],
    ['naming an order nobody knows', { orderRef: 'OLD-9' }, {}, 'right'],
    [
      'naming the order of another',
      { orderRef: 'ZZ-1', phoneHash: 'p2' },
      {},
      ['no_consent', 'order_of_other', 0n],
    ],
    ['not confirmed', {}, { hasThreeRecords: false }, ['no_consent', 'not_confirmed', 0n]],
    ['that needs no confirmation', {}, { hasThreeRecords: false, needsConfirmation: false }, 'right'],
    ['not active yet', {}, { activatedAtMs: at('2026-03-06T00:00:00Z') }, ['no_consent', 'not_active', 0n]],
    ['never active', {}, { activatedAtMs: null }, ['no_consent', 'not_active', 0n]],
    [
      'at the moment of cancelling',
      {},
      { cancelledAtMs: at('2026-03-05T00:00:00Z') },
      ['after_cancellation', 'cancelled', 0n],
    ],
    ['just before cancelling', {}, { cancelledAtMs: at('2026-03-05T00:00:01Z') }, 'right'],
    [
      'in the free trial',
      {},
      { type: 'free_trial', trialDays: 30, activatedAtMs: at('2026-03-01T00:00:00Z') },
      ['in_free_trial', 'in_trial', 0n],
    ],
    [
      'the moment the trial ends',
      {},
      { type: 'free_trial', trialDays: 4, activatedAtMs: at('2026-03-01T00:00:00Z') },
      'right',
    ],
    ['above the price', { amountMinor: 1501n }, {}, ['not_as_ordered', 'price_above', 1500n]],
    ['in another currency', { currency: 'USD' }, {}, ['not_as_ordered', 'price_above', 0n]],
  ])('%s', (_name, given, over, expected) => {
    expect(told(judge([charge(given)], over)[0])).toEqual(expected)
  })

  test('a second charge for the month comes again, and names the first; what is graver comes first', () => {
    const [first, second] = [
      charge(),
      charge({ chargedAtMs: at('2026-03-06T00:00:00Z'), amountMinor: 1800n }),
    ]
    const [one, two] = judge([second, first]).reverse()
    expect(one).toBe('right')
    expect(two).toMatchObject({
      classCode: 'charged_twice',
      alsoClasses: ['not_as_ordered'],
      earlierChargeId: first.id,
      correctMinor: 0n,
    })
  })

  test('a charge that must not stand is no first one: after the trial the first fee is right', () => {
    const outcomes = judge([charge(), charge({ chargedAtMs: at('2026-03-20T00:00:00Z') })], {
      type: 'free_trial',
      trialDays: 10,
      activatedAtMs: at('2026-03-01T00:00:00Z'),
    })
    expect(outcomes.map(told)).toEqual([['in_free_trial', 'in_trial', 0n], 'right'])
  })

  test('another month, account or service is another thing', () => {
    const outcomes = judge([charge(), charge({ month: '2026-04' }), charge({ partyId: 2n })])
    expect(outcomes).toEqual(['right', 'right', 'right'])
  })
})

describe('a call or prompt', () => {
  test.each([
    [0, 0],
    [2, 0],
    [3, 60],
    [60, 60],
    [61, 120],
  ])('%d seconds are billed as %d', (used, due) => expect(dueSeconds(tariff, used)).toBe(due))

  test.each<[string, Partial<JudgedCharge>, unknown]>([
    ['by the tariff', {}, 'right'],
    ['too long', { billedSeconds: 180, amountMinor: 45n }, ['over_short_or_long_record', 'record_long', 30n]],
    [
      'too short',
      { billedSeconds: 60, amountMinor: 15n },
      ['over_short_or_long_record', 'record_short', 30n],
    ],
    ['too dear', { amountMinor: 31n }, ['rating_error', 'rate_above', 30n]],
    ['of another service', { serviceCode: 'ABROAD' }, 'unjudged'],
    ['without its seconds', { usedSeconds: null }, 'unjudged'],
    ['before the tariff', { chargedAtMs: at('2025-12-31T00:00:00Z') }, 'unjudged'],
  ])('a call %s', (_name, given, expected) => expect(told(judge([call(given)])[0])).toEqual(expected))

  test('the same call again', () => {
    const outcomes = judge([call(), call(), call({ usedSeconds: 62 })])
    expect(outcomes.map(told)).toEqual(['right', ['charged_twice', 'again', 0n], 'right'])
  })

  test('a prompt is free unless a price was published', () => {
    const prompt = charge({ kind: 'prompt', serviceCode: '12580', amountMinor: 20n })
    expect(told(judge([prompt])[0])).toEqual(['free_prompt_charged', 'prompt_is_free', 0n])
    const priced = { ...tariff, kind: 'prompt' as const, serviceCode: '12580', priceMinor: 10n }
    expect(told(judge([prompt], {}, [priced])[0])).toEqual(['rating_error', 'rate_above', 10n])
    expect(judge([{ ...prompt, amountMinor: 10n }], {}, [priced])).toEqual(['right'])
  })

  test('what no rule covers is said to be so', () =>
    expect(judge([charge({ kind: 'other' })])).toEqual(['unjudged']))
})
