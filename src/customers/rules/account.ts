const ACCOUNT = /^[A-Z0-9][A-Z0-9._@/]{2,39}$/

/**
 * One spelling for one billing account: half width, upper case, without blanks and dashes.
 * @returns null when it is no account number (3 to 40 letters, digits, dots, slashes or underscores)
 */
export function normaliseAccount(typed: string): string | null {
  const account = typed
    .normalize('NFKC')
    .replace(/[\s\-‐-―−]/g, '')
    .toUpperCase()
  return ACCOUNT.test(account) ? account : null
}

/** First two and last four, four stars between; short ones show the last two only. */
export function maskAccount(account: string): string {
  return account.length >= 8 ? `${account.slice(0, 2)}****${account.slice(-4)}` : `****${account.slice(-2)}`
}
