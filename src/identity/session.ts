import { cookies } from 'next/headers'
import { cache } from 'react'
import type { Locale } from '@/kernel/text'
import type { Ctx } from '@/platform/context'
import { type Db, db } from '@/platform/db/client'
import { isLocale, LOCALE_COOKIE } from '@/platform/i18n/locale'
import { readSessionToken, sessionCookieName } from './session-token'
import { loadSessionAccount, type SessionAccount } from './store'

/** A signed-in person and the context their use cases run in. */
export type Session = { readonly account: SessionAccount; readonly ctx: Ctx }

/**
 * The session a token stands for: genuine, not expired, the account open and its session version unchanged (closing
 * the account, changing its roles and resetting its password raise that version). One query.
 */
export async function sessionOfToken(
  database: Db,
  token: string | undefined,
  { chosenLocale, clock = () => new Date() }: { chosenLocale?: Locale; clock?: () => Date } = {},
): Promise<Session | null> {
  if (!token) return null
  const claims = await readSessionToken(token, clock())
  if (!claims) return null
  const account = await loadSessionAccount(database, claims.staffId)
  if (!account || account.closedAt || account.sessionVersion !== claims.sessionVersion) return null
  return sessionOf(database, account, clock, chosenLocale)
}

/** The session of an account that has shown who it is. */
export function sessionOf(
  database: Db,
  account: SessionAccount,
  clock: () => Date,
  chosenLocale?: Locale,
): Session {
  const ctx: Ctx = {
    db: database,
    actor: {
      kind: 'staff',
      staffId: account.staffId,
      displayName: account.displayName,
      homeUnitId: account.homeUnitId,
      grants: account.grants,
    },
    clock,
    locale: chosenLocale ?? account.locale,
    configEpoch: account.configEpoch,
  }
  return { account, ctx }
}

/** Session of the current request, or null when signed out. Asked once per rendered page, however many parts ask. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const cookieStore = await cookies()
  const chosen = cookieStore.get(LOCALE_COOKIE)?.value
  return sessionOfToken(db(), cookieStore.get(sessionCookieName())?.value, {
    ...(isLocale(chosen) ? { chosenLocale: chosen } : {}),
  })
})

/** Context of the current request's person, or null when signed out. */
export async function currentCtx(): Promise<Ctx | null> {
  return (await currentSession())?.ctx ?? null
}
