import { RefusedError } from '@/kernel/result'
import { orgTree, scopeUnitIds } from '@/organisation/tree'
import { type Ctx, may, reader } from '@/platform/context'
import { CHARGE_FIELDS, type RawCharge } from '../rules/charge-row'
import type { ImportStatus } from '../rules/lists'
import { importNumber } from '../rules/number'
import {
  type ChargeImport,
  countRejected,
  findImport,
  listImports,
  type RejectedCharge,
  rejectedRows,
} from '../store/imports'

const PAGE_ROWS = 50

export type ImportRow = {
  readonly id: string
  readonly number: string
  readonly fileName: string
  readonly status: ImportStatus
  readonly processed: number
  readonly added: number
  readonly known: number
  readonly rejected: number
  readonly unitName: string
  readonly timeZone: string
  readonly createdAt: Date
}
export type ImportView = ImportRow & {
  readonly error: string | null
  readonly seconds: number | null
  readonly waiting: number
  readonly rows: readonly RejectedCharge[]
  readonly page: number
  readonly hasNext: boolean
  readonly canCorrect: boolean
}

export async function importList(
  ctx: Ctx,
  page: number,
): Promise<{ rows: ImportRow[]; page: number; hasNext: boolean }> {
  const [tree, scope] = [await orgTree(ctx), await scopeUnitIds(ctx, 'reconciliation.view')]
  const found = await listImports(reader(ctx), scope, {
    limit: PAGE_ROWS + 1,
    offset: (page - 1) * PAGE_ROWS,
  })
  return {
    rows: found.slice(0, PAGE_ROWS).map((file) => rowOf(ctx, tree, file)),
    page,
    hasNext: found.length > PAGE_ROWS,
  }
}

function rowOf(ctx: Ctx, tree: Awaited<ReturnType<typeof orgTree>>, file: ChargeImport): ImportRow {
  const unit = tree.unitById(file.unitId)
  const { id, fileName, status, processed, added, known, rejected, createdAt } = file
  return {
    id,
    number: importNumber(file.seq),
    fileName,
    status,
    processed,
    added,
    known,
    rejected,
    unitName: unit.name[ctx.locale],
    timeZone: unit.timeZone,
    createdAt,
  }
}

/** An import with the rows that wait to be corrected. @throws RefusedError `not_found` */
export async function importView(ctx: Ctx, id: string, page: number): Promise<ImportView> {
  const [tree, file] = [
    await orgTree(ctx),
    /^[0-9a-f-]{36}$/.test(id) ? await findImport(reader(ctx), id) : null,
  ]
  if (!file || !may(ctx, 'reconciliation.view', tree.unitById(file.unitId).path))
    throw new RefusedError({ code: 'not_found' })
  const canCorrect = may(ctx, 'reconciliation.run', tree.unitById(file.unitId).path)
  const rows = await rejectedRows(reader(ctx), id, { limit: PAGE_ROWS + 1, offset: (page - 1) * PAGE_ROWS })
  const { startedAt, finishedAt, error } = file
  return {
    ...rowOf(ctx, tree, file),
    error,
    seconds: startedAt && finishedAt ? (finishedAt.getTime() - startedAt.getTime()) / 1000 : null,
    waiting: await countRejected(reader(ctx), id),
    // What stands in a row is for those who may correct it.
    rows: rows.slice(0, PAGE_ROWS).map((row) => (canCorrect ? row : { ...row, raw: {} })),
    page,
    hasNext: rows.length > PAGE_ROWS,
    canCorrect,
  }
}

const EXPORT_ROWS = 1_000

/** Rows that wait, as a file that can be corrected and sent again. */
export async function* waitingRows(ctx: Ctx, id: string): AsyncGenerator<string[][]> {
  for (let offset = 0; ; offset += EXPORT_ROWS) {
    const rows = await rejectedRows(reader(ctx), id, { limit: EXPORT_ROWS, offset })
    if (rows.length > 0)
      yield rows.map(({ line, raw, problem }) => [
        ...CHARGE_FIELDS.map((field) => (raw as RawCharge)[field] ?? ''),
        String(line),
        [problem.field, problem.code].filter(Boolean).join(' '),
      ])
    if (rows.length < EXPORT_ROWS) return
  }
}
