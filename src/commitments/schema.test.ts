import { describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import type { LocalText } from '@/kernel/text'
import type { CommitmentSeed, Floor, ProgrammeSeed } from './rules/catalogue-types'
import type {
  Attainment,
  Consequence,
  LadderStep,
  PausePolicy,
  Remedy,
  Rule,
  Scope,
  VersionTerms,
} from './rules/rule'
import {
  type attainmentSchema,
  type commitmentSeedSchema,
  type consequenceSchema,
  deadlineRuleSchema,
  durationSchema,
  type floorSchema,
  type ladderStepSchema,
  localTextSchema,
  type pausePolicySchema,
  type programmeSeedSchema,
  type remedySchema,
  ruleSchema,
  type scopeSchema,
  type versionTermsSchema,
} from './schema'

/** zod infers mutable arrays; the grammar is read-only all the way down. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T
type Equal<A, B> =
  (<T>() => T extends DeepReadonly<A> ? 1 : 2) extends <T>() => T extends DeepReadonly<B> ? 1 : 2
    ? true
    : false

describe('the shapes equal the grammar', () => {
  test('in type', () => {
    expectTypeOf<Equal<z.infer<typeof localTextSchema>, LocalText>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof ruleSchema>, Rule>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof scopeSchema>, Scope>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof attainmentSchema>, Attainment>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof pausePolicySchema>, PausePolicy>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof ladderStepSchema>, LadderStep>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof remedySchema>, Remedy>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof consequenceSchema>, Consequence>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof versionTermsSchema>, VersionTerms>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof commitmentSeedSchema>, CommitmentSeed>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof programmeSeedSchema>, ProgrammeSeed>>().toEqualTypeOf<true>()
    expectTypeOf<Equal<z.infer<typeof floorSchema>, Floor>>().toEqualTypeOf<true>()
  })
})

describe('the shapes refuse', () => {
  const deadline = {
    kind: 'deadline',
    start: 'complaint.received',
    stop: ['complaint.replied'],
    limit: { amount: 48, unit: 'hour' },
    clock: 'elapsed',
    pause: null,
    attainment: { type: 'all' },
    onReopen: 'ignore',
  }

  test('nothing of a sound rule', () => {
    expect(deadlineRuleSchema.safeParse(deadline).success).toBe(true)
    expect(ruleSchema.safeParse({ ...deadline, limit: null }).success).toBe(true)
  })

  test.each([
    ['a parameter nobody knows', { ...deadline, grace: 1 }],
    ['a kind nobody knows', { ...deadline, kind: 'timer' }],
    ['no stop event', { ...deadline, stop: [] }],
    ['a limit of zero', { ...deadline, limit: { amount: 0, unit: 'hour' } }],
    ['a share above 100', { ...deadline, attainment: { type: 'share', percent: 101 } }],
    [
      'a pause without reasons',
      { ...deadline, pause: { reasons: [], maxTotal: { amount: 1, unit: 'day' } } },
    ],
  ])('%s', (_name, rule) => {
    expect(ruleSchema.safeParse(rule).success).toBe(false)
  })

  test('a text that lacks a script or is blank', () => {
    expect(localTextSchema.safeParse({ 'zh-CN': '承诺', en: 'promise' }).success).toBe(false)
    expect(localTextSchema.safeParse({ 'zh-CN': '承诺', 'zh-TW': ' ', en: 'promise' }).success).toBe(false)
  })

  test('an unknown unit of time', () => {
    expect(durationSchema.safeParse({ amount: 1, unit: 'fortnight' }).success).toBe(false)
  })
})
