import { expect, test } from 'vitest'
import { columnsOf, type RawCharge, understandCharge } from './charge-row'

const NOW = Date.parse('2026-04-01T00:00:00Z')
const row: RawCharge = {
  charge_ref: ' ab-1 ',
  account: 'zz 1001',
  phone: '+86 138 1234 1234',
  service: 'tq',
  kind: 'Subscription',
  amount: '15',
  charged_at: '2026-03-01T07:30:00+08:00',
}

test('a row is read into one spelling; the month is that of the charge’s own day', () => {
  expect(understandCharge(row, NOW)).toEqual({
    chargeRef: 'AB-1',
    account: 'ZZ1001',
    phone: '13812341234',
    serviceCode: 'TQ',
    kind: 'subscription',
    amountMinor: 1500n,
    currency: 'CNY',
    chargedAt: '2026-02-28T23:30:00.000Z',
    month: '2026-03',
    usedSeconds: null,
    billedSeconds: null,
    orderRef: null,
    branch: null,
  })
})

test.each<[string, RawCharge, string, string]>([
  ['no reference', { charge_ref: '' }, 'charge_ref', 'field_required'],
  ['a strange reference', { charge_ref: 'a|b' }, 'charge_ref', 'field_invalid'],
  ['no account', { account: 'x' }, 'account', 'account_invalid'],
  ['no number', { phone: '12' }, 'phone', 'phone_invalid'],
  ['no service', { service: '' }, 'service', 'field_required'],
  ['another kind', { kind: 'gift' }, 'kind', 'charge_kind_unknown'],
  ['three decimals', { amount: '1.234' }, 'amount', 'amount_invalid'],
  ['a negative amount', { amount: '-1.00' }, 'amount', 'amount_invalid'],
  ['no offset', { charged_at: '2026-03-01T07:30:00' }, 'charged_at', 'charge_time_without_offset'],
  [
    'a day that is none',
    { charged_at: '2026-02-30T07:30:00+08:00' },
    'charged_at',
    'charge_time_without_offset',
  ],
  ['the future', { charged_at: '2026-05-01T07:30:00Z' }, 'charged_at', 'done_in_future'],
  ['another period', { period: '2026-13' }, 'period', 'period_invalid'],
  ['half seconds', { used_seconds: '1.5' }, 'used_seconds', 'field_invalid'],
  ['too many seconds', { billed_seconds: '9999999' }, 'billed_seconds', 'field_invalid'],
])('%s is refused', (_name, given, field, code) => {
  expect(understandCharge({ ...row, ...given }, NOW)).toEqual({ field, code })
})

test('heads are known in any order, case and in Chinese; others are passed over', () => {
  const places = columnsOf(['\ufeffAccount', 'note', 'Charge Ref', '金额', '計費秒數'])
  expect([...places]).toEqual([
    ['account', 0],
    ['charge_ref', 2],
    ['amount', 3],
    ['billed_seconds', 4],
  ])
})
