import { createReadStream } from 'node:fs'
import ExcelJS from 'exceljs'
import { CsvReader, type RawRow, sniffDelimiter } from '../rules/csv'
import type { Encoding } from '../rules/encoding'
import { wellFormed } from '../rules/values'
import type { SourceFormat } from './source-file'
import { unpacksWithin } from './unpacked-size'

/** How a file is to be read. */
export type ReadOptions = {
  readonly path: string
  readonly format: SourceFormat
  /** Text only; null: UTF-8. */
  readonly encoding: Encoding | null
  /** Text only; null: found out from the first lines. */
  readonly delimiter: string | null
}

/** The file has no rows we can get at; `code` is a refusal code. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
  constructor(readonly code: string) {
    super(code)
  }
}

const PIECE_BYTES = 64 * 1024
const ROWS_AT_ONCE = 500

/** All rows of a file that hold anything, headers first, some at a time. Memory does not grow with the file. */
export function readRows(options: ReadOptions): AsyncGenerator<readonly RawRow[]> {
  return options.format === 'csv' ? readText(options) : readWorkbook(options.path)
}

async function* readText({ path, encoding, delimiter }: ReadOptions): AsyncGenerator<readonly RawRow[]> {
  const decoder = new TextDecoder(encoding ?? 'utf-8')
  let reader: CsvReader | null = delimiter ? new CsvReader(delimiter) : null
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    // A zero byte is text to us and none to Postgres.
    const text = decoder.decode(piece as Uint8Array, { stream: true }).replaceAll('\0', '')
    reader ??= new CsvReader(sniffDelimiter(text))
    const rows = reader.push(text)
    if (rows.length > 0) yield rows
  }
  const rest = decoder.decode()
  reader ??= new CsvReader(',')
  const rows = [...reader.push(rest), ...reader.end()]
  if (rows.length > 0) yield rows
}

async function* readWorkbook(path: string): AsyncGenerator<readonly RawRow[]> {
  if (!(await isWithinLimits(path))) throw new UnreadableFileError('import_file_unpacks_too_large')
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  let rows: RawRow[] = []
  let found = false
  try {
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        const cells = cellsOf(row)
        if (cells.every((cell) => cell === '')) continue
        found = true
        rows.push({ line: row.number, cells, fault: null })
        if (rows.length >= ROWS_AT_ONCE) {
          yield rows
          rows = []
        }
      }
      // The first sheet that holds anything is the one.
      if (found) break
    }
  } catch {
    throw new UnreadableFileError('import_file_broken')
  }
  if (rows.length > 0) yield rows
}

async function isWithinLimits(path: string): Promise<boolean> {
  try {
    return await unpacksWithin(path)
  } catch {
    throw new UnreadableFileError('import_file_broken')
  }
}

function cellsOf(row: ExcelJS.Row): string[] {
  const cells: string[] = []
  const values = row.values
  if (!Array.isArray(values)) return cells
  for (let index = 1; index < values.length; index++) cells.push(wellFormed(cellText(values[index])))
  return cells
}

const EXCEL_DAY_ZERO_MS = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

/** A cell as text. Dates of a sheet have no zone: they come as the wall clock reading they show. */
function cellText(value: ExcelJS.CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return dateText(value)
  if (typeof value !== 'object') return String(value).trim()
  if ('richText' in value)
    return value.richText
      .map(({ text }) => text)
      .join('')
      .trim()
  if ('text' in value) return String(value.text).trim()
  if ('result' in value) return cellText(value.result as ExcelJS.CellValue)
  return ''
}

function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const iso = date.toISOString()
  const seconds = iso.slice(11, 19)
  if (date.getTime() - EXCEL_DAY_ZERO_MS < 2 * DAY_MS) return seconds
  return seconds === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${seconds}`
}
