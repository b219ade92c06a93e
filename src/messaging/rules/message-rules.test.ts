import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LOCALES } from '@/kernel/text'
import { CATALOGUE_TEMPLATES } from '../catalogue/templates'
import { readAudience } from './audience'
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, MOST_ATTEMPTS, retryPauseMs } from './retry'
import { isSigned, SIGNATURE_MAX_AGE_MS, signatureOf } from './signature'
import { isReceipt, readReceipt, referenceOf, smppNumber, smppParts } from './smpp'
import { fillTemplate, sampleParams, templateProblems } from './template'

describe('delivered templates', () => {
  it('are sound in all three languages and have codes of their own', () => {
    expect(
      CATALOGUE_TEMPLATES.flatMap(({ code, texts, placeholders }) =>
        templateProblems(texts, placeholders).map((problem) => ({ template: code, ...problem })),
      ),
    ).toEqual([])
    expect(new Set(CATALOGUE_TEMPLATES.map(({ code }) => code)).size).toBe(CATALOGUE_TEMPLATES.length)
  })

  it.each(CATALOGUE_TEMPLATES.map((each) => [each.code, each] as const))(
    '%s takes three SMS at most',
    (_code, each) => {
      for (const locale of LOCALES) {
        const filled = fillTemplate(each.texts[locale], sampleParams(each.placeholders), locale)
        expect('text' in filled && smppParts(filled.text, 0).length).toBeLessThanOrEqual(3)
      }
    },
  )
})

describe('filling', () => {
  it('names the first gap without a value', () => {
    expect(fillTemplate('{a}{b}', { a: 1 }, 'en')).toEqual({ missing: 'b' })
    expect(fillTemplate('{toString}', {}, 'en')).toEqual({ missing: 'toString' })
  })

  it('reads no value as a template', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fillTemplate('<{a}>', { a: value, b: 'secret' }, 'en')).toEqual({ text: `<${value}>` })
      }),
    )
  })

  it('takes a text of three languages in the message’s', () => {
    const service = { 'zh-CN': '手机报', 'zh-TW': '手機報', en: 'News' }
    expect(fillTemplate('{service}', { service }, 'zh-TW')).toEqual({ text: '手機報' })
  })
})

describe('pauses between attempts', () => {
  it('double, end somewhere, and half of each is chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MOST_ATTEMPTS }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, chance) => {
          const pause = retryPauseMs(attempt, chance)
          const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1))
          expect(pause).toBeGreaterThanOrEqual(Math.floor(full / 2))
          expect(pause).toBeLessThanOrEqual(full)
        },
      ),
    )
  })
})

describe('signed call-backs', () => {
  const now = new Date('2026-03-02T01:00:00Z')
  const timestamp = String(now.getTime() / 1000)
  const body = Buffer.from('{"events":[]}')
  const signature = `sha256=${signatureOf('secret', timestamp, body)}`
  it.each([
    ['right', { timestamp, signature, body }, now, true],
    ['of another body', { timestamp, signature, body: Buffer.from('{}') }, now, false],
    ['of another time', { timestamp: String(Number(timestamp) + 1), signature, body }, now, false],
    ['too old', { timestamp, signature, body }, new Date(now.getTime() + SIGNATURE_MAX_AGE_MS + 1), false],
    [
      'from the future',
      { timestamp, signature, body },
      new Date(now.getTime() - SIGNATURE_MAX_AGE_MS - 1),
      false,
    ],
    ['without a time', { timestamp: null, signature, body }, now, false],
    ['without a signature', { timestamp, signature: null, body }, now, false],
    ['too short', { timestamp, signature: 'sha256=', body }, now, false],
  ])('%s', (_what, given, at, expected) => {
    expect(isSigned('secret', given, at)).toBe(expected)
  })
})

describe('SMPP', () => {
  it('joins parts by a header that counts them', () => {
    const parts = smppParts('长'.repeat(150), 0x1ff)
    expect(parts.map(({ bytes }) => [...bytes.subarray(0, 6)])).toEqual([
      [5, 0, 3, 0xff, 3, 1],
      [5, 0, 3, 0xff, 3, 2],
      [5, 0, 3, 0xff, 3, 3],
    ])
    expect(parts.every(({ bytes }) => bytes.length <= 140)).toBe(true)
  })

  it('gives an attempt 16 bits of its own', () => {
    expect(referenceOf('a')).toBe(referenceOf('a'))
    expect(referenceOf('a')).not.toBe(referenceOf('b'))
    expect(referenceOf('a')).toBeLessThanOrEqual(0xffff)
  })

  it.each([
    ['13812341234', '8613812341234'],
    ['+85261234567', '85261234567'],
    ['02087654321', '862087654321'],
  ])('writes %s as %s', (phone, number) => expect(smppNumber(phone)).toBe(number))

  it.each([
    [
      { text: 'id:m-1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:' },
      { providerId: 'm-1', state: 'delivered', errorCode: null },
    ],
    [
      { text: 'id:m-1 stat:UNDELIV err:027' },
      { providerId: 'm-1', state: 'undelivered', errorCode: 'undeliv_027' },
    ],
    [{ text: 'id:m-1 stat:ENROUTE' }, { providerId: 'm-1', state: null, errorCode: null }],
    [
      { text: '', receiptedMessageId: 'm-2', messageState: 2 },
      { providerId: 'm-2', state: 'delivered', errorCode: null },
    ],
    [
      { text: '', receiptedMessageId: 'm-2', messageState: 3 },
      { providerId: 'm-2', state: 'undelivered', errorCode: 'expired' },
    ],
    [{ text: 'stat:DELIVRD' }, null],
    [{ text: 'id:m-1 stat:WHATEVER' }, null],
  ])('reads the receipt %o', (pdu, expected) => expect(readReceipt(pdu)).toEqual(expected))

  it('tells a receipt from a message', () => {
    expect([0x04, 0x44, 0x00, 0x40].map(isReceipt)).toEqual([true, true, false, false])
  })
})

describe('an audience', () => {
  it('is numbers, each once, out of lines or the first column', () => {
    expect(
      readAudience('\uFEFF号码,姓名\r\n13812340001,张三\n"138 1234 0002"\n+8613812340001\n\nabc\n'),
    ).toEqual({
      phones: ['13812340001', '13812340002'],
      duplicates: 1,
      wrong: 1,
      wrongLines: [6],
    })
  })
})
