import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Mapping } from '@/imports/rules/mapping'
import { beginImport, saveMapping } from '@/imports/service/draft'
import { runImport } from '@/imports/service/run'
import { startImport } from '@/imports/service/start'
import { type Batch, findBatch } from '@/imports/store/batches'
import { receiveSource } from '@/imports/store/source-file'
import { unwrap } from '@/kernel/result'
import type { Ctx } from '@/platform/context'
import { DATA_KEY } from './case-actors'

/** A folder for files and a key for personal data, set for this test file; call `forget` at the end. */
export function prepareFiles(): { readonly filesDir: string; readonly forget: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'jiannuo-imports-'))
  const filesDir = join(folder, 'files')
  mkdirSync(filesDir)
  process.env.JIANNUO_FILES_DIR = filesDir
  process.env.JIANNUO_DATA_KEY = DATA_KEY
  return { filesDir, forget: () => rmSync(folder, { recursive: true, force: true }) }
}

async function* oneByOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
}

/** Uploads a file and gives the draft. */
export async function uploaded(
  ctx: Ctx,
  bytes: Uint8Array,
  options: { unitId?: string; fileName?: string } = {},
): Promise<Batch> {
  const source = await receiveSource(oneByOne(bytes))
  if (typeof source === 'string') throw new Error(source)
  const { id } = unwrap(
    await beginImport(ctx, {
      fileName: options.fileName ?? 'file.csv',
      source,
      ...(options.unitId ? { unitId: options.unitId } : {}),
    }),
  )
  return batchNow(ctx, id)
}

export async function batchNow(ctx: Ctx, id: string): Promise<Batch> {
  const batch = await findBatch(ctx.db, id)
  if (!batch) throw new Error('no batch')
  return batch
}

/** Changes the mapping of a draft. */
export async function chosen(ctx: Ctx, batch: Batch, change: Partial<Mapping>): Promise<void> {
  const { mapping } = await batchNow(ctx, batch.id)
  unwrap(
    await saveMapping(ctx, { batchId: batch.id, unitId: batch.unitId, mapping: { ...mapping, ...change } }),
  )
}

/** Uploads, starts and runs a file to its end. */
export async function imported(
  ctx: Ctx,
  bytes: Uint8Array,
  change: Partial<Mapping> = {},
  unitId?: string,
): Promise<Batch> {
  const draft = await uploaded(ctx, bytes, unitId ? { unitId } : {})
  await chosen(ctx, draft, change)
  unwrap(await startImport(ctx, draft.id, { queue: false }))
  return unwrap(await runImport(ctx, draft.id))
}
