import { cookies } from 'next/headers'
import type { AuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { db } from '@/platform/db/client'
import { authSettings, proxyHops } from '@/platform/env'
import { currentLocale } from '@/platform/i18n/current-locale'
import { isLocale, LOCALE_COOKIE } from '@/platform/i18n/locale'
import { clientAddress } from './rules/client-address'
import { newSessionClaims, SESSION_SECONDS, sessionCookieName } from './session-token'
import { type SignedIn, signIn } from './sign-in'
import { formatSignInError } from './sign-in-error'

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/** next-auth with user names and passwords; a session is a signed cookie checked against the database each time. */
export function authOptions(): AuthOptions {
  return {
    secret: authSettings().secret,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    useSecureCookies: sessionCookieName().startsWith('__Secure-'),
    providers: [
      CredentialsProvider({
        id: 'credentials',
        credentials: { username: {}, password: {} },
        authorize: (credentials, request) =>
          authorize(
            credentials?.username ?? '',
            credentials?.password ?? '',
            request.headers?.['x-forwarded-for'],
          ),
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

async function authorize(username: string, password: string, forwardedFor: unknown) {
  const ctx = {
    db: db(),
    actor: { kind: 'system', name: 'sign-in' },
    clock: () => new Date(),
    locale: await currentLocale(),
  } as const
  const address = clientAddress(typeof forwardedFor === 'string' ? forwardedFor : null, proxyHops())
  const result = await signIn(ctx, { username, password, address })
  // next-auth hands the message of a thrown error on to the sign-in page as `?error=`.
  if (!result.ok) throw new Error(formatSignInError(result.refusal))
  await keepLanguage(result.value)
  return { id: result.value.staffId, sessionVersion: result.value.sessionVersion }
}

/** Who has not chosen a language in this browser gets the one of their account. */
async function keepLanguage({ locale }: SignedIn): Promise<void> {
  const cookieStore = await cookies()
  if (isLocale(cookieStore.get(LOCALE_COOKIE)?.value)) return
  cookieStore.set(LOCALE_COOKIE, locale, { path: '/', maxAge: ONE_YEAR_SECONDS, sameSite: 'lax' })
}
