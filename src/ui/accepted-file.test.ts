import { expect, test } from 'vitest'
import { isAccepted } from './accepted-file'

test.each([
  ['bill.png', 'image/png', 'image/*,application/pdf', true],
  ['bill.PDF', 'application/pdf', 'image/*,application/pdf', true],
  ['tool.exe', 'application/x-msdownload', 'image/*,application/pdf', false],
  // Systems that give CSV a kind of their own still have its name.
  ['charges.CSV', 'application/vnd.ms-excel', '.csv,text/csv', true],
  ['photo.heic', '', 'image/*', true],
  ['notes.txt', 'text/plain', '.csv', false],
  ['notes.txt', 'text/plain', undefined, true],
])('%s (%s) of %s: %s', (name, type, accept, expected) => {
  expect(isAccepted({ name, type }, accept)).toBe(expected)
})
