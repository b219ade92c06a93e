import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { clientTexts } from '@/platform/i18n/client-texts'
import { currentLocale } from '@/platform/i18n/current-locale'
import { isTheme, THEME_COOKIE, THEME_SCRIPT } from '@/ui/theme'
import { Frame } from './frame'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  const name = t('productName')
  return { title: { default: name, template: `%s · ${name}` }, description: t('tagline') }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, cookieStore] = await Promise.all([currentLocale(), cookies()])
  const { href } = await clientTexts(locale)
  const chosen = cookieStore.get(THEME_COOKIE)?.value
  const choice = isTheme(chosen) ? chosen : 'system'
  const isRail = cookieStore.get('nav')?.value === 'rail'
  return (
    <html
      lang={locale}
      data-theme={choice === 'dark' ? 'dark' : 'light'}
      data-theme-choice={choice}
      data-nav={isRail ? 'rail' : undefined}
      // The script below may set data-theme before React takes over.
      suppressHydrationWarning
    >
      <body>
        {/* Waited for on purpose: the texts must be here before React takes over what follows. */}
        <script src={href} />
        {/* A constant of ours, no input: the system's theme must be known before the first paint. */}
        <script {...inlineScript(THEME_SCRIPT)} />
        <Frame locale={locale} href={href}>
          {children}
        </Frame>
      </body>
    </html>
  )
}

const inlineScript = (code: string) => ({ dangerouslySetInnerHTML: { __html: code } })
