import { PassThrough, Readable } from 'node:stream'
import Excel from 'exceljs'

const BYTE_ORDER_MARK = '\ufeff'

export type TableFormat = 'csv' | 'xlsx'
export type TableFile = {
  readonly body: ReadableStream<Uint8Array>
  readonly type: string
  readonly name: string
}

/** What a table is made of: its heads, and its rows page by page. */
export type Table = {
  /** File name without its ending. */
  readonly name: string
  readonly sheet: string
  readonly heads: readonly string[]
  readonly pages: AsyncIterable<readonly (readonly string[])[]>
}

/** A table as a file, written while it is read: 100,000 rows need no more memory than a thousand. */
export const tableFile = (table: Table, format: TableFormat): TableFile =>
  format === 'csv'
    ? { body: csvOf(table), type: 'text/csv; charset=utf-8', name: `${table.name}.csv` }
    : {
        body: xlsxOf(table),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name: `${table.name}.xlsx`,
      }

/** The file as an answer that the browser saves and nobody keeps. */
export const downloadOf = (file: TableFile): Response =>
  new Response(file.body, {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })

/**
 * One line of CSV. A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that nobody's
 * words run as code on a colleague's computer: in full width too, which a Chinese spreadsheet reads the same way. What
 * another region's spreadsheet would take for the end of a cell is quoted.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function csvCell(text: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function csvOf({ heads, pages }: Table): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  async function* chunks() {
    yield encoder.encode(BYTE_ORDER_MARK + csvLine(heads))
    for await (const page of pages) yield encoder.encode(page.map(csvLine).join(''))
  }
  return Readable.toWeb(Readable.from(chunks())) as ReadableStream<Uint8Array>
}

function xlsxOf({ heads, pages, sheet: title }: Table): ReadableStream<Uint8Array> {
  const out = new PassThrough()
  const workbook = new Excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] })
  const write = async () => {
    const head = sheet.addRow([...heads])
    head.font = { bold: true }
    head.commit()
    for await (const page of pages) {
      for (const cells of page) sheet.addRow([...cells]).commit()
      // Lets what was written flow off before more is read.
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve))
    }
    sheet.commit()
    await workbook.commit()
  }
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}
