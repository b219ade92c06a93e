import { createReadStream } from 'node:fs'
import { Parse } from 'unzipper'

/** Bytes a workbook may come to when it is unpacked: a small file can hold thousands of times its size. */
export type UnpackedLimits = {
  readonly totalBytes: number
  /** The table of texts, which is held in memory while the rows are read. */
  readonly textsBytes: number
}

export const UNPACKED_LIMITS: UnpackedLimits = {
  totalBytes: 1024 * 1024 * 1024,
  textsBytes: 256 * 1024 * 1024,
}

const TEXTS = /(^|\/)sharedStrings\.xml$/i

/**
 * Whether a workbook stays within the limits. Counts what really comes out and stops as soon as it is too much; what the
 * file says of its sizes is not believed.
 * @throws the reader's error for what is no zip file
 */
export async function unpacksWithin(
  path: string,
  limits: UnpackedLimits = UNPACKED_LIMITS,
): Promise<boolean> {
  const file = createReadStream(path)
  const entries = Parse({ forceStream: true })
  file.on('error', (error) => entries.destroy(error))
  file.pipe(entries)
  let totalBytes = 0
  try {
    for await (const entry of entries) {
      let entryBytes = 0
      const largest = TEXTS.test(entry.path) ? limits.textsBytes : limits.totalBytes
      for await (const piece of entry as AsyncIterable<Uint8Array>) {
        entryBytes += piece.length
        totalBytes += piece.length
        if (entryBytes > largest || totalBytes > limits.totalBytes) return false
      }
    }
    return true
  } finally {
    file.destroy()
    entries.destroy()
  }
}
