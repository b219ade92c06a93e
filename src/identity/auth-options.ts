import { cookies } from 'next/headers'
import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { db } from '@/platform/db/client'
import { authSettings, proxyHops } from '@/platform/env'
import { currentLocale } from '@/platform/i18n/current-locale'
import { isLocale, LOCALE_COOKIE } from '@/platform/i18n/locale'
import { clientAddress } from './rules/client-address'
import { PASSWORD_MAX_CHARACTERS } from './rules/password'
import { newSessionClaims, SESSION_SECONDS, sessionCookieName } from './session-token'
import { type SignedIn, signIn } from './sign-in'
import { formatSignInError } from './sign-in-error'

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * next-auth with user names and passwords; a session is a signed cookie checked against the database each time.
 * @param onFailure hears of errors nobody foresaw: next-auth would show their message to whoever asked
 */
export function authOptions(onFailure: (error: unknown) => void): AuthOptions {
  return {
    secret: authSettings().secret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: sessionCookieName().startsWith('__Secure-'),
    providers: [
      CredentialsProvider({
        id: 'credentials',
        credentials: { username: {}, password: {} },
        authorize: async (credentials, request) => {
          try {
            return await authorize(credentials, request.headers?.['x-forwarded-for'])
          } catch (error) {
            if (!(error instanceof SignInRefusedError)) onFailure(error)
            throw error instanceof SignInRefusedError ? error : new Error('failed')
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user && 'sessionVersion' in user && typeof user.sessionVersion === 'number'
          ? newSessionClaims({ staffId: user.id, sessionVersion: user.sessionVersion }, new Date())
          : token,
      // The browser asks for nothing here; pages know the person from the database.
      session: ({ session }) => ({ expires: session.expires }),
    },
  }
}

/** Its message is what next-auth hands on to the sign-in page as `?error=`. */
class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError'
}

// A request of one's own making may hold anything; no account has a longer name.
const credentialsSchema = z.object({
  username: z
    .string()
    .max(200)
    .regex(/^[^\0]*$/),
  password: z.string().max(4 * PASSWORD_MAX_CHARACTERS),
})

async function authorize(credentials: unknown, forwardedFor: unknown) {
  const typed = credentialsSchema.safeParse(credentials)
  if (!typed.success) throw new SignInRefusedError(formatSignInError({ code: 'sign_in_wrong' }))
  const ctx = {
    db: db(),
    actor: { kind: 'system', name: 'sign-in' },
    clock: () => new Date(),
    locale: await currentLocale(),
  } as const
  const address = clientAddress(typeof forwardedFor === 'string' ? forwardedFor : null, proxyHops())
  const result = await signIn(ctx, { ...typed.data, address })
  if (!result.ok) throw new SignInRefusedError(formatSignInError(result.refusal))
  await keepLanguage(result.value)
  return { id: result.value.staffId, sessionVersion: result.value.sessionVersion }
}

/** Who has not chosen a language in this browser gets the one of their account. */
async function keepLanguage({ locale }: SignedIn): Promise<void> {
  const cookieStore = await cookies()
  if (isLocale(cookieStore.get(LOCALE_COOKIE)?.value)) return
  cookieStore.set(LOCALE_COOKIE, locale, { path: '/', maxAge: ONE_YEAR_SECONDS, sameSite: 'lax' })
}
