import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClientMessages } from '@/platform/i18n/client-messages'
import { currentLocale } from '@/platform/i18n/current-locale'
import { ShapeSprite } from '@/ui/shape'
import { SoftNavigation } from '@/ui/soft-navigation'
import { isTheme, THEME_COOKIE, THEME_SCRIPT } from '@/ui/theme'
import { ToastHost } from '@/ui/toast-host'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  const name = t('productName')
  return { title: { default: name, template: `%s · ${name}` }, description: t('tagline') }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, cookieStore] = await Promise.all([currentLocale(), cookies()])
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
        {/* A constant of ours, no input: the system's theme must be known before the first paint. */}
        <script {...inlineScript(THEME_SCRIPT)} />
        <ShapeSprite />
        <ClientMessages>
          {children}
          <SoftNavigation />
          <ToastHost />
        </ClientMessages>
      </body>
    </html>
  )
}

const inlineScript = (code: string) => ({ dangerouslySetInnerHTML: { __html: code } })
