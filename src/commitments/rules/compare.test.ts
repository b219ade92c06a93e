import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PROGRAMMES, programmeByCode } from '../catalogue/programmes'
import { termsOfSeed } from './catalogue-types'
import { compareVersions } from './compare'
import { sameValue } from './compare-parts'
import type { DeadlineRule, Duration, GateRule, NeverEventRule, Rule, VersionTerms } from './rule'

const terms = (code: string): VersionTerms =>
  termsOfSeed(programmeByCode(code.slice(0, 2))!.commitments.find((seed) => seed.code === code)!)
const br31 = terms('BR-31')
const [deadline, gate] = br31.rules as [DeadlineRule, GateRule]
const hours = (amount: number): Duration => ({ amount, unit: 'hour' })
const withRules = (...rules: Rule[]): VersionTerms => ({ ...br31, rules })
const changes = (after: VersionTerms, before: VersionTerms = br31) =>
  compareVersions(before, after).map(({ path, direction }) => `${path} ${direction}`)
const deadlineWith = (more: Partial<DeadlineRule>) => withRules({ ...deadline, ...more }, gate)

describe('compareVersions', () => {
  const pause = { reasons: ['waiting_customer'], maxTotal: hours(72) } as const
  test.each<[string, VersionTerms, string[]]>([
    ['nothing', br31, []],
    ['a shorter limit', deadlineWith({ limit: hours(24) }), ['rules.0.limit stricter']],
    ['a longer limit', deadlineWith({ limit: hours(72) }), ['rules.0.limit looser']],
    ['the same limit in days', deadlineWith({ limit: { amount: 2, unit: 'day' } }), []],
    [
      'two working days for 48 hours',
      deadlineWith({ limit: { amount: 2, unit: 'day' }, clock: 'working_day' }),
      ['rules.0.limit different'],
    ],
    ['a limit taken away', deadlineWith({ limit: null }), ['rules.0.limit looser']],
    ['a pause allowed', deadlineWith({ pause }), ['rules.0.pause looser']],
    [
      'a lower share',
      deadlineWith({ attainment: { type: 'share', percent: 95 } }),
      ['rules.0.attainment looser'],
    ],
    ['another stop', deadlineWith({ stop: ['complaint.contacted'] }), ['rules.0.stop different']],
    ['a reopening that counts', deadlineWith({ onReopen: 'new' }), ['rules.0.onReopen different']],
    ['a rule dropped', withRules(deadline), ['rules.1 looser']],
    [
      'a rule added',
      withRules(deadline, gate, { ...gate, action: 'complaint.upgraded' }),
      ['rules.2 stricter'],
    ],
    ['rules in another order', withRules(gate, deadline), []],
    [
      'one more precondition',
      withRules(deadline, {
        ...gate,
        preconditions: [...gate.preconditions, { fact: 'complaint.called_back' }],
      }),
      ['rules.1.preconditions stricter'],
    ],
    [
      'an exception allowed',
      withRules(deadline, { ...gate, overrideBy: 'branch_manager' }),
      ['rules.1.overrideBy looser'],
    ],
    [
      'fewer customers',
      { ...br31, scope: { ...br31.scope, brands: ['quanqiutong'] } },
      ['scope.brands looser'],
    ],
    ['more kinds', { ...br31, scope: { ...br31.scope, caseKinds: [] } }, ['scope.caseKinds stricter']],
    [
      'other kinds',
      { ...br31, scope: { ...br31.scope, caseKinds: ['opinion'] } },
      ['scope.caseKinds different'],
    ],
    ['a lower target', { ...br31, target: { percent: 95 } }, ['target looser']],
    ['another ladder', { ...br31, ladder: br31.ladder.slice(0, 2) }, ['ladder different']],
    ['quiet hours', { ...br31, quietHours: { from: '21:00', to: '08:00' } }, ['quietHours different']],
    [
      'a remedy',
      { ...br31, remedy: { type: 'per_event', amountMinor: 500, currency: 'CNY' } },
      ['remedy stricter'],
    ],
    ['another consequence', { ...br31, consequence: { type: 'coaching' } }, ['consequence different']],
  ])('%s', (_name, after, expected) => {
    expect(changes(after)).toEqual(expected)
  })

  test('five months without the current one is the same depth as six with it', () => {
    const [bj] = terms('BJ-06').rules
    const [br] = terms('BR-32').rules
    const depth = compareVersions(withRules(bj!), withRules(br!)).find(
      ({ parameter }) => parameter === 'depth',
    )
    expect(depth).toMatchObject({
      direction: 'different',
      before: { 'zh-CN': '最近5个月（不含当月）' },
      after: { 'zh-CN': '最近6个月（含当月）' },
    })
  })

  test('says before and after in words', () => {
    expect(compareVersions(br31, deadlineWith({ limit: hours(24) }))).toEqual([
      {
        path: 'rules.0.limit',
        parameter: 'limit',
        direction: 'stricter',
        before: {
          'zh-CN': '48小时（自然时间，节假日不顺延）',
          'zh-TW': '48小時（自然時間，假日不順延）',
          en: '48 hours (clock time, holidays included)',
        },
        after: {
          'zh-CN': '24小时（自然时间，节假日不顺延）',
          'zh-TW': '24小時（自然時間，假日不順延）',
          en: '24 hours (clock time, holidays included)',
        },
      },
    ])
  })

  const anyTerms = fc.constantFrom(
    ...PROGRAMMES.flatMap((programme) => programme.commitments.map(termsOfSeed)),
  )

  test('no version differs from itself, whatever the order of its keys', () => {
    fc.assert(
      fc.property(anyTerms, (version) => {
        const reordered = JSON.parse(JSON.stringify(version), (_key, value: unknown) =>
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).reverse())
            : value,
        ) as VersionTerms
        expect(sameValue(version, reordered)).toBe(true)
        expect(compareVersions(version, reordered)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('what is stricter one way is looser the other', () => {
    const opposite = { stricter: 'looser', looser: 'stricter', different: 'different' }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (left, right) => {
        const [forth] = compareVersions(
          deadlineWith({ limit: hours(left) }),
          deadlineWith({ limit: hours(right) }),
        )
        const [back] = compareVersions(
          deadlineWith({ limit: hours(right) }),
          deadlineWith({ limit: hours(left) }),
        )
        expect(back?.direction).toBe(forth && opposite[forth.direction])
      }),
    )
  })
})

describe('what may never happen', () => {
  const [never] = terms('BR-16').rules as [NeverEventRule]
  const { fact: _proof, ...inWords } = never
  const version = (rule: NeverEventRule): VersionTerms => ({ ...terms('BR-16'), rules: [rule] })
  test.each<[string, NeverEventRule, NeverEventRule, string[]]>([
    ['counted from now on', inWords, never, ['rules.0.fact stricter']],
    ['counted no more', never, inWords, ['rules.0.fact looser']],
    [
      'counted by something else',
      never,
      { ...never, fact: 'complaint.appealed' },
      ['rules.0.fact different'],
    ],
    ['the same', never, never, []],
  ])('%s', (_what, before, after, expected) => {
    expect(changes(version(after), version(before))).toEqual(expected)
  })
})
