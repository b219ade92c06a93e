'use server'

import { cookies } from 'next/headers'
import { isLocale, LOCALE_COOKIE } from './locale'

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/** Remembers the reader's language. The page is re-rendered in place; what was typed in its forms stays. */
export async function setLocale(locale: string): Promise<void> {
  if (!isLocale(locale)) return
  const cookieStore = await cookies()
  cookieStore.set(LOCALE_COOKIE, locale, { path: '/', maxAge: ONE_YEAR_SECONDS, sameSite: 'lax' })
}
