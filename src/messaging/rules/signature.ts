import { createHmac, timingSafeEqual } from 'node:crypto'

/** A call-back is believed for this long after it was signed. */
export const SIGNATURE_MAX_AGE_MS = 5 * 60_000

/** HMAC-SHA256 in hex over `<timestamp>.<body>`; the timestamp in whole seconds since 1970. */
export const signatureOf = (secret: string, timestamp: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')

/** Whether a call-back was signed with the secret, not long ago. The header is `sha256=<hex>`. */
export function isSigned(
  secret: string,
  given: { readonly timestamp: string | null; readonly signature: string | null; readonly body: Uint8Array },
  now: Date,
): boolean {
  const { timestamp, signature, body } = given
  if (!timestamp || !/^\d{1,12}$/.test(timestamp) || !signature) return false
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > SIGNATURE_MAX_AGE_MS) return false
  const right = Buffer.from(`sha256=${signatureOf(secret, timestamp, body)}`)
  const typed = Buffer.from(signature)
  return typed.length === right.length && timingSafeEqual(typed, right)
}
