import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { dataKey } from './env'

/**
 * Personal data at rest: AES-256-GCM, a key of its own for each purpose (HKDF from JIANNUO_DATA_KEY), and keyed
 * hashes by which encrypted values can be found. Each sealed value begins with the version of the key it was made
 * with, so that a later key can live beside the first while rows are sealed anew.
 *
 * Layout of a sealed value: version (1 byte), nonce (12), tag (16), ciphertext.
 */

const KEY_VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES

/** What a value is for; a value sealed for one purpose cannot be opened for another. */
export type SealPurpose =
  | 'customer.phone'
  | 'customer.name'
  | 'customer.identity'
  | 'customer.account'
  | 'customer.email'
  | 'message.text'
  | 'import.row'
export type HashPurpose =
  | 'customer.phone'
  | 'customer.phone_tail'
  | 'customer.name'
  | 'customer.account'
  | 'sign_in.username'
  | 'sign_in.address'

/** A sealed value that was changed, was made with another key, or is not one of ours. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError'
}

/** By the master key and what each is for. */
const derived = new WeakMap<Buffer, Map<string, Buffer>>()

function keyFor(use: 'seal' | 'hash', purpose: string): Buffer {
  const master = dataKey()
  const ofMaster = derived.get(master) ?? new Map<string, Buffer>()
  derived.set(master, ofMaster)
  const info = `jiannuo/v${KEY_VERSION}/${use}/${purpose}`
  const known = ofMaster.get(info)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), info, 32))
  ofMaster.set(info, key)
  return key
}

/** Encrypts a text for a purpose; the same text gives another value each time. */
export function seal(purpose: SealPurpose, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal', purpose), nonce)
  cipher.setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(KEY_VERSION), nonce, cipher.getAuthTag(), body]))
}

/**
 * The text of a sealed value.
 * @throws UnsealError when it was tampered with, sealed for another purpose or with a key we do not have
 */
export function unseal(purpose: SealPurpose, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  if (bytes.length < HEAD_BYTES) throw new UnsealError('too short')
  if (bytes[0] !== KEY_VERSION)
    throw new UnsealError(`sealed with key version ${bytes[0]}, which is not known here`)
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyFor('seal', purpose),
    bytes.subarray(1, 1 + NONCE_BYTES),
  )
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEAD_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    throw new UnsealError('changed, or sealed with another key')
  }
}

/** The same text gives the same hash under one key and purpose; without the key it cannot be guessed back. */
export function keyedHash(purpose: HashPurpose, text: string): string {
  return createHmac('sha256', keyFor('hash', purpose)).update(text, 'utf8').digest('base64url')
}
