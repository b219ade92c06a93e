import { expect, test } from 'vitest'
import { maskAccount, normaliseAccount } from './account'

test.each([
  ['zz-1002 3004', 'ZZ10023004'],
  ['ＺＺ１００２', 'ZZ1002'],
  [' 3710001234567 ', '3710001234567'],
])('one spelling for one account: %s', (typed, account) => expect(normaliseAccount(typed)).toBe(account))

test.each(['', '12', '户号', `1${'0'.repeat(40)}`, '.AB12'])('%j is no account', (typed) =>
  expect(normaliseAccount(typed)).toBeNull(),
)

test('a masked account shows its ends', () => {
  expect(maskAccount('3710001234567')).toBe('37****4567')
  expect(maskAccount('1234567')).toBe('****67')
})
