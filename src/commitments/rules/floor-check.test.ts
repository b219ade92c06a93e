import { describe, expect, test } from 'vitest'
import { FLOORS_CN, LEGAL_FLOORS_CN } from '../catalogue/floors'
import { PROGRAMMES } from '../catalogue/programmes'
import { describeFloorWarning } from './describe-floor'
import { checkAgainstFloors } from './floor-check'
import {
  type AdvanceNoticeRule,
  type AvailabilityRule,
  type DeadlineRule,
  type Duration,
  EVERY_CASE,
  type GateRule,
  type RatioRule,
  type Rule,
  type Scope,
} from './rule'

const ON = '2026-03-15'
const same = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const term = (code: string) => ({ code, text: same(code) })
const duration = (text: string): Duration => {
  const [amount, unit] = text.split(' ')
  return { amount: Number(amount), unit: unit as Duration['unit'] }
}

function reply(limit: string, clock: DeadlineRule['clock'], more: Partial<DeadlineRule> = {}): DeadlineRule {
  return {
    kind: 'deadline',
    start: 'complaint.received',
    stop: ['complaint.replied'],
    limit: duration(limit),
    clock,
    pause: null,
    attainment: { type: 'all' },
    onReopen: 'ignore',
    ...more,
  }
}
const repair = (limit: string) =>
  reply(limit, 'elapsed', { start: 'fault.reported', stop: ['fault.repaired'] })
const hotline = (limit: string, percent: number) =>
  reply(limit, 'elapsed', {
    start: 'hotline.call_queued',
    stop: ['hotline.call_answered'],
    attainment: { type: 'share', percent },
  })
const history = (months: number, countsCurrentMonth: boolean): AvailabilityRule => ({
  kind: 'availability',
  object: term('bill_history'),
  where: same('web'),
  hours: null,
  depth: { months, countsCurrentMonth },
  probe: same('probe'),
})
const works = (...leads: string[]): AdvanceNoticeRule => ({
  kind: 'advance_notice',
  event: 'works.started',
  notices: leads.map((lead) => ({ lead: duration(lead), clock: 'elapsed', channels: [] })),
  forbiddenHours: [],
})
const numberChange = (...leads: string[]): AdvanceNoticeRule => ({
  kind: 'advance_notice',
  event: 'number.changed',
  notices: leads.map((lead) => ({ lead: duration(lead), clock: 'calendar_day', channels: [] })),
  forbiddenHours: [],
})
const suspension = (minimumAge?: string): GateRule => ({
  kind: 'gate',
  action: 'suspension.done',
  preconditions: [{ fact: 'payment.due', ...(minimumAge ? { minimumAge: duration(minimumAge) } : {}) }],
  start: 'payment.due',
  overrideBy: null,
  ifMissing: 'refuse',
})
const charge = (facts: string[], overrideBy: string | null = null): GateRule => ({
  kind: 'gate',
  action: 'subscription.charged',
  preconditions: facts.map((fact) => ({ fact })),
  start: 'subscription.ordered',
  overrideBy,
  ifMissing: 'no_charge',
})
const billingErrors = (target: number): RatioRule => ({
  kind: 'ratio',
  numerator: term('billing_errors'),
  denominator: term('billing_records'),
  comparator: 'at_most',
  target,
  unit: 'percent',
  period: 'month',
})
const confirmed = ['subscription.ordered', 'subscription.confirm_requested', 'subscription.confirmed']

function warnings(rule: Rule, scope: Partial<Scope> = {}, on = ON) {
  const version = { rules: [rule], scope: { ...EVERY_CASE, ...scope }, remedy: { type: 'none' } as const }
  return checkAgainstFloors(version, LEGAL_FLOORS_CN, on)
}

describe('checkAgainstFloors', () => {
  const pausing = { reasons: ['waiting_customer'], maxTotal: duration('20 day') } as const
  test.each<[string, Rule, string[]]>([
    ['a reply in 48 hours', reply('48 hour', 'elapsed'), []],
    ['a reply in 15 calendar days', reply('15 day', 'calendar_day'), []],
    ['a reply in 20 calendar days', reply('20 day', 'calendar_day'), ['CN-01 longer_limit certain']],
    ['a reply in 10 working days', reply('10 day', 'working_day'), ['CN-01 longer_limit possible']],
    ['a reply in 2 working days', reply('2 day', 'working_day'), []],
    ['a reply in 400 hours', reply('400 hour', 'elapsed'), ['CN-01 longer_limit certain']],
    [
      'pauses that may stretch it past the law',
      reply('48 hour', 'elapsed', { pause: pausing }),
      ['CN-01 pause_stretches_limit possible'],
    ],
    [
      'pauses that leave it within the law',
      reply('48 hour', 'elapsed', { pause: { ...pausing, maxTotal: duration('3 day') } }),
      [],
    ],
    [
      'a reply for 90 of 100',
      reply('48 hour', 'elapsed', { attainment: { type: 'share', percent: 90 } }),
      ['CN-01 lower_share certain'],
    ],
    [
      'two steps that end within the law',
      reply('15 day', 'calendar_day', {
        attainment: {
          type: 'two_step',
          first: { percent: 98, within: duration('2 day') },
          final: { percent: 100, within: duration('10 day') },
        },
      }),
      [],
    ],
    ['a call-back in 20 days', reply('20 day', 'calendar_day', { stop: ['complaint.called_back'] }), []],
    ['a reply without a number yet', { ...reply('1 day', 'elapsed'), limit: null }, []],
    [
      'a repair in 80 hours',
      repair('80 hour'),
      [
        'CN-06 longer_limit certain towns',
        'CN-06 longer_limit certain countryside',
        'CN-18 longer_limit certain mobile service',
        'CN-18 average_not_promised possible mobile service',
      ],
    ],
    [
      'a repair in 60 hours',
      repair('60 hour'),
      [
        'CN-06 longer_limit certain towns',
        'CN-18 longer_limit certain mobile service',
        'CN-18 average_not_promised possible mobile service',
      ],
    ],
    ['a repair in 24 hours', repair('24 hour'), []],
    ['works announced 24 hours ahead', works('24 hour'), ['CN-15 shorter_lead certain']],
    ['works announced 72 hours ahead', works('72 hour'), []],
    ['one notice of a number change', numberChange('45 day'), ['CN-19 fewer_notices certain']],
    ['a late second notice', numberChange('10 day', '60 day'), ['CN-19 shorter_lead certain']],
    ['both notices in time', numberChange('15 day', '45 day'), []],
    [
      'a suspension 15 days past due',
      suspension('15 day'),
      ['CN-09 shorter_wait certain fixed line; mobile may agree other terms'],
    ],
    [
      'a suspension at once',
      suspension(),
      ['CN-09 shorter_wait certain fixed line; mobile may agree other terms'],
    ],
    ['a suspension 30 days past due', suspension('30 day'), []],
    ['bills of 3 months', history(3, false), ['CN-23 less_history certain']],
    ['bills of 5 months without the current one', history(5, false), []],
    ['bills of 6 months with the current one', history(6, true), []],
    ['bills of 5 months with the current one', history(5, true), ['CN-23 less_history certain']],
    ['80% of calls in 15 seconds', hotline('15 second', 80), ['CN-21 lower_share certain']],
    ['90% of calls in 20 seconds', hotline('20 second', 90), ['CN-21 longer_limit certain']],
    ['90% of calls in 15 seconds', hotline('15 second', 90), []],
    [
      'a charge without the second confirmation',
      charge(confirmed.slice(0, 2)),
      ['CN-24 missing_precondition certain'],
    ],
    [
      'a charge a manager may let pass',
      charge(confirmed, 'branch_manager'),
      ['CN-24 override_allowed possible'],
    ],
    ['a charge confirmed', charge(confirmed), []],
    ['a billing error rate of 0.05%', billingErrors(0.05), ['CN-22 weaker_target certain']],
    ['a billing error rate of 0.01%', billingErrors(0.01), []],
  ])('%s', (_name, rule, expected) => {
    const found = warnings(rule).map((warning) =>
      [warning.floorCode, warning.problem, warning.certainty, warning.appliesTo?.en]
        .filter((part) => part)
        .join(' '),
    )
    expect(found).toEqual(expected)
  })

  test('a law not yet in force, and a promise out of its reach, warn of nothing', () => {
    const late = reply('20 day', 'calendar_day')
    expect(warnings(late, {}, '2004-12-31')).toEqual([])
    expect(warnings(late, {}, '2005-04-20')).toHaveLength(1)
    expect(warnings(late, { caseKinds: ['praise'] })).toEqual([])
  })

  test('a pledge of the group is a yardstick only where asked for', () => {
    const version = {
      rules: [reply('5 day', 'calendar_day')],
      scope: EVERY_CASE,
      remedy: { type: 'none' } as const,
    }
    const found = checkAgainstFloors(version, FLOORS_CN, ON)
    expect(found.map(({ floorCode, basis }) => [floorCode, basis])).toEqual([['CN-35', 'group_pledge']])
  })

  test('a lower multiple than the law pays', () => {
    const version = {
      rules: [],
      scope: EVERY_CASE,
      remedy: { type: 'multiple', base: 'price', factor: 2, currency: 'CNY' } as const,
    }
    expect(checkAgainstFloors(version, LEGAL_FLOORS_CN, ON)).toMatchObject([
      { floorCode: 'CN-29', problem: 'lower_remedy', ruleIndex: null },
    ])
  })

  test('keys are unique and stay the same', () => {
    const keys = warnings(repair('80 hour')).map((warning) => warning.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(warnings(repair('90 hour')).map((warning) => warning.key)).toEqual(keys)
  })

  test('no promise of the five programmes is certainly looser than the law', () => {
    const looser = PROGRAMMES.flatMap((programme) =>
      programme.commitments.flatMap((seed) =>
        checkAgainstFloors(seed, LEGAL_FLOORS_CN, ON)
          .filter((warning) => warning.certainty === 'certain')
          .map((warning) => `${seed.code} ${warning.key}`),
      ),
    )
    expect(looser).toEqual([])
  })
})

describe('the warning in words', () => {
  const [found] = warnings(reply('20 day', 'calendar_day'))
  test.each([
    [
      'zh-CN',
      '宽于《电信服务规范》（15日答复），《电信用户申诉处理办法》〔CN-01〕：时限20个自然日长于规定的15个自然日',
    ],
    [
      'zh-TW',
      '寬於《電信服務規範》（15日答覆），《電信用戶申訴處理辦法》〔CN-01〕：時限20個日曆天長於規定的15個日曆天',
    ],
    [
      'en',
      'Looser than Telecommunications Service Specification (Order 36), answer within 15 days; Order 35 [CN-01]: the time limit of 20 calendar days is longer than the 15 calendar days required',
    ],
  ] as const)('%s', (locale, words) => {
    expect(describeFloorWarning(found!, locale)).toBe(words)
  })
})
