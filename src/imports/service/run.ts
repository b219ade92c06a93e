import { newId } from '@/kernel/ids'
import { ok, RefusedError, type Result, refuse } from '@/kernel/result'
import { notify } from '@/notifications/service'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { type Ctx, reader, type TxCtx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { createLog } from '@/platform/log'
import type { RawRow } from '../rules/csv'
import { ReportBuilder } from '../rules/report'
import {
  type Batch,
  findBatch,
  insertRejected,
  lockBatch,
  silentBatches,
  updateBatch,
} from '../store/batches'
import { hasSource, removeSource } from '../store/source-file'
import { contentOf, type Runner, refOf, runnerFor, type SeenRows, sortRows, takeRows, unitOf } from './chunk'
import { readable, readOptionsOf } from './draft'
import { dataRows } from './look'

const log = createLog('import')

export const CHUNK_ROWS = 1_000
const CHUNK_TIMEOUT_MS = 120_000
/** A run that was silent for longer is taken to be dead; should it live, one of the two finds the other's rows and ends. */
const SILENCE_MS = 20_000

/** Somebody stopped the import, or another worker is ahead of this one. */
class NotOursError extends Error {
  override readonly name = 'NotOursError'
}

export type RunOptions = {
  /** Where the file lies; default: the stored one. */
  readonly path?: string
  readonly chunkRows?: number
  /** Called after every chunk. */
  readonly onProgress?: (batch: Pick<Batch, 'processed' | 'total'>) => void
}

/**
 * Takes all rows of a started import, chunk by chunk, each in one transaction together with the count of rows dealt with:
 * killed at any moment it goes on behind the last chunk that is in, and nothing is in twice.
 * @returns the batch as it stands at the end; a file that is gone or broken ends the batch as failed
 */
export async function runImport(ctx: Ctx, batchId: string, options: RunOptions = {}): Promise<Result<Batch>> {
  const begun = await beginRun(ctx, batchId)
  if (!begun) return settled(ctx, batchId)
  try {
    if (options.path === undefined && !(await hasSource(begun.sha256)))
      throw new RefusedError({ code: 'import_file_gone' })
    await readable(() => takeFile(ctx, begun, options))
    await finishRun(ctx, batchId)
  } catch (error) {
    if (error instanceof NotOursError) return settled(ctx, batchId)
    if (!(error instanceof RefusedError)) throw error
    await updateBatch(ctx.db, batchId, {
      status: 'failed',
      error: error.refusal.code,
      finishedAt: ctx.clock(),
    })
    await tellUploader(ctx, begun, { status: 'failed' })
  }
  return settled(ctx, batchId)
}

async function settled(ctx: Ctx, batchId: string): Promise<Result<Batch>> {
  const batch = await findBatch(reader(ctx), batchId)
  return batch ? ok(batch) : refuse('not_found')
}

async function beginRun(ctx: Ctx, batchId: string): Promise<Batch | null> {
  const begun = await withTransaction(ctx, async (tx) => {
    const batch = await lockBatch(tx.tx, batchId)
    if (!batch || (batch.status !== 'waiting' && batch.status !== 'running')) return null
    const at = tx.clock()
    await updateBatch(tx.tx, batchId, {
      status: 'running',
      heartbeatAt: at,
      startedAt: batch.startedAt ?? at,
    })
    return { ...batch, status: 'running' as const }
  })
  return begun.ok ? begun.value : null
}

async function takeFile(ctx: Ctx, batch: Batch, options: RunOptions): Promise<void> {
  const chunkRows = options.chunkRows ?? CHUNK_ROWS
  const seen: SeenRows = new Map()
  const tree = await orgTree(ctx)
  let runner: Runner | null = null
  let position = 0
  let taken = batch.processed
  let chunk: RawRow[] = []
  const flush = async (): Promise<void> => {
    if (!runner || chunk.length === 0) return
    await takeChunk(ctx, runner, chunk, taken, seen)
    taken += chunk.length
    chunk = []
    options.onProgress?.({ processed: taken, total: Math.max(batch.total, taken) })
  }
  for await (const { headers, rows } of dataRows(readOptionsOf(batch, batch.mapping, options.path))) {
    runner ??= await runnerFor(ctx, batch, tree, headers)
    for (const row of rows) {
      position += 1
      if (position <= batch.processed) remember(row, runner, seen)
      else chunk.push(row)
      if (chunk.length >= chunkRows) await flush()
    }
  }
  await flush()
}

/** A row that went in before the run was interrupted; kept in mind to know its repetitions. */
function remember(row: RawRow, { reader: { cellOf }, batch }: Runner, seen: SeenRows): void {
  const index = cellOf.get('ticket')
  const ticket = index === undefined ? null : (row.cells[index] ?? '').trim()
  const content = contentOf(row.cells)
  const ref = refOf(batch.mapping, ticket, content)
  if (ticket !== '' && !seen.has(ref)) seen.set(ref, { line: row.line, content })
}

/** One chunk in one transaction. Should the database refuse it, its halves are tried, down to the one row it means. */
async function takeChunk(
  ctx: Ctx,
  runner: Runner,
  rows: readonly RawRow[],
  from: number,
  seen: SeenRows,
): Promise<void> {
  try {
    for (const [ref, row] of await writeChunk(ctx, runner, rows, from, seen)) seen.set(ref, row)
  } catch (error) {
    if (error instanceof NotOursError || error instanceof RefusedError || !isAboutRows(error)) throw error
    if (rows.length > 1) {
      const middle = Math.ceil(rows.length / 2)
      await takeChunk(ctx, runner, rows.slice(0, middle), from, seen)
      await takeChunk(ctx, runner, rows.slice(middle), from + middle, seen)
      return
    }
    await refuseRow(ctx, runner.batch.id, rows[0]!, from, error)
  }
}

/**
 * Whether an error is about what stands in the rows. A database that is away or not up to date is not: the run ends, and
 * goes on when it is back.
 */
function isAboutRows(error: unknown): boolean {
  if (!(error instanceof Error) || !error.name.startsWith('PrismaClient')) return true
  const told = `${error.message} ${JSON.stringify(error)}`
  // Data exceptions (22), broken constraints (23) and those of our own triggers (JN), raw or as Prisma names them.
  return /\b(22[0-9A-Z]{3}|23[0-9A-Z]{3}|JN\d{3}|P2000|P200[2-9]|P201[1-3]|P2020)\b/.test(told)
}

async function writeChunk(
  ctx: Ctx,
  runner: Runner,
  rows: readonly RawRow[],
  from: number,
  seen: SeenRows,
): Promise<SeenRows> {
  const written = await withTransaction(
    ctx,
    async (tx) => {
      const batch = await ourBatch(tx, runner.batch.id, from)
      const now = tx.clock()
      const { good, repeated, rejected, seen: fresh } = sortRows(rows, runner, seen, now)
      const { added } = await takeRows(tx, runner, good)
      const report = new ReportBuilder(batch.report)
      for (const { row, ref } of good) {
        const made = added.get(ref)
        if (made) report.added(row, unitOf(row, batch), made.obligations)
      }
      for (const { row, problems } of rejected) report.rejected(row.line, problems)
      await insertRejected(tx.tx, batch.id, rejected, now)
      await updateBatch(tx.tx, batch.id, {
        report: report.result(),
        heartbeatAt: now,
        total: Math.max(batch.total, from + rows.length),
        counts: {
          processed: rows.length,
          added: added.size,
          duplicates: good.length - added.size + repeated.length,
          rejected: rejected.length,
        },
      })
      return fresh
    },
    CHUNK_TIMEOUT_MS,
  )
  if (!written.ok) throw new RefusedError(written.refusal)
  return written.value
}

/** The batch with its row locked, if it still runs and stands where this run thinks it does. */
async function ourBatch(ctx: TxCtx, batchId: string, from: number): Promise<Batch> {
  const batch = await lockBatch(ctx.tx, batchId)
  if (batch?.status !== 'running' || batch.processed !== from) throw new NotOursError()
  return batch
}

/** A row the database would not have for a reason we did not foresee: kept like any other that cannot be taken. */
async function refuseRow(
  ctx: Ctx,
  batchId: string,
  row: RawRow,
  from: number,
  error: unknown,
): Promise<void> {
  const reference = newId(Date.now()).slice(-12)
  log.error('a row could not be written', { batchId, line: row.line, reference, error })
  const problems = [{ code: 'not_written', field: null, params: { reference } }] as const
  await withTransaction(ctx, async (tx) => {
    const batch = await ourBatch(tx, batchId, from)
    const report = new ReportBuilder(batch.report)
    report.rejected(row.line, problems)
    await insertRejected(tx.tx, batchId, [{ row, problems }], tx.clock())
    await updateBatch(tx.tx, batchId, { report: report.result(), counts: { processed: 1, rejected: 1 } })
  })
}

async function finishRun(ctx: Ctx, batchId: string): Promise<void> {
  const unused = await withTransaction(ctx, async (tx) => {
    const batch = await lockBatch(tx.tx, batchId)
    if (batch?.status !== 'running') throw new NotOursError()
    const { processed, added, duplicates, rejected, sha256, unitId } = batch
    // The first rows and samples were for the preview; what people wrote stays in the cases only.
    const columns = batch.profile.columns.map((column) => ({ ...column, samples: [], values: null }))
    await updateBatch(tx.tx, batchId, {
      status: 'done',
      finishedAt: tx.clock(),
      total: processed,
      profile: { ...batch.profile, sample: [], columns },
    })
    await audit(tx, {
      action: 'import.finished',
      subjectType: 'import_batch',
      subjectId: batchId,
      unitId,
      detail: { processed, added, duplicates, rejected },
    })
    await tellUploader(tx, batch, { status: 'done', added, duplicates, rejected })
    const others = await tx.tx.importBatch.count({
      where: { sha256, id: { not: batchId }, status: { not: 'done' } },
    })
    return others === 0 ? sha256 : null
  })
  if (!unused.ok) throw new NotOursError()
  if (unused.value)
    await removeSource(unused.value).catch((error: unknown) => log.warn('file not removed', { error }))
}

/** Whoever started it may have gone on to other work meanwhile. */
function tellUploader(
  ctx: Ctx,
  { id, createdBy, fileName }: Batch,
  outcome: Readonly<Record<string, string | number>>,
): Promise<void> {
  return notify(ctx, {
    recipientId: createdBy,
    kind: 'import_done',
    params: { batchId: id, fileName, ...outcome },
    idempotencyKey: `import:${id}:${outcome.status}`,
  })
}

/** Hands imports whose worker died to the next one; called every few seconds. @returns how many */
export async function resumeImports(ctx: Ctx): Promise<number> {
  const now = ctx.clock()
  const silent = await silentBatches(ctx.db, new Date(now.getTime() - SILENCE_MS))
  for (const batchId of silent) {
    await withTransaction(ctx, async (tx) => {
      await updateBatch(tx.tx, batchId, { heartbeatAt: now })
      await enqueue(tx, 'import.run', { batchId }, `import:${batchId}`)
    })
    log.info('taken up again', { batchId })
  }
  return silent.length
}
