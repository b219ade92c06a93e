'use client'

import type { ReactNode } from 'react'
import type { Locale } from '@/kernel/text'
import { TextProvider } from '@/platform/i18n/text-provider'
import { SoftNavigation } from '@/ui/soft-navigation'
import { Sprite } from '@/ui/sprite'
import { ToastHost } from '@/ui/toast-host'

/** What every page has around it in the browser: drawings, texts, navigation without reload, messages in the corner. */
export function Frame({ locale, href, children }: { locale: Locale; href: string; children: ReactNode }) {
  return (
    <>
      <Sprite />
      <TextProvider locale={locale} href={href}>
        {children}
        <SoftNavigation />
        <ToastHost />
      </TextProvider>
    </>
  )
}
