import { PassThrough, Readable } from 'node:stream'
import Excel from 'exceljs'
import { getTranslations } from 'next-intl/server'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import type { Translate } from '../components/case-labels'
import { EXPORT_LIMIT } from '../rules/list-filter'
import { csvLine, exportCells, exportHeads } from './export-rows'
import { type ListAddress, queryOf, withoutPage } from './list-address'
import { eachExported } from './lists'

const ROWS_A_PAGE = 1000
const BYTE_ORDER_MARK = '﻿'

export type ExportFormat = 'csv' | 'xlsx'
export type ExportFile = {
  readonly body: ReadableStream<Uint8Array>
  readonly type: string
  readonly name: string
}

/**
 * The list of an address as a file, written while it is read, so that 100,000 cases need no more memory than a
 * thousand. Leaves an audit row before the first byte goes out.
 */
export async function exportCases(ctx: Ctx, address: ListAddress, format: ExportFormat): Promise<ExportFile> {
  await audit(ctx, {
    action: 'complaint.export',
    subjectType: 'complaint_list',
    subjectId: null,
    detail: { format, filters: queryOf(withoutPage(address)) },
  })
  const t = (await getTranslations({ locale: ctx.locale, namespace: 'cases' })) as unknown as Translate
  const day = ctx.clock().toISOString().slice(0, 10)
  const lines = exportedLines(ctx, address, t)
  const name = `${t('export.file')}-${day}.${format}`
  return format === 'csv'
    ? { body: csvOf(lines, t), type: 'text/csv; charset=utf-8', name }
    : {
        body: xlsxOf(lines, t),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name,
      }
}

async function* exportedLines(ctx: Ctx, address: ListAddress, t: Translate): AsyncGenerator<string[][]> {
  let left = EXPORT_LIMIT
  for await (const rows of eachExported(ctx, address, ROWS_A_PAGE)) {
    yield rows.slice(0, left).map((row) => exportCells(row, t, ctx.locale))
    left -= rows.length
    if (left <= 0) return
  }
}

function csvOf(pages: AsyncGenerator<string[][]>, t: Translate): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  async function* chunks() {
    yield encoder.encode(BYTE_ORDER_MARK + csvLine(exportHeads(t)))
    for await (const page of pages) yield encoder.encode(page.map(csvLine).join(''))
  }
  return Readable.toWeb(Readable.from(chunks())) as ReadableStream<Uint8Array>
}

function xlsxOf(pages: AsyncGenerator<string[][]>, t: Translate): ReadableStream<Uint8Array> {
  const out = new PassThrough()
  const workbook = new Excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const sheet = workbook.addWorksheet(t('export.sheet'), { views: [{ state: 'frozen', ySplit: 1 }] })
  const write = async () => {
    const head = sheet.addRow(exportHeads(t))
    head.font = { bold: true }
    head.commit()
    for await (const page of pages) {
      for (const cells of page) sheet.addRow(cells).commit()
      // Lets what was written flow off before more is read.
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve))
    }
    sheet.commit()
    await workbook.commit()
  }
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}
