import { describe, expect, it } from 'vitest'
import { normaliseIfNumber, readSearchInput } from './search-input'

describe('what was typed into the search box', () => {
  it.each([
    ['nothing', '  ', { kind: 'nothing' }],
    ['a case number in any case', 'zz_a26-000123', { kind: 'number', number: 'ZZ_A26-000123' }],
    ['a mobile number', '138 1234 1234', { kind: 'phone', phone: '13812341234' }],
    ['full-width digits', '１３８１２３４１２３４', { kind: 'phone', phone: '13812341234' }],
    ['a landline', '0371-66668888', { kind: 'phone', phone: '037166668888' }],
    ['the end of a number', '1234', { kind: 'tail', digits: '1234' }],
    ['an identity number is not searched for', '11010119900307461X', { kind: 'secret' }],
    ['nor a card number', '6222 0212 3456 7890 123', { kind: 'secret' }],
    ['a number among words', '张三 138-1234-1234', { kind: 'phone', phone: '13812341234' }],
    ['a long number among words', '卡号6222021234567890123', { kind: 'secret' }],
    ['a name', '欧阳修', { kind: 'text', text: '欧阳修', name: '欧阳修' }],
    ['one character is no name', '网', { kind: 'text', text: '网', name: null }],
    ['words with figures are no name', '500兆 宽带', { kind: 'text', text: '500兆 宽带', name: null }],
    ['a foreign name', 'John  Smith', { kind: 'text', text: 'John Smith', name: 'John Smith' }],
  ] as const)('%s', (_law, typed, expected) => {
    expect(readSearchInput(typed)).toEqual(expected)
  })

  it('reads up to six figures as the end of a case number', () => {
    expect(normaliseIfNumber('123')).toBe('000123')
    expect(normaliseIfNumber('1234567')).toBeNull()
    expect(normaliseIfNumber('12a')).toBeNull()
  })
})
