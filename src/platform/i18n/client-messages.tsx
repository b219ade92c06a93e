import { type AbstractIntlMessages, NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/** Namespaces every client component may use; the design system speaks from these. */
const BASE_NAMESPACES = ['common', 'ui'] as const

/**
 * Gives client components below it the texts of the named namespaces (and the base ones). Server components need
 * nothing: they read all texts. Sending only what a page needs keeps every page small on a slow line.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly string[]
  children: ReactNode
}) {
  const all = await getMessages()
  const wanted: AbstractIntlMessages = {}
  for (const namespace of [...BASE_NAMESPACES, ...namespaces]) {
    const texts = all[namespace]
    if (texts !== undefined) wanted[namespace] = texts
  }
  return <NextIntlClientProvider messages={wanted}>{children}</NextIntlClientProvider>
}
