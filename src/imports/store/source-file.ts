import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { filesDir } from '@/platform/env'
import { type Encoding, EncodingDetector } from '../rules/encoding'

/** Files to import lie beside the attachments under their own hash, until everything is taken out of them. */
export const LARGEST_IMPORT_BYTES = 100 * 1024 * 1024

export type SourceFormat = 'csv' | 'xlsx'
export type SourceFile = {
  readonly sha256: string
  readonly sizeBytes: number
  readonly format: SourceFormat
  /** Of a text file; null for a workbook. */
  readonly encoding: Encoding | null
}
export type SourceProblem =
  | 'import_file_empty'
  | 'import_file_too_large'
  | 'import_file_type'
  | 'import_file_old_excel'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0]
const startsWith = (bytes: Uint8Array, mark: readonly number[]) =>
  mark.every((byte, index) => bytes[index] === byte)

/** Where a file with that hash lies. */
export function sourcePath(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the hash of a file')
  return path.join(/*turbopackIgnore: true*/ filesDir(), 'imports', sha256)
}

/** Looks at bytes as they pass: size, hash, and what sort of file they are, by content and never by name. */
class Inspector {
  private readonly hash = createHash('sha256')
  private readonly text = new EncodingDetector()
  private head = new Uint8Array()
  sizeBytes = 0

  constructor(private readonly largestBytes: number) {}

  take(bytes: Uint8Array): void {
    if (this.head.length < 4) this.head = new Uint8Array([...this.head, ...bytes.subarray(0, 4)])
    this.sizeBytes += bytes.length
    this.hash.update(bytes)
    if (!startsWith(this.head, ZIP)) this.text.push(bytes)
  }

  result(): SourceFile | SourceProblem {
    const { sizeBytes } = this
    if (sizeBytes === 0) return 'import_file_empty'
    if (sizeBytes > this.largestBytes) return 'import_file_too_large'
    if (startsWith(this.head, OLD_OFFICE)) return 'import_file_old_excel'
    const sha256 = this.hash.digest('hex')
    if (startsWith(this.head, ZIP)) return { sha256, sizeBytes, format: 'xlsx', encoding: null }
    const encoding = this.text.result()
    return encoding === null ? 'import_file_type' : { sha256, sizeBytes, format: 'csv', encoding }
  }
}

/** Writes what arrives to disk, complete or not at all, without ever holding all of it in memory. */
export async function receiveSource(
  bytes: AsyncIterable<Uint8Array>,
  largestBytes = LARGEST_IMPORT_BYTES,
): Promise<SourceFile | SourceProblem> {
  const folder = path.join(/*turbopackIgnore: true*/ filesDir(), 'imports')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = path.join(folder, `draft.${randomUUID()}`)
  const inspector = new Inspector(largestBytes)
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      for await (const piece of bytes) {
        inspector.take(piece)
        if (inspector.sizeBytes > largestBytes) break
        await handle.write(piece)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const result = inspector.result()
    if (typeof result !== 'string') await rename(draft, sourcePath(result.sha256))
    return result
  } finally {
    await rm(draft, { force: true })
  }
}

/** The same look at a file that already lies on disk. */
export async function inspectSource(
  file: string,
  largestBytes = LARGEST_IMPORT_BYTES,
): Promise<SourceFile | SourceProblem> {
  const inspector = new Inspector(largestBytes)
  for await (const piece of createReadStream(file)) inspector.take(piece as Uint8Array)
  return inspector.result()
}

/** Whether the stored file is there. */
export const hasSource = (sha256: string): Promise<boolean> =>
  stat(sourcePath(sha256)).then(
    () => true,
    () => false,
  )

/** Removes the file; its rows are cases now, or kept one by one to be corrected. */
export const removeSource = (sha256: string): Promise<void> => rm(sourcePath(sha256), { force: true })
