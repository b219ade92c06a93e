import { expect, test } from 'vitest'
import { reportErrorSchema } from './schema'

const FORM = {
  account: 'ZZ-1',
  service: '语音通话',
  classCode: 'rating_error',
  chargedAt: '2026-03-02T10:00',
  charged: '12.34',
  correct: '２．３４',
}
const wrongIn = (form: object): string[] => {
  const read = reportErrorSchema.safeParse(form)
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.')).sort()
}

test('a form that is right is read, the month is that of the charge', () => {
  expect(reportErrorSchema.parse(FORM)).toMatchObject({
    chargedMinor: 1234n,
    correctMinor: 234n,
    period: '2026-03',
    chargedAt: new Date('2026-03-02T02:00:00Z'),
  })
})

test('everything that is wrong is told at once, amounts among it', () => {
  expect(
    wrongIn({ ...FORM, service: '', chargedAt: '', charged: 'abc', correct: '-3', phone: '12' }),
  ).toEqual(['charged', 'chargedAt', 'correct', 'phone', 'service'])
})

test('decimals are those of the currency', () => {
  expect(wrongIn({ ...FORM, charged: '12.345' })).toEqual(['charged'])
  expect(wrongIn({ ...FORM, currency: 'JPY' })).toEqual(['charged', 'correct'])
})
