import { unseal } from '@/platform/crypto'
import { maskName, maskPhone } from '../rules/identity'

const MASKS = { 'customer.phone': maskPhone, 'customer.name': maskName } as const
const MOST_KEPT = 20_000
/** By purpose and sealed value: a value sealed anew has another nonce, so no mask outlives what it was made of. */
const kept = new Map<string, string>()

/**
 * The masked form (`138****1234`, `张*`) of a sealed value. Lists ask for the same fifty customers on every visit, and
 * opening a value takes ten times as long as looking its mask up. Only masks are kept, the oldest leave first.
 * @throws UnsealError when the value was changed or sealed with a key we do not have
 */
export function maskOfSealed(purpose: keyof typeof MASKS, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const key = `${purpose} ${bytes.toString('latin1')}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const mask = MASKS[purpose](unseal(purpose, sealed))
  if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break
  kept.set(key, mask)
  return mask
}
