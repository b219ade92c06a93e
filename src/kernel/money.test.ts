import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMinor, parseMinor, plainAmount } from './money'

test.each([
  ['12.3', 1230n],
  ['１２．３０', 1230n],
  ['1,234.50', 123_450n],
  ['¥5', 500n],
  ['-0.01', -1n],
  ['12.340', 1234n],
])('%s is read', (typed, minor) => expect(parseMinor(typed, 'CNY')).toBe(minor))

test.each(['', 'abc', '1.234', '1e3', '9'.repeat(16), '1.2.3'])('%j is no amount', (typed) =>
  expect(parseMinor(typed, 'CNY')).toBeNull(),
)

test('a currency without decimals', () => {
  expect(parseMinor('120', 'JPY')).toBe(120n)
  expect(parseMinor('120.5', 'JPY')).toBeNull()
  expect(plainAmount(120n, 'JPY')).toBe('120')
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), (minor) => {
      expect(parseMinor(plainAmount(minor, 'CNY'), 'CNY')).toBe(minor)
    }),
  )
})

test('money as people read it', () => {
  expect(formatMinor(123_450n, 'CNY', 'zh-CN')).toBe('¥1,234.50')
  expect(formatMinor(-1n, 'CNY', 'en')).toBe('-¥0.01')
})
