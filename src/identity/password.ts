import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

/** False for a wrong password and for a stored text that is no hash. */
export async function isPassword(storedHash: string, password: string): Promise<boolean> {
  try {
    return await verify(storedHash, password.normalize('NFKC'))
  } catch {
    return false
  }
}

let decoy: Promise<string> | undefined

/** Takes as long as checking a real password, so that an unknown user name cannot be told by the clock. */
export async function pretendToCheck(password: string): Promise<void> {
  decoy ??= hashPassword('nobody has this password')
  await isPassword(await decoy, password)
}

/** No 0/O, 1/l/I: the password is read out or copied by hand once. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A one-time password in four groups, about 79 bits: `k7wm-2xqd-9hfa-ur5t`. */
export function temporaryPassword(): string {
  const character = () => ALPHABET.charAt(randomInt(ALPHABET.length))
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, character).join('')).join('-')
}
