/** When a message that was not taken is tried again. Times in ms. */
export const FIRST_PAUSE_MS = 15_000
export const LONGEST_PAUSE_MS = 30 * 60_000
/** Attempts until it is given up; with the pauses above that is about two hours. */
export const MOST_ATTEMPTS = 10
/** A worker that died holds a message no longer than this. */
export const LEASE_MS = 120_000

/**
 * Pause before attempt `attempt + 1`: doubles each time up to the longest, of which a random half is taken away, so that
 * messages that failed together do not all come back together.
 * @param attempt attempts made so far, 1 or more
 * @param random 0 up to 1
 */
export function retryPauseMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1))
  return Math.round(full * (0.5 + random / 2))
}
