import type { Encoding } from '@/imports/rules/encoding'
import type { SourceFormat } from '@/imports/store/source-file'
import type { Tx } from '@/platform/context'
import { seal, unseal } from '@/platform/crypto'
import type { RawCharge, RowProblem } from '../rules/charge-row'
import type { ImportStatus } from '../rules/lists'

export type ChargeImport = {
  readonly id: string
  readonly seq: number
  readonly fileName: string
  readonly source: 'file' | 'api'
  readonly sha256: string
  readonly sizeBytes: bigint
  readonly format: SourceFormat | 'rows'
  readonly encoding: Encoding | null
  readonly unitId: string
  readonly status: ImportStatus
  /** Rows dealt with: added, known before or rejected. */
  readonly processed: number
  readonly added: number
  readonly known: number
  readonly rejected: number
  readonly error: string | null
  readonly createdById: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

export type NewChargeImport = Pick<
  ChargeImport,
  | 'id'
  | 'fileName'
  | 'source'
  | 'sha256'
  | 'sizeBytes'
  | 'format'
  | 'encoding'
  | 'unitId'
  | 'createdById'
  | 'createdAt'
>

export async function insertImport(tx: Tx, row: NewChargeImport): Promise<void> {
  await tx.chargeImport.create({ data: { ...row, status: 'waiting' } })
}

export async function findImport(tx: Tx, id: string): Promise<ChargeImport | null> {
  return (await tx.chargeImport.findUnique({ where: { id } })) as ChargeImport | null
}

export async function lockImport(tx: Tx, id: string): Promise<ChargeImport | null> {
  await tx.$queryRaw`SELECT id FROM charge_import WHERE id = ${id}::uuid FOR UPDATE`
  return findImport(tx, id)
}

export async function listImports(
  tx: Tx,
  unitIds: readonly string[] | null,
  page: { readonly limit: number; readonly offset: number },
): Promise<ChargeImport[]> {
  return (await tx.chargeImport.findMany({
    where: unitIds === null ? {} : { unitId: { in: [...unitIds] } },
    orderBy: { seq: 'desc' },
    take: page.limit,
    skip: page.offset,
  })) as ChargeImport[]
}

export type ImportCounts = {
  readonly processed: number
  readonly added: number
  readonly known: number
  readonly rejected: number
}

export async function updateImport(
  tx: Tx,
  id: string,
  change: Partial<Pick<ChargeImport, 'status' | 'error' | 'startedAt' | 'finishedAt'>> & {
    heartbeatAt?: Date
    counts?: ImportCounts
  },
): Promise<void> {
  const { counts, ...columns } = change
  await tx.chargeImport.update({
    where: { id },
    data: {
      ...columns,
      ...(counts
        ? {
            processed: { increment: counts.processed },
            added: { increment: counts.added },
            known: { increment: counts.known },
            rejected: { increment: counts.rejected },
          }
        : {}),
    },
  })
}

/** Imports that nobody has been working on since then. */
export async function silentImports(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM charge_import WHERE status IN ('waiting','running') AND coalesce(heartbeat_at, created_at) < ${before}
    ORDER BY seq LIMIT 10`
  return rows.map(({ id }) => id)
}

export type RejectedCharge = { readonly line: number; readonly raw: RawCharge; readonly problem: RowProblem }

/** Keeps rows that could not be read, sealed: accounts and numbers stand in them. */
export async function insertRejected(
  tx: Tx,
  importId: string,
  rows: readonly RejectedCharge[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.chargeImportRow.createMany({
    data: rows.map(({ line, raw, problem }) => ({
      importId,
      line,
      payload: seal('import.row', JSON.stringify(raw)),
      problem: problem.code,
      field: problem.field,
      state: 'rejected',
    })),
  })
}

/** Rows that still wait to be corrected. */
export async function rejectedRows(
  tx: Tx,
  importId: string,
  page: { readonly limit: number; readonly offset: number },
): Promise<RejectedCharge[]> {
  const rows = await tx.chargeImportRow.findMany({
    where: { importId, state: 'rejected' },
    orderBy: { line: 'asc' },
    take: page.limit,
    skip: page.offset,
  })
  return rows.map(({ line, payload, problem, field }) => ({
    line,
    raw: JSON.parse(unseal('import.row', payload)) as RawCharge,
    problem: { code: problem, field: field as RowProblem['field'] },
  }))
}

/** How many rows of an import wait to be corrected. */
export const countRejected = (tx: Tx, importId: string): Promise<number> =>
  tx.chargeImportRow.count({ where: { importId, state: 'rejected' } })

/** Marks a row as corrected. @returns false when it was not waiting */
export async function markCorrected(
  tx: Tx,
  row: { readonly importId: string; readonly line: number; readonly byId: string | null; readonly at: Date },
): Promise<boolean> {
  const { count } = await tx.chargeImportRow.updateMany({
    where: { importId: row.importId, line: row.line, state: 'rejected' },
    data: { state: 'corrected', correctedAt: row.at, correctedById: row.byId },
  })
  return count === 1
}
