import { CsvError, parse } from 'csv-parse/sync'
import Excel from 'exceljs'
import { type Result, refuse } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import { type BatchCells, batchCells, batchColumns } from '../rules/batch-file'
import { type NewBatch, openBatch } from './batch'

export type UploadedBatch = Pick<NewBatch, 'unitId' | 'cause' | 'sampleSize'> & {
  readonly fileName: string
  readonly bytes: Uint8Array
}

const ZIP = [0x50, 0x4b]

/** Reads a CSV (UTF-8 or GB 18030) or XLSX file and opens a batch of its rows. */
export async function uploadBatch(
  ctx: Ctx,
  input: UploadedBatch,
  options: { readonly queue: boolean } = { queue: true },
): Promise<Result<{ id: string; number: string }>> {
  const rows = await rowsOf(input.bytes)
  if (typeof rows === 'number')
    return refuse('refund_batch_quote', { line: rows }, { file: 'refund_batch_quote' })
  const columns = rows?.[0] ? batchColumns(rows[0]) : null
  if (rows?.length === 0) return refuse('refund_batch_empty', {}, { file: 'refund_batch_empty' })
  if (!rows || !columns) return refuse('refund_batch_file', {}, { file: 'refund_batch_file' })
  const read: { line: number; cells: BatchCells }[] = []
  rows.forEach((row, index) => {
    const cells = index === 0 ? null : batchCells(row, columns)
    if (cells) read.push({ line: index + 1, cells })
  })
  if (read.length === 0) return refuse('refund_batch_empty', {}, { file: 'refund_batch_empty' })
  return openBatch(
    ctx,
    {
      unitId: input.unitId,
      cause: input.cause,
      source: 'file',
      fileName: input.fileName.slice(0, 200),
      sampleSize: input.sampleSize ?? null,
      rows: read,
    },
    options,
  )
}

/** Rows as they stand there; the line of a quote that never closes; null where it is no table at all. */
async function rowsOf(bytes: Uint8Array): Promise<string[][] | number | null> {
  try {
    return bytes[0] === ZIP[0] && bytes[1] === ZIP[1] ? await sheetRows(bytes) : csvRows(bytes)
  } catch (error) {
    return error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? Number(error.records) + 1
      : null
  }
}

function csvRows(bytes: Uint8Array): string[][] {
  const text = decoded(bytes)
  const head = text.slice(0, text.indexOf('\n') + 1 || undefined)
  const delimiter = [',', '\t', ';'].find((each) => head.split(each).length > 4) ?? ','
  return parse(text, { bom: true, delimiter, relax_column_count: true, relax_quotes: true })
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

async function sheetRows(bytes: Uint8Array): Promise<string[][]> {
  const workbook = new Excel.Workbook()
  await workbook.xlsx.load(bytes.slice().buffer)
  const rows: string[][] = []
  workbook.worksheets[0]?.eachRow({ includeEmpty: true }, (row) => {
    const cells: string[] = []
    for (let place = 1; place <= row.cellCount; place++) {
      const { value } = row.getCell(place)
      // A date of a sheet has no zone: its wall clock is written out as it stands.
      cells.push(
        value instanceof Date ? value.toISOString().slice(0, 16).replace('T', ' ') : row.getCell(place).text,
      )
    }
    rows.push(cells)
  })
  return rows
}
