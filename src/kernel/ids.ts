import { createHash, randomBytes } from 'node:crypto'

const POOL_BYTES = 4096
let pool = Buffer.alloc(0)
let used = 0

/** 16 random bytes; taken from the system 256 ids at a time, because asking costs more than everything else here. */
function sixteenRandomBytes(): Buffer {
  if (used === pool.length) {
    pool = randomBytes(POOL_BYTES)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

/** A UUIDv7 for the given instant: sorts by time, 74 random bits. */
export function newId(atMs: number): string {
  const bytes = sixteenRandomBytes()
  bytes.writeUIntBE(Math.max(0, Math.floor(atMs)), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return format(bytes)
}

/** The same id for the same name, so that a rebuild gives each obligation the id it had (UUIDv8 of SHA-256). */
export function idOfName(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return format(bytes)
}

function format(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
