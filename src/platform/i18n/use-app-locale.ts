import { useLocale } from 'next-intl'
import type { Locale } from '@/kernel/text'
import { DEFAULT_LOCALE, isLocale } from './locale'

/** The page's language as our own type; works in client components and in server components that are not async. */
export function useAppLocale(): Locale {
  const locale = useLocale()
  return isLocale(locale) ? locale : DEFAULT_LOCALE
}
