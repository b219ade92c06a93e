import { maskSensitiveNumbers } from '@/customers/rules/identity'
import { newId } from '@/kernel/ids'
import { type Result, refuse } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, may, reader } from '@/platform/context'
import { inspectFile, LARGEST_FILE_BYTES, readStoredFile, storeFile } from '@/platform/files'
import { type Changed, changeError, refused } from './change'

/** Files of one error, so that nobody fills the disk by accident. */
const MOST_FILES = 30

export type NewEvidence = { readonly errorId: string; readonly name: string; readonly bytes: Uint8Array }

/** Adds a photo or PDF as evidence; what it is, its content says. The bytes are on disk before the row says so. */
export async function attachEvidence(ctx: Ctx, input: NewEvidence): Promise<Result<Changed>> {
  const inspected = await inspectFile(input.bytes, input.name)
  if ('problem' in inspected) {
    const params = { limitMegabytes: LARGEST_FILE_BYTES / 1024 / 1024, name: input.name.slice(0, 80) }
    return refuse(inspected.problem, params, { file: inspected.problem })
  }
  const { file } = inspected
  const addedById = actorId(ctx)
  if (addedById === null) return refuse('refund_needs_person')
  await storeFile(file.sha256, input.bytes)
  return changeError(ctx, { errorId: input.errorId, revision: null }, 'attach_file', async (tx) => {
    const present = await tx.tx.refundFile.findMany({
      where: { errorId: input.errorId },
      select: { sha256: true },
    })
    const name = maskSensitiveNumbers(file.name).text
    if (present.some(({ sha256 }) => sha256 === file.sha256))
      return refused({ code: 'file_already_there', params: { name } })
    if (present.length >= MOST_FILES) return refused({ code: 'file_too_many', params: { limit: MOST_FILES } })
    await tx.tx.refundFile.create({
      data: {
        id: newId(tx.clock().getTime()),
        errorId: input.errorId,
        name,
        mime: file.mime,
        sizeBytes: file.sizeBytes,
        sha256: file.sha256,
        addedById,
        addedAt: tx.clock(),
      },
    })
    return () => ({ change: {} })
  })
}

export type ReadEvidence = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

/** A file of an error the actor may see. */
export async function readEvidence(ctx: Ctx, errorId: string, fileId: string): Promise<Result<ReadEvidence>> {
  const db = reader(ctx)
  const file = await db.refundFile.findFirst({ where: { id: fileId, errorId } })
  const error =
    file && (await db.billingError.findUnique({ where: { id: errorId }, select: { unitId: true } }))
  const unit = error && (await orgTree(ctx)).find(error.unitId)
  if (!file || !unit || !may(ctx, 'refund.view', unit.path)) return refuse('not_found')
  return { ok: true, value: { name: file.name, mime: file.mime, bytes: await readStoredFile(file.sha256) } }
}
