import { getTranslations } from 'next-intl/server'
import { phrasesOf } from '@/commitments/rules/wording/phrases'
import { nameOf } from '@/commitments/rules/wording/words'
import { audit } from '@/platform/audit'
import type { Ctx } from '@/platform/context'
import { type TableFile, type TableFormat, tableFile } from '@/platform/table-file'
import { formatInstant } from '@/ui/format'
import { EXPORT_LIMIT } from '../rules/list-filter'
import { type ListAddress, queryOf, withoutPage } from './list-address'
import { eachListed, type MatterRow } from './lists'

const ROWS_A_PAGE = 1000
const COLUMNS = ['number', 'type', 'state', 'class', 'due', 'unit', 'owner', 'opened', 'closed'] as const

type Words = { (key: string): string; has: (key: string) => boolean }

/** The list of an address as a file: what the screen shows, without customers. Leaves an audit row before the first byte. */
export async function exportMatters(ctx: Ctx, address: ListAddress, format: TableFormat): Promise<TableFile> {
  await audit(ctx, {
    action: 'matter.export',
    subjectType: 'matter_list',
    subjectId: null,
    detail: { format, filters: queryOf(withoutPage(address)) },
  })
  const t = (await getTranslations({ locale: ctx.locale, namespace: 'matters' })) as unknown as Words
  const outcomes = (await getTranslations({ locale: ctx.locale, namespace: 'ui.state' })) as unknown as Words
  const isFigure = address.commitment !== undefined
  const heads = COLUMNS.map((column) => t(`list.column.${column}`))
  return tableFile(
    {
      name: `${t('list.export.file')}-${ctx.clock().toISOString().slice(0, 10)}`,
      sheet: t('list.export.sheet'),
      heads: isFigure ? [t('list.column.outcome'), ...heads] : heads,
      pages: pagesOf(ctx, address, (row) => {
        const cells = cellsOf(ctx, row, t)
        return isFigure ? [row.figure?.outcome ? outcomes(row.figure.outcome) : '', ...cells] : cells
      }),
    },
    format,
  )
}

async function* pagesOf(
  ctx: Ctx,
  address: ListAddress,
  cells: (row: MatterRow) => readonly string[],
): AsyncGenerator<(readonly string[])[]> {
  let left = EXPORT_LIMIT
  for await (const rows of eachListed(ctx, address, ROWS_A_PAGE)) {
    yield rows.slice(0, left).map(cells)
    left -= rows.length
    if (left <= 0) return
  }
}

function cellsOf({ locale }: Ctx, row: MatterRow, t: Words): string[] {
  const at = (instant: Date | null) =>
    instant ? formatInstant(instant, { locale, timeZone: row.timeZone }) : ''
  const cells: Readonly<Record<(typeof COLUMNS)[number], string>> = {
    number: row.number,
    type: t(`type.${row.type}`),
    state: t.has(`state.${row.state}`) ? t(`state.${row.state}`) : row.state,
    class: nameOf(row.classCode, phrasesOf(locale).words.classes),
    due: at(row.nextDueAt),
    unit: row.unitName,
    owner: row.ownerName ?? '',
    opened: at(row.openedAt),
    closed: at(row.closedAt),
  }
  return COLUMNS.map((column) => cells[column])
}
