'use client'

import { NextIntlClientProvider } from 'next-intl'
import { type ReactNode, use } from 'react'
import type { Locale } from '@/kernel/text'
import { FALLBACK_TIME_ZONE } from './locale'
import { fetchTexts, heldTexts } from './text-shelf'

/** Gives client components their texts, from the script the page names. */
export function TextProvider({
  locale,
  href,
  children,
}: {
  locale: Locale
  href: string
  children: ReactNode
}) {
  const messages = heldTexts(href) ?? use(fetchTexts(href))
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone={FALLBACK_TIME_ZONE}>
      {children}
    </NextIntlClientProvider>
  )
}
