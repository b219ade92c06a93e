import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvReader, sniffDelimiter } from './csv'

function read(text: string, delimiter = ',', pieces = 1) {
  const reader = new CsvReader(delimiter)
  const size = Math.max(1, Math.ceil(text.length / pieces))
  const rows = []
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)))
  return [...rows, ...reader.end()]
}
const cells = (text: string, delimiter = ',', pieces = 1) =>
  read(text, delimiter, pieces).map((row) => row.cells)

describe('cutting text into rows', () => {
  test('reads what csv-parse reads, however the text arrives', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '中', 'é'), maxLength: 8 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, pieces) => {
        const text = rows
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
          .join('\n')
        const expected = parse(text, { relax_column_count: true }) as string[][]
        const filled = expected.filter((row) => row.some((each) => each.trim() !== ''))
        expect(cells(text, ',', pieces)).toEqual(filled)
      }),
    )
  })

  test('every kind of line end, in any pieces', () => {
    for (const end of ['\n', '\r\n', '\r'])
      for (let pieces = 1; pieces < 12; pieces++)
        expect(cells(`a,b${end}"c${end}d",e${end}`, ',', pieces)).toEqual([
          ['a', 'b'],
          ['c\nd', 'e'],
        ])
  })

  test('tells the line each row begins at, past blank lines and cells of several lines', () => {
    expect(read('a,b\n\n"c\nd",e\nf,g').map(({ line }) => line)).toEqual([1, 3, 5])
  })

  test('a quote that is never closed costs its own line only', () => {
    const rows = read('1,ok,x\n2,"open,y\n3,"fine",z\n4,ok,x\n')
    expect(rows.map(({ line, fault }) => [line, fault])).toEqual([
      [1, null],
      [2, 'quote_open'],
      [3, null],
      [4, null],
    ])
    expect(rows[2]?.cells).toEqual(['3', 'fine', 'z'])
    expect(read('1,"open\n2,b\n').map(({ fault }) => fault)).toEqual(['quote_open', null])
  })

  test('no line is lost, whatever the text', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '"', ',', 'b'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const rows = read(lines.join('\n'))
        const letters = (text: string) => text.replace(/[^ab]/g, '')
        expect(letters(rows.flatMap((row) => row.cells).join(''))).toBe(letters(lines.join('')))
      }),
    )
  })

  test('text after a closing quote stays in its cell; quotes inside a cell are text', () => {
    expect(cells('"a"b,5" pipe,"c""d"')).toEqual([['ab', '5" pipe', 'c"d']])
  })

  test('finds the delimiter', () => {
    expect(sniffDelimiter('a;b;c\n1,5;2;3\n')).toBe(';')
    expect(sniffDelimiter('a\tb\n"x, y"\tz\n')).toBe('\t')
    expect(sniffDelimiter('a,b\n1;2,3\n')).toBe(',')
    expect(sniffDelimiter('only one column\n')).toBe(',')
  })
})
