import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isIdentityNumber,
  maskIdentity,
  maskName,
  maskPhone,
  maskSensitiveNumbers,
  normaliseIdentity,
  normalisePhone,
} from './identity'

describe('one spelling for one phone number', () => {
  it.each([
    ['138 1234 1234', '13812341234'],
    ['+86 138-1234-1234', '13812341234'],
    ['0086 13812341234', '13812341234'],
    ['8613812341234', '13812341234'],
    ['１３８１２３４１２３４', '13812341234'],
    ['(0371) 6512 3456', '037165123456'],
    ['010-65123456', '01065123456'],
    ['6512345', '6512345'],
    ['400-810-0086', '4008100086'],
    ['+49 30 901820', '+4930901820'],
    ['0049 30 901820', '+4930901820'],
  ])('%s is %s', (typed, expected) => expect(normalisePhone(typed)).toBe(expected))

  it.each(['', '12345', '1381234123', '138123412345', '12812341234', 'abc', '１３８一二三'])(
    '%j is no number',
    (typed) => expect(normalisePhone(typed)).toBeNull(),
  )

  it('a normalised number stays as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
        expect(normalisePhone(phone)).toBe(phone)
        expect(normalisePhone(`+86 ${phone.slice(0, 3)} ${phone.slice(3)}`)).toBe(phone)
      }),
    )
  })
})

describe('masks', () => {
  it.each([
    [maskPhone('13812341234'), '138****1234'],
    [maskPhone('6512345'), '65****45'],
    [maskName('张三'), '张*'],
    [maskName('张'), '张*'],
    [maskName('欧阳大宝'), '欧***'],
    [maskName('Johnson'), 'J***'],
    [maskIdentity('11010519491231002X'), '110***********002X'],
  ])('%s', (masked, expected) => expect(masked).toBe(expected))

  it('never show the middle of a number', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^1[3-9]\d{9}$/),
        (phone) => !maskPhone(phone).includes(phone.slice(3, 7)),
      ),
    )
  })
})

describe('identity numbers', () => {
  it('are known by date and check character', () => {
    expect(isIdentityNumber('11010519491231002X')).toBe(true)
    expect(isIdentityNumber('110105194912310021')).toBe(false)
    expect(isIdentityNumber('11010519491331002X')).toBe(false)
    expect(normaliseIdentity('11010519491231002x')).toBe('11010519491231002X')
    expect(normaliseIdentity('110105194912310021')).toBeNull()
    expect(normaliseIdentity('G12345678')).toBe('G12345678')
  })
})

describe('numbers that must not stand in free text', () => {
  it.each([
    ['身份证11010519491231002X要求退费', '身份证110***********002X要求退费', ['identity']],
    ['身份证 110105 19491231 002x。', '身份证 110***********002X。', ['identity']],
    ['旧证110105491231002', '旧证110********1002', ['identity']],
    ['卡号6222 0212 3456 7890 128', '卡号6222***********0128', ['bank_card']],
    ['订单号20231123456789012', '订单号20231123456789012', []],
    ['请打13912345678', '请打13912345678', []],
    ['本机138 1234 1234多扣30元', '本机138****1234多扣30元', ['own_phone']],
    ['本机13812341234多扣', '本机138****1234多扣', ['own_phone']],
  ])('%s', (text, expected, found) => {
    const masked = maskSensitiveNumbers(text, '13812341234')
    expect(masked.found).toEqual(found)
    expect(masked.text).toBe(expected)
  })
})
