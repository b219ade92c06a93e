import { describe, expect, test } from 'vitest'
import { FACT_TYPES } from '@/kernel/fact-types'
import { LOCALES } from '@/kernel/text'
import type { Rule } from '../rules/rule'
import { FLOORS_CN, LEGAL_FLOORS_CN } from './floors'
import { PROGRAMMES, programmeByCode } from './programmes'

const rowsOf = (code: string) => programmeByCode(code)!.commitments
const row = (code: string) => rowsOf(code.slice(0, 2)).find((seed) => seed.code === code)!
const facts = new Set<string>(FACT_TYPES)

function factsNamedBy(rule: Rule): string[] {
  if (rule.kind === 'deadline') return [rule.start, ...rule.stop]
  if (rule.kind === 'gate')
    return [rule.action, rule.start, ...rule.preconditions.map((condition) => condition.fact)]
  return rule.kind === 'advance_notice' ? [rule.event] : []
}

function localTextsIn(value: unknown, path: string): { path: string; text: Record<string, string> }[] {
  if (typeof value !== 'object' || value === null) return []
  if ('zh-CN' in value) return [{ path, text: value as Record<string, string> }]
  return Object.entries(value).flatMap(([key, child]) => localTextsIn(child, `${path}.${key}`))
}

describe('the five programmes', () => {
  test.each([
    ['ZZ', 29],
    ['BJ', 14],
    ['CD', 27],
    ['BR', 49],
    ['SH', 30],
  ])('%s holds every row once', (code, count) => {
    const codes = rowsOf(code).map((seed) => seed.code)
    const expected = Array.from(
      { length: count },
      (_, index) => `${code}-${String(index + 1).padStart(2, '0')}`,
    )
    expect([...codes].sort()).toEqual(expected)
  })

  test('rules name only facts the system records', () => {
    const rules = [
      ...PROGRAMMES.flatMap((programme) => programme.commitments.flatMap((seed) => seed.rules)),
      ...FLOORS_CN.flatMap((floor) => floor.parts.map((part) => part.rule)),
    ]
    expect(rules.flatMap(factsNamedBy).filter((fact) => !facts.has(fact))).toEqual([])
  })

  test('an entry without rules is a principle, or is itself a consequence', () => {
    const empty = PROGRAMMES.flatMap((programme) => programme.commitments).filter(
      (seed) => seed.rules.length === 0,
    )
    expect(empty.map((seed) => [seed.code, seed.entryState])).toEqual([
      ['CD-04', 'full'],
      ['BR-07', 'principle'],
      ['BR-48', 'principle'],
      ['SH-30', 'principle'],
    ])
  })

  test('Traditional texts hold no Simplified letters or mainland terms', () => {
    const simplified =
      /[这们对务应时间门见单补费业网络询实处报识让谁购质达环进违规办记录号码说话诉访问题级经条项长]/u
    const mainland = /投訴|營業廳(?<!溝通100營業廳|滿意100營業廳)|短信|套餐|停機|積分/u
    const found = [...PROGRAMMES, ...FLOORS_CN]
      .flatMap((entry) => localTextsIn(entry, entry.code))
      .filter(({ text }) => simplified.test(text['zh-TW']!) || mainland.test(text['zh-TW']!))
      .map(({ path, text }) => `${path} ${text['zh-TW']}`)
    expect(found).toEqual([])
  })

  test('English texts hold no Chinese but names', () => {
    const found = PROGRAMMES.flatMap((entry) => localTextsIn(entry, entry.code))
      .filter(({ text }) => /\p{Script=Han}/u.test(text.en!.replace(/沟通100|全球通|神州行|动感地带/g, '')))
      .map(({ path, text }) => `${path} ${text.en}`)
    expect(found).toEqual([])
  })

  test('every script differs from blank', () => {
    for (const { text } of PROGRAMMES.flatMap((entry) => localTextsIn(entry, entry.code)))
      for (const locale of LOCALES) expect(text[locale]!.trim()).not.toBe('')
  })
})

describe('what the sources say and do not say', () => {
  test('BR-31: first reply within 48 hours, every complaint, and no closing without a reply', () => {
    const { rules, scope, ladder, ownChoice } = row('BR-31')
    expect(scope.caseKinds).toEqual(['complaint'])
    expect(rules[0]).toMatchObject({
      kind: 'deadline',
      start: 'complaint.received',
      stop: ['complaint.replied'],
      limit: { amount: 48, unit: 'hour' },
      clock: 'elapsed',
      pause: null,
      attainment: { type: 'all' },
      onReopen: 'ignore',
    })
    expect(rules[1]).toMatchObject({
      kind: 'gate',
      action: 'complaint.closed',
      preconditions: [{ fact: 'complaint.replied' }],
    })
    expect(ladder).toHaveLength(6)
    expect(ownChoice).toContain('ladder')
  })

  test('five months without the current one and six with it stand apart', () => {
    expect(row('BJ-06').rules[0]).toMatchObject({ depth: { months: 5, countsCurrentMonth: false } })
    expect(row('BR-32').rules[0]).toMatchObject({ depth: { months: 6, countsCurrentMonth: true } })
  })

  test('dates the source leaves blank stay unknown', () => {
    expect(programmeByCode('BR')!.publishedOn).toBeNull()
    expect(programmeByCode('BR')!.phases.map((phase) => phase.from)).toEqual([null, null, null, null])
    expect(row('BR-03').rules.map((rule) => (rule.kind === 'milestone' ? rule.dueOn : 'other'))).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(row('BJ-03').validFrom).toBe('2007-03-01')
  })

  test('a promise without a number has no limit, and the number is the carrier’s own', () => {
    for (const code of ['ZZ-13', 'ZZ-14', 'BR-36', 'SH-01', 'SH-14']) {
      const rule = row(code).rules.find((candidate) => candidate.kind === 'deadline')!
      expect([code, rule.limit]).toEqual([code, null])
      expect(rule.ownChoice).toContain('limit')
    }
    expect(row('SH-12').rules[0]).toMatchObject({ limit: { amount: 1, unit: 'hour' } })
    expect(row('SH-12').rules[0]!.ownChoice).toContain('limit')
  })

  test('what is counted but not listed is held beside the thirty', () => {
    const { titledOnly } = programmeByCode('SH')!
    expect(titledOnly).toHaveLength(11)
    expect(titledOnly.filter((entry) => entry.text.en.startsWith('Basic service'))).toHaveLength(9)
    expect(row('CD-03').rules[0]).toMatchObject({ itemsInSource: 10, items: { length: 3 } })
  })

  test('double refunds are said by the source, on the positive difference, factor two', () => {
    for (const code of ['BJ-02', 'BR-30', 'SH-03', 'SH-08']) {
      expect(row(code).remedy).toMatchObject({ type: 'multiple', factor: 2 })
      expect(row(code).ifBroken.provenance).toBe('source')
    }
  })

  test('a scope narrower than everybody is in the rule, not in free text', () => {
    expect(row('SH-04').scope.brands).toEqual(['quanqiutong'])
    expect(row('SH-13').scope.classes).toEqual(['payment'])
    expect(row('ZZ-13').scope.classes).toEqual(['network'])
    expect(row('BR-11').scope.classes).toEqual(['monthly', 'subscription', 'free_trial'])
  })
})

describe('the legal floors', () => {
  test('hold CN-01 to CN-35 and PI-01 to PI-11 once', () => {
    const codes = FLOORS_CN.map((floor) => floor.code)
    expect(codes.filter((code) => code.startsWith('CN'))).toHaveLength(35)
    expect(codes.filter((code) => code.startsWith('PI'))).toHaveLength(11)
    expect(new Set(codes).size).toBe(46)
  })

  test('pledges of one group are not law', () => {
    expect(FLOORS_CN.filter((floor) => !LEGAL_FLOORS_CN.includes(floor)).map((floor) => floor.code)).toEqual([
      'CN-32',
      'CN-35',
    ])
  })
})
