import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'
import { seal, unseal } from '@/platform/crypto'
import type { RawRow } from '../rules/csv'
import type { Mapping } from '../rules/mapping'
import type { Problem } from '../rules/problems'
import type { Profile } from '../rules/profile'
import { EMPTY_REPORT, type ImportReport } from '../rules/report'
import type { SourceFormat } from './source-file'

export const BATCH_STATUSES = ['draft', 'waiting', 'running', 'stopped', 'done', 'failed'] as const
export type BatchStatus = (typeof BATCH_STATUSES)[number]

export type Batch = {
  readonly id: string
  readonly fileName: string
  readonly sha256: string
  readonly format: SourceFormat
  readonly sizeBytes: number
  readonly unitId: string
  readonly mapping: Mapping
  readonly profile: Profile
  readonly report: ImportReport
  readonly status: BatchStatus
  readonly total: number
  readonly processed: number
  readonly added: number
  readonly duplicates: number
  readonly rejected: number
  readonly createdBy: string
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  /** Refusal code of what ended it; null: nothing did. */
  readonly error: string | null
}

/** What comes out of a file may be phone numbers and names, so it is kept sealed: rows, and the values of a profile. */
const sealed = (value: unknown) => ({
  sealed: Buffer.from(seal('import.row', JSON.stringify(value))).toString('base64'),
})
const opened = (json: unknown): unknown =>
  JSON.parse(unseal('import.row', Buffer.from((json as { sealed: string }).sealed, 'base64')))

/** Batches of earlier versions hold theirs as it was. */
const openProfile = (json: unknown): Profile =>
  (typeof json === 'object' && json !== null && 'sealed' in json ? opened(json) : json) as Profile

type Row = Omit<Batch, 'report' | 'mapping' | 'profile'> & {
  mapping: unknown
  profile: unknown
  report: unknown
}

function batchOf(row: Row): Batch {
  return {
    ...row,
    mapping: row.mapping as Mapping,
    profile: openProfile(row.profile),
    report: { ...EMPTY_REPORT, ...(row.report as Partial<ImportReport>) },
  }
}

export async function findBatch(tx: Tx, id: string): Promise<Batch | null> {
  const row = await tx.importBatch.findUnique({ where: { id } })
  return row ? batchOf(row as Row) : null
}

/** The batch with its row locked: whoever writes a chunk or changes the state waits here for the others. */
export async function lockBatch(tx: Tx, id: string): Promise<Batch | null> {
  await tx.$queryRaw`SELECT id FROM import_batch WHERE id = ${id}::uuid FOR UPDATE`
  return findBatch(tx, id)
}

export type NewBatch = Pick<
  Batch,
  | 'id'
  | 'fileName'
  | 'sha256'
  | 'format'
  | 'sizeBytes'
  | 'unitId'
  | 'mapping'
  | 'profile'
  | 'createdBy'
  | 'createdAt'
>

const json = (value: unknown) => JSON.parse(JSON.stringify(value)) as object

export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  await tx.importBatch.create({
    data: {
      ...batch,
      mapping: json(batch.mapping),
      profile: sealed(batch.profile),
      report: {},
      status: 'draft',
      total: batch.profile.rows,
    },
  })
}

export type BatchChange = Partial<{
  unitId: string
  mapping: Mapping
  profile: Profile
  report: ImportReport
  status: BatchStatus
  total: number
  startedAt: Date | null
  heartbeatAt: Date | null
  finishedAt: Date | null
  error: string | null
}> & { readonly counts?: Counts }
export type Counts = Partial<Record<'processed' | 'added' | 'duplicates' | 'rejected', number>>

/** Changes a batch; `counts` are added to what stands there. */
export async function updateBatch(
  tx: Tx,
  id: string,
  { counts = {}, ...change }: BatchChange,
): Promise<void> {
  await tx.importBatch.update({
    where: { id },
    data: {
      ...change,
      ...(change.mapping ? { mapping: json(change.mapping) } : {}),
      ...(change.profile ? { profile: sealed(change.profile) } : {}),
      ...(change.report ? { report: json(change.report) } : {}),
      ...Object.fromEntries(Object.entries(counts).map(([name, by]) => [name, { increment: by }])),
    } as Parameters<Tx['importBatch']['update']>[0]['data'],
  })
}

/** Batches that should be running and gave no sign of life since `before`. */
export async function silentBatches(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM import_batch WHERE status IN ('waiting','running') AND coalesce(heartbeat_at, created_at) < ${before}
    ORDER BY created_at`
  return rows.map(({ id }) => id)
}

// ── Rows that wait for a correction ──────────────────────────────────────────────────────────────

export type RejectedRow = {
  readonly id: string
  readonly line: number
  readonly cells: readonly string[]
  readonly problems: readonly Problem[]
}

const openCells = (raw: unknown): string[] => opened(raw) as string[]

export type Rejection = { readonly row: RawRow; readonly problems: readonly Problem[] }

export async function insertRejected(
  tx: Tx,
  batchId: string,
  rejections: readonly Rejection[],
  at: Date,
): Promise<void> {
  if (rejections.length === 0) return
  await tx.importRow.createMany({
    data: rejections.map(({ row, problems }) => ({
      id: newId(at.getTime()),
      batchId,
      line: row.line,
      raw: sealed(row.cells),
      reason: json(problems),
      state: 'rejected',
    })),
  })
}

const rejectedOf = (row: { id: string; line: number; raw: unknown; reason: unknown }): RejectedRow => ({
  id: row.id,
  line: row.line,
  cells: openCells(row.raw),
  problems: row.reason as Problem[],
})

/** Rows that still wait, in the order of the file. */
export async function rejectedRows(
  tx: Tx,
  batchId: string,
  { afterLine = 0, limit }: { afterLine?: number; limit: number },
): Promise<RejectedRow[]> {
  const rows = await tx.importRow.findMany({
    where: { batchId, state: 'rejected', line: { gt: afterLine } },
    orderBy: { line: 'asc' },
    take: limit,
  })
  return rows.map(rejectedOf)
}

/** The named rows of a batch that still wait, locked against somebody else sending them too. */
export async function lockRejected(tx: Tx, batchId: string, ids: readonly string[]): Promise<RejectedRow[]> {
  await tx.$queryRaw`SELECT id FROM import_row WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`
  const rows = await tx.importRow.findMany({
    where: { batchId, id: { in: [...ids] }, state: 'rejected' },
    orderBy: { line: 'asc' },
  })
  return rows.map(rejectedOf)
}

export async function keepCorrection(
  tx: Tx,
  id: string,
  cells: readonly string[],
  problems: readonly Problem[],
): Promise<void> {
  await tx.importRow.update({ where: { id }, data: { raw: sealed(cells), reason: json(problems) } })
}

/** The row is a case now (a new one or one that was here already); its cells are not kept any longer. */
export async function markCorrected(
  tx: Tx,
  id: string,
  done: { complaintId: string; by: string | null; at: Date },
): Promise<void> {
  await tx.importRow.update({
    where: { id },
    data: {
      state: 'corrected',
      raw: sealed([]),
      complaintId: done.complaintId,
      correctedBy: done.by,
      correctedAt: done.at,
    },
  })
}
