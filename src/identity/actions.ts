'use server'

import type { Route } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { ok } from '@/kernel/result'
import { setLocale } from '@/platform/i18n/actions'
import { changeOwnPassword } from './change-password'
import { action } from './guard'
import { changePasswordInput, languageInput } from './schema'
import { issueSessionToken, SESSION_SECONDS, sessionCookieName } from './session-token'

export const changePasswordAction = action('signed_in')
  .inputSchema(changePasswordInput)
  .action(async ({ ctx, parsedInput }) => {
    const changed = await changeOwnPassword(ctx, parsedInput)
    if (!changed.ok) return changed
    // Every session of the person has ended with the change; this browser goes on with a new one.
    await setSessionCookie(await issueSessionToken(changed.value, ctx.clock()))
    return ok(null)
  })

/** The language of the account (for mails) and of this browser. */
export const setOwnLanguageAction = action('account.own')
  .inputSchema(languageInput)
  .action(async ({ ctx, parsedInput: { locale } }) => {
    if (ctx.actor.kind === 'staff') {
      await ctx.db.staff.update({ where: { id: ctx.actor.staffId }, data: { locale } })
    }
    await setLocale(locale)
    return ok(null)
  })

/** Public: who is not signed in any more may leave too. */
export async function signOut(): Promise<void> {
  const cookieStore = await cookies()
  cookieStore.delete({ name: sessionCookieName(), path: '/', secure: isSecure() })
  redirect('/sign-in' as Route)
}

async function setSessionCookie(token: string): Promise<void> {
  const cookieStore = await cookies()
  cookieStore.set(sessionCookieName(), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(),
    maxAge: SESSION_SECONDS,
  })
}

const isSecure = (): boolean => sessionCookieName().startsWith('__Secure-')
