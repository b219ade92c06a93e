import { createHash, randomBytes } from 'node:crypto'
import { type Result, refuse } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import type { Db } from '@/platform/db/client'
import { proxyHops } from '@/platform/env'
import { pickLocale } from '@/platform/i18n/locale'
import * as attempts from './attempts'
import { clientAddress, SHARED_ADDRESS } from './rules/client-address'
import { ADDRESS_LIMIT, addressWaitsUntil, SHARED_ADDRESS_LIMIT } from './rules/guess-limits'
import { type Session, sessionOf } from './session'
import { loadSessionAccount } from './store'

/** Tokens begin so, which lets tools that look for leaked secrets find them. */
const PREFIX = 'jiannuo_'
const SHAPE = /^jiannuo_[A-Za-z0-9_-]{43}$/
/** `last_used_at` is written no oftener. */
const USE_NOTED_EVERY_MS = 60_000
/** Under this name wrong tokens are counted, for the limit per address. */
const ATTEMPTS_NAME = 'api token'

/** A new token: 256 random bits. It is shown once; only its hash is kept. */
export const newToken = (): string => PREFIX + randomBytes(32).toString('base64url')

/** A plain hash is enough: what is hashed is random and cannot be guessed. */
export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The token of a request; null when it brings none. */
export function bearerToken(request: Request): string | null {
  return /^Bearer[ ]+(\S.*)$/i.exec(request.headers.get('authorization') ?? '')?.[1]?.trim() ?? null
}

type Clocked = { readonly clock?: () => Date }

/**
 * Session of the system a token stands for. Refusals: `token_wrong` (unknown, revoked, account closed) and, after too
 * many wrong ones from one address, `sign_in_too_many` {until}. A right token is never held up by others' wrong ones.
 */
export async function sessionOfBearer(
  db: Db,
  token: string,
  request: Request,
  { clock = () => new Date() }: Clocked = {},
): Promise<Result<Session>> {
  const now = clock()
  const staffId = SHAPE.test(token) ? await staffOfToken(db, tokenHashOf(token), now) : null
  const account = staffId === null ? null : await loadSessionAccount(db, staffId)
  if (account && !account.closedAt)
    return { ok: true, value: sessionOf(db, account, clock, localeOf(request)) }
  const address = clientAddress(request.headers.get('x-forwarded-for'), proxyHops())
  const limit = address === SHARED_ADDRESS ? SHARED_ADDRESS_LIMIT : ADDRESS_LIMIT
  return db.$transaction(async (tx) => {
    const since = new Date(now.getTime() - limit.windowMs)
    const failures = await attempts.failuresOfAddress(tx, address, since, limit.failures)
    const until = addressWaitsUntil(failures, now, limit)
    if (until) return refuse('sign_in_too_many', { until: until.toISOString() })
    await attempts.recordAttempt(tx, ATTEMPTS_NAME, address, now)
    return refuse('token_wrong')
  })
}

/** The language the system asks for; its account's own where it asks for none. */
function localeOf(request: Request): Locale | undefined {
  const asked = request.headers.get('accept-language')
  return asked && asked !== '*' ? pickLocale(undefined, asked) : undefined
}

/** Account of a token in force; notes its use. */
async function staffOfToken(db: Db, hash: string, now: Date): Promise<string | null> {
  const row = await db.apiToken.findUnique({ where: { tokenHash: hash } })
  if (!row || row.revokedAt) return null
  const noted = row.lastUsedAt?.getTime() ?? 0
  if (now.getTime() - noted > USE_NOTED_EVERY_MS)
    await db.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } })
  return row.staffId
}
