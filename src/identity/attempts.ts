import { createHmac, hkdfSync } from 'node:crypto'
import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'
import { authSettings } from '@/platform/env'
import { USERNAME_LIMIT } from './rules/guess-limits'

/** Sign-in attempts, kept under keyed hashes: the table does not tell who tried or from where. */

function keyedHash(kind: 'username' | 'address', text: string): string {
  const key = Buffer.from(hkdfSync('sha256', authSettings().secret, '', `jiannuo sign-in ${kind}`, 32))
  return createHmac('sha256', key).update(text.trim().toLowerCase()).digest('base64url')
}

export const usernameHash = (username: string): string => keyedHash('username', username)
export const addressHash = (address: string): string => keyedHash('address', address)

/** One attempt at a time per user name, so that many at once cannot slip past the limit together. */
export async function lockUsername(tx: Tx, username: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in ${usernameHash(username)}`}, 0))`
}

/** Failures of a user name since its last success, newest first; only as many as the limit needs. */
export async function failuresOfUsername(tx: Tx, username: string): Promise<Date[]> {
  const hash = usernameHash(username)
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    SELECT at FROM sign_in_attempt
     WHERE username_hash = ${hash} AND NOT succeeded
       AND at >= coalesce((SELECT max(at) FROM sign_in_attempt WHERE username_hash = ${hash} AND succeeded), '-infinity')
     ORDER BY at DESC LIMIT ${USERNAME_LIMIT.failures}`
  return rows.map(({ at }) => at)
}

/** Newest failures from an address after `since`, at most `limit`. */
export async function failuresOfAddress(
  tx: Tx,
  address: string,
  since: Date,
  limit: number,
): Promise<Date[]> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    SELECT at FROM sign_in_attempt
     WHERE address_hash = ${addressHash(address)} AND NOT succeeded AND at > ${since}
     ORDER BY at DESC LIMIT ${limit}`
  return rows.map(({ at }) => at)
}

/** Writes the attempt down as failed before the password is checked; `markSucceeded` corrects it. */
export async function recordAttempt(tx: Tx, username: string, address: string, at: Date): Promise<string> {
  const id = newId(at.getTime())
  await tx.signInAttempt.create({
    data: {
      id,
      usernameHash: usernameHash(username),
      addressHash: addressHash(address),
      at,
      succeeded: false,
    },
  })
  return id
}

export async function markSucceeded(tx: Tx, id: string): Promise<void> {
  await tx.signInAttempt.update({ where: { id }, data: { succeeded: true } })
}

/** Forgets the failures of a user name: an administrator unlocked it or set a new password. */
export async function forgetFailures(tx: Tx, username: string): Promise<void> {
  await tx.signInAttempt.deleteMany({ where: { usernameHash: usernameHash(username), succeeded: false } })
}

/** Attempts older than a day have no use any more. */
export async function forgetOldAttempts(tx: Tx, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 24 * 60 * 60_000)
  await tx.signInAttempt.deleteMany({ where: { at: { lt: before } } })
}
