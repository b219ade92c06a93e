import { getLocale } from 'next-intl/server'
import type { Locale } from '@/kernel/text'
import { DEFAULT_LOCALE, isLocale } from './locale'

/** The request's language as our own type (server only). In client components use `useAppLocale`. */
export async function currentLocale(): Promise<Locale> {
  const locale = await getLocale()
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
