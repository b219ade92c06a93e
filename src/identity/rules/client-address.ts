/** Stands for everybody when no proxy tells addresses apart. */
export const SHARED_ADDRESS = 'direct'

/**
 * The browser's address out of `X-Forwarded-For`, given how many of our own proxies stand in front: each appends the
 * address it saw, so only the last `proxyHops` entries can be believed. With none, the header is anybody's claim.
 */
export function clientAddress(forwardedFor: string | null | undefined, proxyHops: number): string {
  if (proxyHops < 1) return SHARED_ADDRESS
  const addresses = (forwardedFor ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  return addresses[addresses.length - proxyHops] ?? SHARED_ADDRESS
}
