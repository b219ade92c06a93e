import { createHash } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import { authSettings } from '@/platform/env'

/** How long a sign-in lasts. */
export const SESSION_SECONDS = 12 * 60 * 60

/** What a session cookie says; everything else about the person is read from the database on each request. */
export type SessionClaims = { readonly staffId: string; readonly sessionVersion: number }

/** Claims of a new session. `signedInAt` (seconds) bounds it even though next-auth prolongs tokens it is shown. */
export const newSessionClaims = ({ staffId, sessionVersion }: SessionClaims, now: Date) => ({
  sub: staffId,
  sessionVersion,
  signedInAt: Math.floor(now.getTime() / 1000),
})

/** Name of the session cookie; browsers accept the `__Secure-` one over https only. */
export function sessionCookieName(): string {
  const name = 'next-auth.session-token'
  return authSettings().baseUrl.startsWith('https://') ? `__Secure-${name}` : name
}

/** A session token as next-auth writes it into the cookie. Used by sign-in and by tests and benchmarks. */
export function issueSessionToken(claims: SessionClaims, now: Date): Promise<string> {
  return encode({
    token: newSessionClaims(claims, now),
    secret: authSettings().secret,
    maxAge: SESSION_SECONDS,
  })
}

type Decoded = SessionClaims & { readonly expiresAtSeconds: number }

const MAX_REMEMBERED = 5_000
/** Decrypting costs more than the rest of a request's checks, so a token that was good stays decoded until it expires. */
const remembered = new Map<string, Decoded>()

/** Claims of a token that is genuine and has not expired; null otherwise. */
export async function readSessionToken(token: string, now: Date): Promise<SessionClaims | null> {
  const { secret } = authSettings()
  const key = createHash('sha256').update(secret).update('\0').update(token).digest('base64')
  const known = remembered.get(key) ?? (await decodeToken(token, secret))
  if (!known || known.expiresAtSeconds * 1000 <= now.getTime()) {
    remembered.delete(key)
    return null
  }
  if (!remembered.has(key)) {
    const oldest = remembered.keys().next().value
    if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest)
    remembered.set(key, known)
  }
  return { staffId: known.staffId, sessionVersion: known.sessionVersion }
}

async function decodeToken(token: string, secret: string): Promise<Decoded | null> {
  try {
    const claims = await decode({ token, secret })
    const { sub, sessionVersion, signedInAt } = claims ?? {}
    if (typeof sub !== 'string' || typeof sessionVersion !== 'number' || typeof signedInAt !== 'number')
      return null
    return { staffId: sub, sessionVersion, expiresAtSeconds: signedInAt + SESSION_SECONDS }
  } catch {
    // Forged, cut off or signed with a former secret: as good as none.
    return null
  }
}
