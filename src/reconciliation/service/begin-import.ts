import { createHash } from 'node:crypto'
import { namedHeaders } from '@/imports/rules/fields'
import { readRows, UnreadableFileError } from '@/imports/store/read-rows'
import { removeSource, type SourceFile, sourcePath } from '@/imports/store/source-file'
import { newId } from '@/kernel/ids'
import { RefusedError, type Result } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { audit } from '@/platform/audit'
import { actorId, type Ctx, type TxCtx, withTransaction } from '@/platform/context'
import { enqueue } from '@/platform/jobs'
import { columnsOf, NEEDED_FIELDS, type RawCharge } from '../rules/charge-row'
import { insertImport, type NewChargeImport, updateImport } from '../store/imports'
import { ChargeWriter, type Written } from './charge-writer'
import { unitToWorkFor } from './units'

/** A million charges are about 130 megabytes of text. */
export const LARGEST_CHARGES_BYTES = 1024 * 1024 * 1024
export const MOST_CHARGES_A_CALL = 5_000

export type NewFile = {
  readonly fileName: string
  readonly source: SourceFile
  /** Where the file lies; default: where `receiveSource` put it. */
  readonly path?: string
  /** Unit of charges that name no branch; the others must stand below it. */
  readonly unitId?: string | null
  /** Hands it to the worker; else the caller runs it. */
  readonly queue?: boolean
}

const LONGEST_NAME = 120
const shownName = (given: string): string =>
  given
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, LONGEST_NAME) || 'charges.csv'

/**
 * Takes in a file of charges, if its heads are what they must be.
 * @returns refusals `import_file_no_rows`, `charge_columns_missing` {columns}, `not_allowed`
 */
export async function beginChargeImport(ctx: Ctx, input: NewFile): Promise<Result<{ id: string }>> {
  const { source, queue = true } = input
  const outcome = await withTransaction(ctx, async (tx) => {
    await mustHaveColumns(input.path ?? sourcePath(source.sha256), source)
    const { sha256, sizeBytes, format, encoding } = source
    const id = await begin(tx, input.unitId ?? null, {
      fileName: shownName(input.fileName),
      source: 'file',
      sha256,
      sizeBytes: BigInt(sizeBytes),
      format,
      encoding,
    })
    if (queue) await enqueue(tx, 'charges.import', { importId: id }, `charges:${id}`)
    return { id }
  })
  if (!outcome.ok && input.path === undefined) await removeSource(source.sha256)
  return outcome
}

async function begin(
  ctx: TxCtx,
  unitId: string | null,
  what: Pick<NewChargeImport, 'fileName' | 'source' | 'sha256' | 'sizeBytes' | 'format' | 'encoding'>,
): Promise<string> {
  const permission = what.source === 'api' ? 'reconciliation.api' : 'reconciliation.run'
  const unit = unitToWorkFor(ctx, await orgTree(ctx), permission, unitId)
  const createdAt = ctx.clock()
  const id = newId(createdAt.getTime())
  await insertImport(ctx.tx, { ...what, id, unitId: unit.id, createdById: actorId(ctx), createdAt })
  await audit(ctx, {
    action: 'charges.import',
    subjectType: 'charge_import',
    subjectId: id,
    unitId: unit.id,
    detail: { fileName: what.fileName, sha256: what.sha256, source: what.source },
  })
  return id
}

async function mustHaveColumns(path: string, { format, encoding }: SourceFile): Promise<void> {
  try {
    for await (const rows of readRows({ path, format, encoding, delimiter: null })) {
      const [heads] = rows
      if (!heads) continue
      const columns = columnsOf(namedHeaders(heads.cells))
      const missing = NEEDED_FIELDS.filter((field) => !columns.has(field))
      if (missing.length === 0) return
      throw new RefusedError({
        code: 'charge_columns_missing',
        params: { columns: missing.join(', ') },
        fields: { file: 'charge_columns_missing' },
      })
    }
  } catch (error) {
    if (error instanceof UnreadableFileError)
      throw new RefusedError({ code: error.code, fields: { file: error.code } })
    throw error
  }
  throw new RefusedError({ code: 'import_file_no_rows', fields: { file: 'import_file_no_rows' } })
}

/** Takes charges of one call, at once and in one transaction. Lines count from 1 in the order given. */
export async function takeCharges(
  ctx: Ctx,
  charges: readonly RawCharge[],
  unitId: string | null = null,
): Promise<Result<{ importId: string } & Omit<Written, 'processed'>>> {
  return withTransaction(
    ctx,
    async (tx) => {
      const text = JSON.stringify(charges)
      const importId = await begin(tx, unitId, {
        fileName: `API ${tx.clock().toISOString()}`,
        source: 'api',
        sha256: createHash('sha256').update(text).digest('hex'),
        sizeBytes: BigInt(Buffer.byteLength(text)),
        format: 'rows',
        encoding: null,
      })
      const tree = await orgTree(tx)
      const unit = unitToWorkFor(tx, tree, 'reconciliation.api', unitId)
      const rows = charges.map((raw, place) => ({ line: place + 1, raw }))
      const {
        keep: _keep,
        problems,
        ...counts
      } = await new ChargeWriter(importId, tree, unit).write(tx.tx, rows, tx.clock())
      const at = tx.clock()
      await updateImport(tx.tx, importId, { status: 'done', startedAt: at, finishedAt: at, counts })
      return { importId, problems, added: counts.added, known: counts.known, rejected: counts.rejected }
    },
    120_000,
  )
}
