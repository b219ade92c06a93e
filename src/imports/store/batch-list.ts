import type { Tx } from '@/platform/context'
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
