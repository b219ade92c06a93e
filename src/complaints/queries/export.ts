import { getTranslations } from 'next-intl/server'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import { type TableFile, type TableFormat, tableFile } from '@/platform/table-file'
import type { Translate } from '../components/case-labels'
import { EXPORT_LIMIT } from '../rules/list-filter'
import { exportCells, exportHeads } from './export-rows'
import { type ListAddress, queryOf, withoutPage } from './list-address'
import { eachExported } from './lists'

const ROWS_A_PAGE = 1000

/**
 * The list of an address as a file, written while it is read, so that 100,000 cases need no more memory than a
 * thousand. Leaves an audit row before the first byte goes out.
 */
export async function exportCases(ctx: Ctx, address: ListAddress, format: TableFormat): Promise<TableFile> {
  await audit(ctx, {
    action: 'complaint.export',
    subjectType: 'complaint_list',
    subjectId: null,
    detail: { format, filters: queryOf(withoutPage(address)) },
  })
  const t = (await getTranslations({ locale: ctx.locale, namespace: 'cases' })) as unknown as Translate
  const day = ctx.clock().toISOString().slice(0, 10)
  return tableFile(
    {
      name: `${t('export.file')}-${day}`,
      sheet: t('export.sheet'),
      heads: exportHeads(t),
      pages: exportedLines(ctx, address, t),
    },
    format,
  )
}

async function* exportedLines(ctx: Ctx, address: ListAddress, t: Translate): AsyncGenerator<string[][]> {
  let left = EXPORT_LIMIT
  for await (const rows of eachExported(ctx, address, ROWS_A_PAGE)) {
    yield rows.slice(0, left).map((row) => exportCells(row, t, ctx.locale))
    left -= rows.length
    if (left <= 0) return
  }
}
