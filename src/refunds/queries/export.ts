import { PassThrough, Readable } from 'node:stream'
import Excel from 'exceljs'
import { getTranslations } from 'next-intl/server'
import { plainAmount } from '@/kernel/money'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import { formatInstant } from '@/ui/format'
import { csvLine } from '../rules/csv-line'
import { type ErrorRowView, eachExportedError } from './list'
import { type ErrorListAddress, errorQueryOf } from './list-address'

const ROWS_A_PAGE = 1000
const BYTE_ORDER_MARK = '﻿'
const COLUMNS = [
  'number',
  'state',
  'class',
  'service',
  'period',
  'account',
  'phone',
  'name',
  'currency',
  'overcharge',
  'due',
  'approved',
  'paid',
  'days',
  'late',
  'unit',
  'owner',
  'reported',
  'verified',
] as const
type Column = (typeof COLUMNS)[number]

export type ExportFile = {
  readonly body: ReadableStream<Uint8Array>
  readonly type: string
  readonly name: string
}

/** The list of an address as a file, written while it is read. Leaves an audit row before the first byte goes out. */
export async function exportErrors(
  ctx: Ctx,
  address: ErrorListAddress,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  await audit(ctx, {
    action: 'refund.export',
    subjectType: 'billing_error_list',
    subjectId: null,
    detail: { format, filters: errorQueryOf(address) },
  })
  const t = await getTranslations({ locale: ctx.locale, namespace: 'refunds' })
  const heads = COLUMNS.map((column) => t(`export.${column}`))
  const cellsOf = (row: ErrorRowView): string[] => {
    const at = (instant: Date | null) =>
      instant ? formatInstant(instant, { locale: ctx.locale, timeZone: row.timeZone }) : ''
    const money = (minor: bigint | null) => (minor === null ? '' : plainAmount(minor, row.currency))
    const cells: Readonly<Record<Column, string>> = {
      number: row.number,
      state: t(`state.${row.state}`),
      class: row.className,
      service: row.service,
      period: row.period,
      account: row.account,
      phone: row.customer?.phone ?? '',
      name: row.customer?.name ?? '',
      currency: row.currency,
      overcharge: money(row.overchargeMinor),
      due: money(row.dueMinor),
      approved: money(row.isApproved ? row.dueMinor : null),
      paid: money(row.isPaid ? row.dueMinor : null),
      days: row.daysSinceVerified === null ? '' : String(row.daysSinceVerified),
      late: row.isLate ? t('late') : '',
      unit: row.unitName,
      owner: row.ownerName ?? '',
      reported: at(row.reportedAt),
      verified: at(row.verifiedAt),
    }
    return COLUMNS.map((column) => cells[column])
  }
  const pages = eachExportedError(ctx, address, ROWS_A_PAGE)
  const name = `${t('export.file')}-${ctx.clock().toISOString().slice(0, 10)}.${format}`
  return format === 'csv'
    ? { body: csvOf(pages, heads, cellsOf), type: 'text/csv; charset=utf-8', name }
    : {
        body: xlsxOf(pages, heads, cellsOf, t('title')),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        name,
      }
}

type Pages = AsyncGenerator<ErrorRowView[]>
type CellsOf = (row: ErrorRowView) => string[]

function csvOf(pages: Pages, heads: readonly string[], cellsOf: CellsOf): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  async function* chunks() {
    yield encoder.encode(BYTE_ORDER_MARK + csvLine(heads))
    for await (const rows of pages) yield encoder.encode(rows.map((row) => csvLine(cellsOf(row))).join(''))
  }
  return Readable.toWeb(Readable.from(chunks())) as ReadableStream<Uint8Array>
}

function xlsxOf(
  pages: Pages,
  heads: readonly string[],
  cellsOf: CellsOf,
  sheetName: string,
): ReadableStream<Uint8Array> {
  const out = new PassThrough()
  const workbook = new Excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const sheet = workbook.addWorksheet(sheetName, { views: [{ state: 'frozen', ySplit: 1 }] })
  const write = async () => {
    const head = sheet.addRow([...heads])
    head.font = { bold: true }
    head.commit()
    for await (const rows of pages) {
      for (const row of rows) sheet.addRow(cellsOf(row)).commit()
      // Lets what was written flow off before more is read.
      if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve))
    }
    sheet.commit()
    await workbook.commit()
  }
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}
