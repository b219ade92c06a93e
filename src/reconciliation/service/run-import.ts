import { namedHeaders } from '@/imports/rules/fields'
import { readRows, UnreadableFileError } from '@/imports/store/read-rows'
import { hasSource, removeSource, sourcePath } from '@/imports/store/source-file'
import { ok, RefusedError, type Result, refuse } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { type Ctx, reader, withTransaction } from '@/platform/context'
import { columnsOf, type RawCharge } from '../rules/charge-row'
import { type ChargeImport, findImport, lockImport, updateImport } from '../store/imports'
import { type ChargeRow, ChargeWriter } from './charge-writer'

const CHUNK_ROWS = 20_000
const CHUNK_TIMEOUT_MS = 120_000

/** Somebody stopped the import, or another worker is ahead of this one. */
class NotOursError extends Error {
  override readonly name = 'NotOursError'
}

export type RunOptions = {
  /** Where the file lies; default: the stored one. */
  readonly path?: string
  readonly chunkRows?: number
  readonly onProgress?: (processed: number) => void
}

/**
 * Takes all charges of a file, chunk by chunk, each in one transaction together with the count of rows dealt with: killed at
 * any moment it goes on behind the last chunk that is in. A charge whose reference is known is passed over.
 */
export async function runChargeImport(
  ctx: Ctx,
  importId: string,
  options: RunOptions = {},
): Promise<Result<ChargeImport>> {
  const begun = await withTransaction(ctx, async (tx) => {
    const found = await lockImport(tx.tx, importId)
    if (!found || (found.status !== 'waiting' && found.status !== 'running')) return null
    const at = tx.clock()
    await updateImport(tx.tx, importId, {
      status: 'running',
      heartbeatAt: at,
      startedAt: found.startedAt ?? at,
    })
    return found
  })
  if (begun.ok && begun.value) {
    try {
      if (options.path === undefined && !(await hasSource(begun.value.sha256)))
        throw new RefusedError({ code: 'import_file_gone' })
      await takeFile(ctx, begun.value, options)
      await finish(ctx, begun.value, options.path === undefined)
    } catch (error) {
      if (!(error instanceof NotOursError)) await fail(ctx, importId, error)
    }
  }
  const settled = await findImport(reader(ctx), importId)
  return settled ? ok(settled) : refuse('not_found')
}

async function takeFile(ctx: Ctx, job: ChargeImport, options: RunOptions): Promise<void> {
  const tree = await orgTree(ctx)
  const writer = new ChargeWriter(job.id, tree, tree.unitById(job.unitId))
  const chunkRows = options.chunkRows ?? CHUNK_ROWS
  let columns: ReturnType<typeof columnsOf> | null = null
  let position = 0
  let taken = job.processed
  let chunk: ChargeRow[] = []
  // One chunk is written while the next is read: file and database each have a processor.
  let writing: Promise<void> = Promise.resolve()
  const flush = async (): Promise<void> => {
    await writing
    if (chunk.length === 0) return
    const [rows, from] = [chunk, taken]
    chunk = []
    taken += rows.length
    writing = takeChunk(ctx, job.id, writer, rows, from).then(() => options.onProgress?.(from + rows.length))
    // Whoever awaits it next is told; until then it is nobody's failure.
    writing.catch(() => undefined)
  }
  const read = {
    path: options.path ?? sourcePath(job.sha256),
    format: job.format === 'xlsx' ? ('xlsx' as const) : ('csv' as const),
    encoding: job.encoding,
    delimiter: null,
  }
  for await (const rows of readRows(read)) {
    for (const row of rows) {
      if (columns === null) {
        columns = columnsOf(namedHeaders(row.cells))
        continue
      }
      position += 1
      if (position <= job.processed) continue
      chunk.push({ line: row.line, raw: rawOf(row.cells, columns) })
      if (chunk.length >= chunkRows) await flush()
    }
  }
  await flush()
  await writing
}

function rawOf(cells: readonly string[], columns: ReturnType<typeof columnsOf>): RawCharge {
  const raw: { -readonly [Field in keyof RawCharge]: string } = {}
  for (const [field, place] of columns) raw[field] = cells[place] ?? ''
  return raw
}

async function takeChunk(
  ctx: Ctx,
  importId: string,
  writer: ChargeWriter,
  rows: readonly ChargeRow[],
  from: number,
): Promise<void> {
  const written = await withTransaction(
    ctx,
    async (tx) => {
      const job = await lockImport(tx.tx, importId)
      if (job?.status !== 'running' || job.processed !== from) throw new NotOursError()
      const { keep, problems: _problems, ...counts } = await writer.write(tx.tx, rows, tx.clock())
      await updateImport(tx.tx, importId, { heartbeatAt: tx.clock(), counts })
      return keep
    },
    CHUNK_TIMEOUT_MS,
  )
  if (!written.ok) throw new RefusedError(written.refusal)
  written.value()
}

async function finish(ctx: Ctx, job: ChargeImport, isStored: boolean): Promise<void> {
  await updateImport(ctx.db, job.id, { status: 'done', finishedAt: ctx.clock() })
  if (!isStored) return
  const others = await ctx.db.chargeImport.count({
    where: { sha256: job.sha256, status: { in: ['waiting', 'running'] } },
  })
  if (others === 0) await removeSource(job.sha256)
}

/** A file that is gone or broken ends the import; a database that is away does not, the next worker goes on. */
async function fail(ctx: Ctx, importId: string, error: unknown): Promise<void> {
  const code =
    error instanceof RefusedError
      ? error.refusal.code
      : error instanceof UnreadableFileError
        ? error.code
        : null
  if (code === null) throw error
  await updateImport(ctx.db, importId, { status: 'failed', error: code, finishedAt: ctx.clock() })
}
