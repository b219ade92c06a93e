import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import { filesDir } from './env'

/**
 * Attachments. What a file is, is told by its bytes and never by its name; it lies outside the web root under its own
 * hash, without a name or an extension, readable by us alone and executable by nobody.
 */

export const LARGEST_FILE_BYTES = 10 * 1024 * 1024

export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf'] as const
export type FileType = (typeof FILE_TYPES)[number]

const EXTENSION: Record<FileType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
}

export type FileProblem = 'file_empty' | 'file_too_large' | 'file_type_refused'
export type InspectedFile = {
  readonly mime: FileType
  readonly sizeBytes: number
  /** Hex; also where the file lies. */
  readonly sha256: string
  readonly name: string
}

/** Photo or PDF by content, not larger than 10 MB; says what is wrong otherwise. */
export async function inspectFile(
  bytes: Uint8Array,
  givenName: string,
): Promise<{ file: InspectedFile } | { problem: FileProblem }> {
  if (bytes.length === 0) return { problem: 'file_empty' }
  if (bytes.length > LARGEST_FILE_BYTES) return { problem: 'file_too_large' }
  const told = (await fileTypeFromBuffer(bytes))?.mime
  const mime = FILE_TYPES.find((each) => each === told)
  if (!mime) return { problem: 'file_type_refused' }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { file: { mime, sizeBytes: bytes.length, sha256, name: safeFileName(givenName, mime) } }
}

/** A name to show and to download under: no folders, no control or direction characters, the extension of its content. */
export function safeFileName(givenName: string, mime: FileType): string {
  const base = givenName
    .normalize('NFC')
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/^[\s.]+/, '')
    .replace(/\.[^.]*$/, '')
    .trim()
  const short = [...base].slice(0, 80).join('').trim()
  return `${short || 'file'}.${EXTENSION[mime]}`
}

const placeOf = (sha256: string): string => {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not the hash of a file')
  return path.join(/*turbopackIgnore: true*/ filesDir(), sha256.slice(0, 2), sha256)
}

/** Writes the bytes under their hash; complete or not at all, and once for equal files. */
export async function storeFile(sha256: string, bytes: Uint8Array): Promise<void> {
  const place = placeOf(sha256)
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  const draft = `${place}.${randomUUID()}`
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** The bytes of a stored file. Throws when it is gone or no longer what was stored. */
export async function readStoredFile(sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(placeOf(sha256))
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error('a stored file has changed')
  return bytes
}
