/** Limits on guessing passwords. Times in ms. */
const MINUTE_MS = 60_000

/** Wrong passwords for one user name within the window that lock it, and for how long. */
export const USERNAME_LIMIT = { failures: 5, windowMs: 15 * MINUTE_MS, lockMs: 15 * MINUTE_MS } as const

/** Wrong passwords from one address within the window, whatever the user names. */
export const ADDRESS_LIMIT = { failures: 30, windowMs: 15 * MINUTE_MS } as const

/**
 * Without a proxy that tells addresses apart, everybody shares one; a low limit would let one guesser lock all out.
 */
export const SHARED_ADDRESS_LIMIT = { failures: 300, windowMs: 15 * MINUTE_MS } as const

/**
 * Until when a user name is locked, from its failures since the last success or unlocking (any order); null: not
 * locked. The lock starts with the failure that used up the limit; failures are not counted while it holds.
 */
export function lockedUntil(failures: readonly Date[], now: Date): Date | null {
  const latest = [...failures].sort((a, b) => b.getTime() - a.getTime()).slice(0, USERNAME_LIMIT.failures)
  const [last, first] = [latest[0], latest[USERNAME_LIMIT.failures - 1]]
  if (!last || !first || last.getTime() - first.getTime() >= USERNAME_LIMIT.windowMs) return null
  const until = new Date(last.getTime() + USERNAME_LIMIT.lockMs)
  return now < until ? until : null
}

/**
 * When an address may try again, from its failures in the window (any order); null: now.
 * The wait ends when enough of them have left the window.
 */
export function addressWaitsUntil(
  failures: readonly Date[],
  now: Date,
  limit: { readonly failures: number; readonly windowMs: number } = ADDRESS_LIMIT,
): Date | null {
  const recent = failures.filter((at) => now.getTime() - at.getTime() < limit.windowMs)
  const nth = recent.sort((a, b) => b.getTime() - a.getTime())[limit.failures - 1]
  return nth ? new Date(nth.getTime() + limit.windowMs) : null
}
