import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { COMPLAINT_CLASSES, classByCode } from '../catalogue/classes'
import { findClasses } from './class-search'
import { classify } from './classify'
import { UNCLASSIFIED } from './complaint-class'
import { CASE_KINDS, PROMISE_AREAS } from './lists'

const text = z.string().min(1)
const classSchema = z.strictObject({
  code: z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/),
  parent: z.string().nullable(),
  kind: z.enum(CASE_KINDS),
  name: z.strictObject({ 'zh-CN': text, 'zh-TW': text, en: text }),
  pinyin: z.string().regex(/^[a-z0-9 ]+$/),
  initials: z.string().regex(/^[a-z0-9]+$/),
  area: z.enum(PROMISE_AREAS).nullable(),
  isNetwork: z.boolean(),
  synonyms: z.array(z.strictObject({ 'zh-CN': text, 'zh-TW': text, pinyin: text, initials: text })),
  keywords: z.array(z.string().regex(/^[a-z0-9 -]+$/)),
  patterns: z.array(z.strictObject({ weight: z.int().min(1).max(9), match: text })),
})
const leaves = COMPLAINT_CLASSES.filter((each) => each.parent !== null)

describe('the tree of classes', () => {
  test('has the shape the rooms rely on', () => {
    expect(z.array(classSchema).safeParse(COMPLAINT_CLASSES).error).toBeUndefined()
    for (const { patterns } of COMPLAINT_CLASSES)
      for (const { match } of patterns) expect(() => new RegExp(match, 'i')).not.toThrow()
  })

  test('is two levels deep, with the regulator’s three classes of complaint on top', () => {
    const codes = COMPLAINT_CLASSES.map((each) => each.code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { code, parent, kind, isNetwork } of leaves) {
      expect(code.startsWith(`${parent}.`)).toBe(true)
      expect(classByCode(parent!)).toMatchObject({ parent: null, kind })
      expect(isNetwork).toBe(parent === 'network')
    }
    const tops = COMPLAINT_CLASSES.filter((each) => each.parent === null && each.kind === 'complaint')
    expect(tops.map((each) => each.code)).toEqual(['service', 'network', 'fee', UNCLASSIFIED])
    for (const kind of CASE_KINDS) expect(leaves.some((leaf) => leaf.kind === kind)).toBe(true)
  })
})

describe('findClasses', () => {
  test.each([
    ['计费', 'fee.billing_error'],
    ['计费错', 'fee.billing_error'],
    ['jfcc', 'fee.billing_error'],
    ['jfc', 'fee.billing_error'],
    ['jifei', 'fee.billing_error'],
    ['ji fei cha cuo', 'fee.billing_error'],
    ['billing error', 'fee.billing_error'],
    ['overcharge', 'fee.billing_error'],
    ['信号', 'network.signal_indoor'],
    ['訊號', 'network.signal_indoor'],
    ['xinhao', 'network.signal_indoor'],
    ['snxh', 'network.signal_indoor'],
    ['停机', 'service.suspension_no_notice'],
    ['停話', 'service.suspension_no_notice'],
    ['xhzw', 'service.porting'],
    ['號碼可攜', 'service.porting'],
    ['骚扰电话', 'service.nuisance_calls'],
    ['SIM', 'service.sim_replacement'],
    ['补卡', 'service.sim_replacement'],
    ['rude', 'service.staff_attitude'],
    ['roaming fee', 'fee.roaming'],
    ['data cap', 'fee.data_cap'],
    ['IPTV', 'network.tv'],
    ['双倍返还', 'fee.refund'],
    ['锦旗', 'praise.staff'],
    ['金点子', 'suggestion.golden_idea'],
    ['wfl', UNCLASSIFIED],
  ])('%s finds %s first', (query, code) => {
    expect(findClasses(query, COMPLAINT_CLASSES, 'zh-CN', 5).map((each) => each.code)[0]).toBe(code)
  })

  test('finds nothing for what no class is called, and the first of the tree for nothing', () => {
    expect(findClasses('量子纠缠', COMPLAINT_CLASSES, 'zh-CN', 5)).toEqual([])
    expect(findClasses('  ', COMPLAINT_CLASSES, 'en', 3)).toHaveLength(3)
  })

  test('every class is found first by its own name, and among a few by its initials', () => {
    for (const each of leaves) {
      for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
        // Names repeat across kinds ("On service"), so one of equal names may come first.
        const [first] = findClasses(each.name[locale], COMPLAINT_CLASSES, locale, 1)
        expect(first?.name[locale]).toBe(each.name[locale])
      }
      const byInitials = findClasses(each.initials, COMPLAINT_CLASSES, 'zh-CN', 4)
      expect(byInitials.map(({ code }) => code)).toContain(each.code)
    }
  })

  test('never gives a branch of the tree, more than asked, or one twice', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('费', 'fei', '网络', 'service', 'f')),
        fc.integer({ min: 0, max: 20 }),
        (query, limit) => {
          const found = findClasses(query, COMPLAINT_CLASSES, 'zh-CN', limit)
          expect(found.length).toBeLessThanOrEqual(limit)
          expect(new Set(found).size).toBe(found.length)
          for (const { parent, code } of found) expect(parent !== null || code === UNCLASSIFIED).toBe(true)
        },
      ),
    )
  })
})

describe('classify', () => {
  test.each([
    ['Comcast data cap', 'fee.data_cap'],
    ['Imposed a new usage cap of 300GB that punishes streaming.', 'fee.data_cap'],
    ['Billing', 'fee.other'],
    ['incorrect billing', 'fee.billing_error'],
    ['Slow internet speeds', 'network.speed'],
    ['paying for 50 Mbps, receiving 0.37 Mbps', 'network.speed'],
    ['internet deliberately slowed, throttling', 'network.throttling'],
    ['No internet', 'network.broadband_fault'],
    ['intermittent service', 'network.unstable'],
    ['Availability', 'network.coverage'],
    ['bait and switch', 'fee.promotion'],
    ['Modem rental fees', 'fee.equipment'],
    ['Refuses to refund my money', 'fee.refund'],
    ['HBO Go blocked on PlayStation', 'network.blocking'],
    ['Bad customer service', 'service.staff_attitude'],
    ['Missed appointment', 'service.appointment'],
    ['signed up without my consent', 'fee.unwanted_subscription'],
    ['家里没信号好几天了', 'network.signal_indoor'],
    ['上個月帳單不對，多收費了', 'fee.billing_error'],
    ['私自开通彩铃', 'fee.unwanted_subscription'],
  ])('%s', (line, code) => {
    expect(classify(line, COMPLAINT_CLASSES)).toBe(code)
  })

  test.each(['', '   ', 'Comcast', 'COMCAST/XFINITY', 'complaint', 'n/a (b) (6)'])(
    '“%s” names no class',
    (line) => {
      expect(classify(line, COMPLAINT_CLASSES)).toBeNull()
    },
  )

  test('gives only classes a complaint can have', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const code = classify(line, COMPLAINT_CLASSES)
        if (code !== null) expect(classByCode(code)).toMatchObject({ kind: 'complaint' })
      }),
    )
  })
})
