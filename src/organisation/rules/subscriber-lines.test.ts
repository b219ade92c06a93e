import { describe, expect, it } from 'vitest'
import { monthOf, parseSubscriberLines } from './subscriber-lines'

describe('months', () => {
  it.each([
    ['2026-01', '2026-01-01'],
    ['2026/1', '2026-01-01'],
    ['202612', '2026-12-01'],
    ['2026年3月', '2026-03-01'],
    ['2026.11', '2026-11-01'],
    ['2026-01-01', '2026-01-01'],
    ['2026-01-15', null],
    ['2026-13', null],
    ['2026-00', null],
    ['1月', null],
    ['', null],
  ])('%s -> %s', (text, expected) => {
    expect(monthOf(text)).toBe(expected)
  })
})

describe('lines', () => {
  it.each([
    ['commas', 'ZZ,2026-01,120', 120],
    ['full-width commas', 'ZZ，2026-01，120', 120],
    ['tabs, as pasted from a spreadsheet, with thousands', 'ZZ\t2026-01\t1,234,567', 1_234_567],
    ['semicolons and quotes', '"ZZ";"2026-01";"120"', 120],
    ['empty columns behind', 'ZZ,2026-01,120,,', 120],
    ['a byte order mark and Windows line ends', '\uFEFFZZ,2026-01,120\r\n\r\n', 120],
    ['headings above', '单位,月份,用户数\nZZ,2026-01,120', 120],
  ])('%s', (_law, text, count) => {
    const { entries, bad } = parseSubscriberLines(text)
    expect(bad).toEqual([])
    expect(entries).toMatchObject([{ unitCode: 'ZZ', month: '2026-01-01', count }])
  })

  it.each([
    ['three numbers', 'ZZ,2026-01,1,234', 'line_shape'],
    ['no figure', 'ZZ,2026-01', 'line_shape'],
    ['a broken figure', 'ZZ,2026-01,12.5', 'line_count'],
    ['fewer than none', 'ZZ,2026-01,-1', 'line_count'],
    ['no month', 'ZZ,soon,1', 'line_month'],
    ['more than can be stored', 'ZZ,2026-01,99999999999', 'line_count'],
  ])('%s is told with its line', (_law, text, code) => {
    expect(parseSubscriberLines(`ZZ,2026-01,1\n${text}`).bad).toEqual([{ line: 2, text, code }])
  })
})
