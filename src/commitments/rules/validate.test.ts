import { describe, expect, test } from 'vitest'
import { FLOORS_CN } from '../catalogue/floors'
import { PROGRAMMES, programmeByCode } from '../catalogue/programmes'
import { termsOfSeed } from './catalogue-types'
import type { DeadlineRule, Duration, GateRule, LadderStep, Rule, VersionTerms } from './rule'
import { validateRule, validateVersion } from './validate'

const seed = programmeByCode('BR')!.commitments.find(({ code }) => code === 'BR-31')!
const [deadline, gate] = seed.rules as [DeadlineRule, GateRule]
const version = termsOfSeed(seed)
const duration = (text: string): Duration => {
  const [amount, unit] = text.split(' ')
  return { amount: Number(amount), unit: unit as Duration['unit'] }
}
const same = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const item = (code: string) => ({ code, severity: 'minor', text: same(code) }) as const
const checklist = { kind: 'checklist', passPercent: 100, sampling: same('all'), inspector: 'self' } as const
const notices = (...leads: string[]): Rule => ({
  kind: 'advance_notice',
  event: 'works.started',
  notices: leads.map((lead) => ({ lead: duration(lead), clock: 'elapsed', channels: [] })),
  forbiddenHours: [],
})
const step = (moment: LadderStep['moment']): LadderStep => ({
  moment,
  recipient: 'owner',
  respectQuietHours: true,
})
const ladder = (...moments: LadderStep['moment'][]): VersionTerms => ({
  ...version,
  ladder: moments.map(step),
})

describe('validateRule', () => {
  const twoSteps = (first: [number, string], final: [number, string]): Partial<DeadlineRule> => ({
    clock: 'calendar_day',
    limit: duration(final[1]),
    attainment: {
      type: 'two_step',
      first: { percent: first[0], within: duration(first[1]) },
      final: { percent: final[0], within: duration(final[1]) },
    },
  })
  test.each<[string, Rule, string[]]>([
    ['a sound deadline', deadline, []],
    ['a sound gate', gate, []],
    [
      'hours on the working calendar',
      { ...deadline, clock: 'working_day' },
      ['limit rule_unit_not_on_clock'],
    ],
    [
      'half a calendar day',
      { ...deadline, clock: 'calendar_day', limit: duration('1.5 day') },
      ['limit rule_amount_not_whole'],
    ],
    ['a stop that is the start', { ...deadline, stop: ['complaint.received'] }, ['stop rule_start_is_stop']],
    [
      'a stop named twice',
      { ...deadline, stop: ['complaint.replied', 'complaint.replied'] },
      ['stop rule_stop_twice'],
    ],
    [
      'a pause on another clock’s units',
      { ...deadline, pause: { reasons: ['force_majeure'], maxTotal: duration('1 month') } },
      ['pause.maxTotal rule_unit_not_on_clock'],
    ],
    [
      'a pause of nothing',
      { ...deadline, limit: null, pause: { reasons: ['force_majeure'], maxTotal: duration('1 day') } },
      ['pause rule_pause_without_limit'],
    ],
    [
      'a share of nobody',
      { ...deadline, attainment: { type: 'share', percent: 0 } },
      ['attainment.percent rule_share_zero'],
    ],
    ['two steps in order', { ...deadline, ...twoSteps([98, '4 week'], [100, '6 week']) }, []],
    [
      'two steps out of order',
      { ...deadline, ...twoSteps([100, '6 week'], [98, '4 week']) },
      [
        'attainment.final.percent rule_two_step_percent_order',
        'attainment.final.within rule_two_step_time_order',
      ],
    ],
    [
      'an average above the maximum',
      {
        ...deadline,
        limit: duration('24 hour'),
        attainment: { type: 'average_and_max', average: duration('30 hour'), max: duration('24 hour') },
      },
      ['attainment.average rule_average_above_max'],
    ],
    [
      'a limit that is not the maximum',
      {
        ...deadline,
        attainment: { type: 'average_and_max', average: duration('1 hour'), max: duration('24 hour') },
      },
      ['limit rule_limit_not_last_step'],
    ],
    [
      'a gate that waits for itself',
      { ...gate, preconditions: [{ fact: 'complaint.closed' }] },
      ['preconditions.0 rule_gate_precondition_is_action'],
    ],
    [
      'a gate that asks twice',
      { ...gate, preconditions: [{ fact: 'complaint.replied' }, { fact: 'complaint.replied' }] },
      ['preconditions.1 rule_gate_precondition_twice'],
    ],
    ['notices from the earliest', notices('72 hour', '24 hour'), []],
    [
      'notices the wrong way round',
      notices('24 hour', '72 hour'),
      ['notices.1.lead rule_notices_not_sorted'],
    ],
    ['a checklist of nothing', { ...checklist, items: [] }, ['items rule_items_empty']],
    [
      'a checklist with an item twice',
      { ...checklist, items: [item('a'), item('a')] },
      ['items rule_item_twice'],
    ],
    [
      'more items than the source names',
      { ...checklist, items: [item('a'), item('b')], itemsInSource: 1 },
      ['itemsInSource rule_items_fewer_in_source'],
    ],
    [
      'a share above 100%',
      {
        kind: 'ratio',
        numerator: { code: 'a', text: same('a') },
        denominator: { code: 'b', text: same('b') },
        comparator: 'at_least',
        target: 120,
        unit: 'percent',
        period: 'month',
      },
      ['target rule_percent_out_of_range'],
    ],
  ])('%s', (_name, rule, expected) => {
    expect(validateRule(rule).map(({ path, code }) => `${path} ${code}`)).toEqual(expected)
  })
})

describe('validateVersion', () => {
  test.each<[string, VersionTerms, string[]]>([
    ['the ladder of BR-31', version, []],
    [
      'a ladder in order',
      ladder(
        { at: 'share', percent: 50 },
        { at: 'before', duration: duration('4 hour') },
        { at: 'deadline' },
        { at: 'after', duration: duration('4 hour') },
      ),
      [],
    ],
    [
      'after before the deadline',
      ladder({ at: 'after', duration: duration('4 hour') }, { at: 'deadline' }),
      ['ladder.1 ladder_not_sorted'],
    ],
    [
      '4 hours before a half of 48',
      ladder({ at: 'before', duration: duration('4 hour') }, { at: 'share', percent: 50 }),
      ['ladder.1 ladder_not_sorted'],
    ],
    [
      '30 hours before, then a half of 48',
      ladder({ at: 'before', duration: duration('30 hour') }, { at: 'share', percent: 50 }),
      [],
    ],
    ['a step twice', ladder({ at: 'deadline' }, { at: 'deadline' }), ['ladder.1 ladder_step_twice']],
    [
      'a share of the whole',
      ladder({ at: 'share', percent: 100 }),
      ['ladder.0.moment.percent ladder_share_out_of_range'],
    ],
    [
      'months on the clock of hours',
      ladder({ at: 'after', duration: duration('1 month') }),
      ['ladder.0.moment.duration ladder_unit_not_on_clock'],
    ],
    ['a ladder without a deadline', { ...version, rules: [gate] }, ['ladder ladder_without_deadline']],
    [
      'quiet hours that never begin',
      { ...version, quietHours: { from: '21:00', to: '21:00' } },
      ['quietHours quiet_hours_empty'],
    ],
    [
      'a target below the promise',
      {
        ...version,
        rules: [{ ...deadline, attainment: { type: 'share', percent: 95 } }],
        target: { percent: 90 },
      },
      ['target.percent target_below_attainment'],
    ],
    [
      'pay withheld without a share',
      { ...version, consequence: { type: 'deduct_pay' } },
      ['consequence.percent consequence_percent_missing'],
    ],
    [
      'a rule that makes no sense',
      { ...version, rules: [gate, { ...deadline, stop: ['complaint.received'] }] },
      ['rules.1.stop rule_start_is_stop'],
    ],
  ])('%s', (_name, terms, expected) => {
    expect(validateVersion(terms).map(({ path, code }) => `${path} ${code}`)).toEqual(expected)
  })

  test('every row of the five programmes and every floor makes sense', () => {
    const rows = PROGRAMMES.flatMap((programme) =>
      programme.commitments.flatMap((each) =>
        validateVersion(termsOfSeed(each)).map(({ path, code }) => `${each.code} ${path} ${code}`),
      ),
    )
    const floors = FLOORS_CN.flatMap((floor) =>
      floor.parts.flatMap((part) =>
        validateRule(part.rule).map(({ path, code }) => `${floor.code} ${path} ${code}`),
      ),
    )
    expect([...rows, ...floors]).toEqual([])
  })
})
