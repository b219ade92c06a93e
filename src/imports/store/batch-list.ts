import type { Tx } from '@/platform/context'
import type { Found } from '../rules/report'
import type { BatchStatus } from './batches'

export type ListedBatch = {
  readonly id: string
  readonly fileName: string
  readonly unitId: string
  readonly status: BatchStatus
  readonly total: number
  readonly processed: number
  readonly added: number
  readonly duplicates: number
  readonly rejected: number
  readonly createdBy: string
  readonly createdAt: Date
}

const MOST_LISTED = 200

/** Latest imports of the units (null: of all), without what their files hold. */
export async function batchesOf(tx: Tx, unitIds: readonly string[] | null): Promise<ListedBatch[]> {
  const rows = await tx.importBatch.findMany({
    ...(unitIds === null ? {} : { where: { unitId: { in: [...unitIds] } } }),
    orderBy: { createdAt: 'desc' },
    take: MOST_LISTED,
    select: {
      id: true,
      fileName: true,
      unitId: true,
      status: true,
      total: true,
      processed: true,
      added: true,
      duplicates: true,
      rejected: true,
      createdBy: true,
      createdAt: true,
    },
  })
  return rows as ListedBatch[]
}

/** When the same bytes were imported before; null: never. */
export async function importedBefore(
  tx: Tx,
  sha256: string,
  thisId: string,
): Promise<{ at: Date; added: number } | null> {
  const row = await tx.importBatch.findFirst({
    where: { sha256, id: { not: thisId }, status: { not: 'draft' } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true, added: true, duplicates: true },
  })
  return row ? { at: row.createdAt, added: row.added + row.duplicates } : null
}

const LINES_SHOWN = 20

/** Problems of the rows of a batch that still wait for a correction: how many rows have each, and the first lines. */
export async function waitingProblems(tx: Tx, batchId: string): Promise<Record<string, Found>> {
  const rows = await tx.$queryRaw<(Found & { code: string })[]>`
    SELECT code, count(*)::int AS count, (array_agg(line ORDER BY line))[1:${LINES_SHOWN}::int] AS lines
    FROM (SELECT DISTINCT r.line, p.problem ->> 'code' AS code FROM import_row r, jsonb_array_elements(r.reason) AS p(problem)
          WHERE r.batch_id = ${batchId}::uuid AND r.state = 'rejected') AS found
    GROUP BY code`
  return Object.fromEntries(rows.map(({ code, count, lines }) => [code, { count, lines }]))
}

/** Lines of the rows of a batch that came in with these keys, by key. */
export async function linesOfTickets(
  tx: Tx,
  batchId: string,
  refs: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ ref: string; line: number }[]>`
    SELECT c.external_ref AS ref, (f.attrs ->> 'line')::int AS line
    FROM complaint c JOIN fact f ON f.subject_id = c.id AND f.type = 'complaint.received'
    WHERE c.external_ref = ANY(${[...refs]}::text[]) AND c.import_batch_id = ${batchId}::uuid`
  return new Map(rows.map(({ ref, line }) => [ref, line]))
}
