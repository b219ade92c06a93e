import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVERY_CASE, type Scope } from './rule'
import { classPath, matchesScope, type ScopeSubject, scopesOverlap } from './scope'

const subject: ScopeSubject = {
  caseKind: 'complaint',
  classCode: 'network.signal_indoor',
  channel: 'hotline',
  brand: 'quanqiutong',
  customerClass: 'postpaid',
  unitCodes: ['CARRIER', 'PROV', 'CITY-1', 'HALL-7'],
}
const scope = (conditions: Partial<Scope>): Scope => ({ ...EVERY_CASE, ...conditions })

describe('matchesScope', () => {
  test.each<[string, Partial<Scope>, boolean]>([
    ['no condition matches every case', {}, true],
    ['the kind', { caseKinds: ['complaint'] }, true],
    ['another kind', { caseKinds: ['praise'] }, false],
    ['one of several kinds', { caseKinds: ['praise', 'complaint'] }, true],
    ['the leaf class', { classes: ['network.signal_indoor'] }, true],
    ['the class above it', { classes: ['network'] }, true],
    ['a sibling class', { classes: ['network.no_signal_rural'] }, false],
    ['a class whose name merely begins alike', { classes: ['net'] }, false],
    ['a unit above', { orgUnits: ['PROV'] }, true],
    ['the unit itself', { orgUnits: ['HALL-7'] }, true],
    ['a unit elsewhere', { orgUnits: ['CITY-2'] }, false],
    ['a brand and a channel that both hold', { brands: ['quanqiutong'], channels: ['hotline'] }, true],
    ['one condition of two failing', { brands: ['quanqiutong'], channels: ['web'] }, false],
    ['another customer class', { customerClasses: ['prepaid'] }, false],
  ])('%s', (_name, conditions, expected) => {
    expect(matchesScope(scope(conditions), subject)).toBe(expected)
  })

  test('a condition never matches what the case does not tell', () => {
    const unknown: ScopeSubject = {
      caseKind: null,
      classCode: null,
      channel: null,
      brand: null,
      customerClass: null,
      unitCodes: [],
    }
    expect(matchesScope(EVERY_CASE, unknown)).toBe(true)
    for (const key of Object.keys(EVERY_CASE) as (keyof Scope)[])
      expect(matchesScope(scope({ [key]: ['x'] }), unknown)).toBe(false)
  })

  const codes = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 })
  const anyScope: fc.Arbitrary<Scope> = fc.record({
    caseKinds: codes,
    classes: codes,
    channels: codes,
    brands: codes,
    customerClasses: codes,
    orgUnits: codes,
  })
  const code = fc.constantFrom('a', 'b', 'c', 'd')
  const anySubject: fc.Arbitrary<ScopeSubject> = fc.record({
    caseKind: code,
    classCode: code,
    channel: code,
    brand: code,
    customerClass: code,
    unitCodes: codes,
  })

  test('dropping a condition never loses a case', () => {
    fc.assert(
      fc.property(
        anyScope,
        anySubject,
        fc.constantFrom(...(Object.keys(EVERY_CASE) as (keyof Scope)[])),
        (full, whom, key) => {
          if (matchesScope(full, whom)) expect(matchesScope({ ...full, [key]: [] }, whom)).toBe(true)
        },
      ),
    )
  })

  test('scopes that share a case overlap, both ways round', () => {
    fc.assert(
      fc.property(anyScope, anyScope, anySubject, (left, right, whom) => {
        expect(scopesOverlap(left, right)).toBe(scopesOverlap(right, left))
        if (matchesScope(left, whom) && matchesScope(right, whom))
          expect(scopesOverlap(left, right)).toBe(true)
      }),
    )
  })
})

test('classPath lists a class and the classes above it', () => {
  expect(classPath('network.signal_indoor')).toEqual(['network', 'network.signal_indoor'])
  expect(classPath('network')).toEqual(['network'])
})

test('scopes of a class and its parent overlap, of siblings they do not', () => {
  expect(scopesOverlap(scope({ classes: ['fee'] }), scope({ classes: ['fee.roaming'] }))).toBe(true)
  expect(scopesOverlap(scope({ classes: ['fee.points'] }), scope({ classes: ['fee.roaming'] }))).toBe(false)
})
