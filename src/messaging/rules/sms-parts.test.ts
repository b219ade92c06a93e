import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodingOf, gsm7Bytes, gsm7Text, smsLength, splitSms } from './sms-parts'

describe('length of a text in SMS', () => {
  it.each([
    ['a'.repeat(160), 'GSM7', 1],
    ['a'.repeat(161), 'GSM7', 2],
    ['a'.repeat(306), 'GSM7', 2],
    ['a'.repeat(307), 'GSM7', 3],
    ['€'.repeat(80), 'GSM7', 1],
    ['€'.repeat(81), 'GSM7', 2],
    ['长'.repeat(70), 'UCS2', 1],
    ['长'.repeat(71), 'UCS2', 2],
    ['长'.repeat(134), 'UCS2', 2],
    ['长'.repeat(135), 'UCS2', 3],
    ['😀'.repeat(35), 'UCS2', 1],
    ['😀'.repeat(36), 'UCS2', 2],
    ['', 'GSM7', 1],
  ] as const)('%s', (text, encoding, parts) => {
    expect(smsLength(text)).toMatchObject({ encoding, parts })
  })

  it('one character outside the alphabet makes the whole text UCS-2', () => {
    expect(encodingOf('Hello [you] €5')).toBe('GSM7')
    expect(encodingOf('Hello “you”')).toBe('UCS2')
  })
})

describe('cutting', () => {
  it('loses nothing and tears no character apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { parts } = splitSms(text)
        expect(parts.join('')).toBe(text)
        for (const part of parts) expect([...part].join('')).toBe(part)
        expect(parts.every((part) => smsLength(part).parts === 1)).toBe(true)
      }),
    )
  })
})

describe('the alphabet of GSM 03.38', () => {
  it('reads back what it writes', () => {
    const alphabet = [...'@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&0Az¡ÄÖÑÜ§¿äöñüà^{}\\[~]|€']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet)), (characters) => {
        const text = characters.join('')
        expect(gsm7Text(gsm7Bytes(text))).toBe(text)
      }),
    )
  })

  it.each([
    ['@', [0x00]],
    ['Æ', [0x1c]],
    [' ', [0x20]],
    ['¡', [0x40]],
    ['Z', [0x5a]],
    ['à', [0x7f]],
    ['€', [0x1b, 0x65]],
    ['[', [0x1b, 0x3c]],
  ] as const)('%s', (character, codes) => {
    expect([...gsm7Bytes(character)]).toEqual(codes)
  })
})
