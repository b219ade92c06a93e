import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readAnswerRows } from './answer-file'
import { batchCells, batchColumns, classNames, readBatchLine, usualSample } from './batch-file'
import { chargeKeyOf } from './charge-key'
import { momentOf } from './local-moment'
import { paymentFileText } from './payment-file'

describe('a payment file', () => {
  const head = { number: 'PF-000001', currency: 'CNY', createdAt: new Date('2026-03-10T01:00:00Z') }
  const line = {
    paymentId: 'p1',
    errorNumber: 'ZZ26F-000001',
    account: 'ZZ1001',
    amountMinor: 2000n,
    period: '2026-03',
    service: '彩铃, "包月"',
    chargeRef: null,
  }

  test('says how many, how much, and carries the checksum of all that is above it', () => {
    const { text, sha256, totalMinor } = paymentFileText(head, [
      line,
      { ...line, paymentId: 'p2', amountMinor: 5n },
    ])
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('JIANNUO-REFUND,1,PF-000001,CNY,2026-03-10T01:00:00.000Z,2,20.05')
    expect(lines[2]).toBe('p1,ZZ26F-000001,ZZ1001,20.00,CNY,2026-03,"彩铃, ""包月""",')
    expect(lines.at(-3)).toBe('TOTAL,2,20.05')
    expect(lines.at(-2)).toBe(`SHA256,${sha256}`)
    expect(totalMinor).toBe(2005n)
    const body = text.slice(0, text.indexOf('SHA256,'))
    expect(createHash('sha256').update(body, 'utf8').digest('hex')).toBe(sha256)
  })
})

test('an answer file is read wherever its columns stand, totals passed over', () => {
  expect(
    readAnswerRows([
      ['BOSS', '2026-03-11'],
      ['result', 'payment_id', 'reason'],
      ['成功', 'P1', ''],
      ['', '', ''],
      ['FAILED', 'p2', '账户已销'],
      ['TOTAL', '2', ''],
    ]),
  ).toEqual([
    { line: 3, paymentId: 'p1', result: 'paid', billingRef: '', reason: '' },
    { line: 5, paymentId: 'p2', result: 'failed', billingRef: '', reason: '账户已销' },
  ])
  expect(readAnswerRows([['a', 'b']])).toBeNull()
})

describe('a batch file', () => {
  const classes = classNames([{ code: 'rating_error', name: { 'zh-CN': '批价错误', en: 'Rating error' } }])
  const columns = batchColumns(['账号', '业务', '误差类别', '收费时间', '已收', '应收'])!
  const read = (...cells: string[]) => readBatchLine(batchCells(cells, columns)!, 'Asia/Shanghai', classes)

  test('a line is read in the zone of its unit', () => {
    expect(read('ZZ1', '长途', '批价错误', '2026/3/2 10:00', '¥12.34', '2.34')).toMatchObject({
      classCode: 'rating_error',
      period: '2026-03',
      chargedAt: new Date('2026-03-02T02:00:00Z'),
      chargedMinor: 1234n,
      correctMinor: 234n,
    })
  })

  test.each([
    [['ZZ1', '长途', 'x', '2026-02-30', '1', '1'], 'chargedAt'],
    [['ZZ1', '长途', 'x', '2026-03-02', '1.234', '1'], 'charged'],
    [['ZZ1', '长途', 'x', '2026-03-02', '1', '-1'], 'correct'],
    [['ZZ1', '', 'x', '2026-03-02', '1', '1'], 'service'],
  ])('%j: the field that is wrong is named', (cells, field) =>
    expect(read(...cells)).toMatchObject({ field }),
  )

  test('without a needed column it is none', () => expect(batchColumns(['account', 'service'])).toBeNull())

  test.each([
    [1, 1],
    [3, 3],
    [100, 5],
    [2000, 20],
    [100_000, 50],
  ])('of %d lines %d are looked at', (rows, sample) => expect(usualSample(rows)).toBe(sample))
})

describe('a charge', () => {
  const charge = {
    accountHash: 'h',
    chargeRef: null,
    period: '2026-03',
    service: '彩铃',
    chargedAt: new Date('2026-03-02T02:00:00Z'),
    chargedMinor: 500n,
  }
  test('has one key by its reference, however it is spelled and whoever reports it', () => {
    expect(chargeKeyOf({ ...charge, chargeRef: ' cdr-１ ' })).toBe(
      chargeKeyOf({ ...charge, accountHash: 'other', chargeRef: 'CDR-1' }),
    )
  })
  test('without a reference by what it is', () => {
    expect(chargeKeyOf(charge)).toBe(chargeKeyOf({ ...charge, service: ' 彩铃 ' }))
    expect(chargeKeyOf(charge)).not.toBe(chargeKeyOf({ ...charge, chargedMinor: 501n }))
  })
})

test.each([
  ['2026-03-01', '2026-02-28T16:00:00.000Z'],
  ['2026/3/1 8:05', '2026-03-01T00:05:00.000Z'],
  ['2026-03-01T08:05:09', '2026-03-01T00:05:09.000Z'],
  ['2026-03-01T08:05:09+09:00', '2026-02-28T23:05:09.000Z'],
  ['2026-13-01', null],
  ['yesterday', null],
])('the moment of %s', (text, iso) =>
  expect(momentOf(text, 'Asia/Shanghai')?.toISOString() ?? null).toBe(iso),
)
