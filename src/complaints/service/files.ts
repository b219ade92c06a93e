import { newId } from '@/kernel/ids'
import { RefusedError, type Result, refuse } from '@/kernel/result'
import { orgTree } from '@/organisation/tree'
import { actorId, type Ctx, reader } from '@/platform/context'
import {
  type InspectedFile,
  inspectFile,
  LARGEST_FILE_BYTES,
  readStoredFile,
  storeFile,
} from '@/platform/files'
import { maySee } from '../rules/case-actions'
import { type Changed, changeCase, rightsOn } from './change-case'

export type NewFile = {
  readonly complaintId: string
  readonly revision?: number | null
  readonly name: string
  readonly bytes: Uint8Array
}

/** Files of one case, so that nobody fills the disk by accident. */
const MOST_FILES = 30

/** Adds a photo or PDF; what it is, its content says. The bytes are on disk before the row says so. */
export async function attachFile(
  ctx: Ctx,
  input: NewFile,
): Promise<Result<Changed<{ fileId: string; name: string }>>> {
  const inspected = await inspectFile(input.bytes, input.name)
  if ('problem' in inspected) {
    const params = { limitMegabytes: LARGEST_FILE_BYTES / 1024 / 1024, name: input.name.slice(0, 80) }
    return refuse(inspected.problem, params, { file: inspected.problem })
  }
  return addInspected(ctx, input, inspected.file)
}

function addInspected(ctx: Ctx, input: NewFile, file: InspectedFile) {
  return changeCase(
    ctx,
    { complaintId: input.complaintId, revision: input.revision ?? null },
    'attach_file',
    async (tx, held) => {
      const name = held.clean(file.name)!
      const present = await tx.tx.complaintFile.findMany({
        where: { complaintId: held.row.id },
        select: { id: true, sha256: true },
      })
      if (present.some(({ sha256 }) => sha256 === file.sha256))
        throw new RefusedError({ code: 'file_already_there', params: { name } })
      if (present.length >= MOST_FILES)
        throw new RefusedError({ code: 'file_too_many', params: { limit: MOST_FILES } })
      await storeFile(file.sha256, input.bytes)
      const id = newId(held.now.getTime())
      await tx.tx.complaintFile.create({
        data: {
          id,
          complaintId: held.row.id,
          name,
          mime: file.mime,
          sizeBytes: file.sizeBytes,
          sha256: file.sha256,
          addedById: actorId(tx) ?? held.row.ownerId,
          addedAt: held.now,
        },
      })
      return {
        facts: [
          {
            type: 'complaint.file_added',
            attrs: { fileId: id, name, mime: file.mime, sizeBytes: file.sizeBytes },
          },
        ],
        detail: { fileId: id, sha256: file.sha256 },
        value: { fileId: id, name },
      }
    },
  )
}

export type ReadFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

/** A file of a case the actor may see. */
export async function readCaseFile(ctx: Ctx, complaintId: string, fileId: string): Promise<Result<ReadFile>> {
  const file = await reader(ctx).complaintFile.findFirst({
    where: { id: fileId, complaintId },
    include: { complaint: { select: { unitId: true, ownerId: true, firstOwnerId: true } } },
  })
  const unit = file && (await orgTree(ctx)).find(file.complaint.unitId)
  if (!file || !unit || !maySee(rightsOn(ctx, file.complaint, unit))) return refuse('not_found')
  return { ok: true, value: { name: file.name, mime: file.mime, bytes: await readStoredFile(file.sha256) } }
}
