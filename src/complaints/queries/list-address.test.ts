import { describe, expect, it } from 'vitest'
import { csvLine } from '@/platform/table-file'
import { hasFilters, hrefOf, queryOf, readAddress, withoutPage } from './list-address'

describe('the address of a list', () => {
  it('comes back as it was written', () => {
    const query =
      'q=宽带&status=all&due=4h&unit=HX_ZZ&owner=me&from=2026-03-01&mark=appealed,repeat&sort=-received'
    const address = readAddress(Object.fromEntries(new URLSearchParams(query)))
    expect(readAddress(Object.fromEntries(new URLSearchParams(queryOf(address))))).toEqual(address)
    expect(address.mark).toEqual(['appealed', 'repeat'])
  })

  it('leaves out what cannot be read and keeps the rest', () => {
    const address = readAddress({
      due: 'someday',
      owner: "x' OR 1=1",
      from: '2026-02-31',
      at: '-5',
      kind: 'praise',
    })
    expect(queryOf(address)).toBe('kind=praise')
  })

  it('takes marks one by one too, and the first of a value given twice', () => {
    expect(readAddress({ appealed: '1', legacy: '1', due: ['4h', '24h'] })).toMatchObject({
      mark: ['appealed', 'legacy'],
      due: '4h',
    })
  })

  it('leaves the page when a filter changes', () => {
    const address = readAddress({ due: '4h', after: 'abc', at: '50' })
    expect(hrefOf('/complaints', address, { due: undefined })).toBe('/complaints')
    expect(hasFilters(withoutPage(readAddress({ after: 'abc', sort: 'number' })))).toBe(false)
  })
})

describe('a long number in an address', () => {
  it.each([
    '13812341234',
    '138 1234 1234',
    '１３８１２３４１２３４',
    '找 0371-6612345',
    '11010519491231002X',
  ])('%s is left out: addresses stay in histories, logs and the audit log', (q) => {
    expect(queryOf(readAddress({ q, due: '4h' }))).toBe('due=4h')
  })

  it.each(['ZZ_A26-000123', '宽带 5G', '123', '1234'])('%s may be looked for', (q) => {
    expect(readAddress({ q }).q).toBe(q)
  })
})

describe('a line of CSV', () => {
  it('quotes what must be quoted and never starts a formula', () => {
    expect(csvLine(['a,b', 'say "hi"', '=1+1', '@x', '-5', '话费'])).toBe(
      `"a,b","say ""hi""",'=1+1,'@x,'-5,话费\r\n`,
    )
  })

  it.each([
    ['＝1+1', "'＝1+1"],
    ['＋86', "'＋86"],
    [' =1+1', "' =1+1"],
    ['\n=1+1', `"'\n=1+1"`],
    ['好;=1+1', '"好;=1+1"'],
    ['好\t=1+1', '"好\t=1+1"'],
    ['1=1', '1=1'],
  ])('writes %j so that no spreadsheet takes it for a formula', (cell, written) => {
    expect(csvLine([cell])).toBe(`${written}\r\n`)
  })
})
