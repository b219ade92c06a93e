import { describe, expect, test } from 'vitest'
import { describeRule } from '@/commitments/rules/describe'
import { measuredOf } from '@/commitments/rules/state'
import { validateVersion } from '@/commitments/rules/validate'
import { versionContentSchema } from '@/commitments/schema'
import { LIBRARY_PROMISES } from './library-promises'
import { OWN_PROMISES } from './promises'

describe('the promises the demonstration takes from the library', () => {
  test.each(LIBRARY_PROMISES.map(({ seed, content }) => [seed.code, content] as const))(
    '%s makes sense',
    (_code, content) => {
      expect(versionContentSchema.safeParse(content).error).toBeUndefined()
      expect(validateVersion(content)).toEqual([])
    },
  )

  test('every notice before a suspension has a lead or a cause, channels and quiet nights', () => {
    const rules = LIBRARY_PROMISES.flatMap(({ content }) => content.rules)
    const notices = rules.flatMap((rule) => (rule.kind === 'advance_notice' ? [rule] : []))
    expect(notices).toHaveLength(6)
    for (const { notices: owed, trigger, forbiddenHours } of notices) {
      expect(forbiddenHours).toHaveLength(1)
      for (const { lead, channels } of owed) {
        expect(channels).not.toEqual([])
        expect(lead === null).toBe(trigger !== undefined)
      }
    }
  })

  test('money and consent are measured', () => {
    const measured = LIBRARY_PROMISES.filter(({ content }) =>
      content.rules.some((rule) => measuredOf(rule) === 'measured'),
    ).map(({ seed }) => seed.code)
    expect(measured).toEqual(LIBRARY_PROMISES.map(({ seed }) => seed.code).filter((code) => code !== 'SH-22'))
  })

  test('what the carrier adds is valid and can be said in every language', () => {
    for (const { content } of OWN_PROMISES) {
      expect(validateVersion(content)).toEqual([])
      for (const rule of content.rules) expect(describeRule(rule, content.scope, 'zh-TW')).not.toBe('')
    }
  })
})
