export const ENCODINGS = ['utf-8', 'gb18030', 'big5', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

/**
 * Tells from all bytes of a text file how it is written: by its byte order mark, else UTF-8 when every byte fits it, else
 * GB18030 when every byte fits that (what Excel in China saves as CSV), else Windows-1252. Big5 is not told apart from
 * GB18030 by itself; people choose it.
 */
export class EncodingDetector {
  private readonly utf8 = new StrictDecoder('utf-8')
  private readonly gb18030 = new StrictDecoder('gb18030')
  private marked: Encoding | null = null
  private isFirst = true
  private hasNul = false

  push(bytes: Uint8Array): void {
    if (this.isFirst) {
      this.marked = markOf(bytes)
      this.isFirst = false
    }
    if (this.marked) return
    this.hasNul ||= bytes.includes(0)
    this.utf8.push(bytes)
    if (!this.utf8.fits) this.gb18030Catches(bytes)
    else this.before.push(bytes)
  }

  /** Bytes that are plain UTF-8 so far; read again as GB18030 when a later one is not. */
  private before: Uint8Array[] = []

  private gb18030Catches(bytes: Uint8Array): void {
    for (const earlier of this.before) this.gb18030.push(earlier)
    this.before = []
    this.gb18030.push(bytes)
  }

  /** null: no text at all (it holds zero bytes). */
  result(): Encoding | null {
    if (this.marked) return this.marked
    if (this.hasNul) return null
    this.utf8.end()
    if (this.utf8.fits) return 'utf-8'
    if (this.before.length > 0) this.gb18030Catches(new Uint8Array())
    this.gb18030.end()
    return this.gb18030.fits ? 'gb18030' : 'windows-1252'
  }
}

class StrictDecoder {
  fits = true
  private readonly decoder: TextDecoder
  constructor(encoding: string) {
    this.decoder = new TextDecoder(encoding, { fatal: true })
  }
  push(bytes: Uint8Array): void {
    this.try(() => this.decoder.decode(bytes, { stream: true }))
  }
  end(): void {
    this.try(() => this.decoder.decode())
  }
  private try(decode: () => void): void {
    if (!this.fits) return
    try {
      decode()
    } catch {
      this.fits = false
    }
  }
}

function markOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}
