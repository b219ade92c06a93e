import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { AppMark } from '@/ui/app-mark'
import { LanguageSwitch } from '@/ui/language-switch'

/** Frame of the pages before one is inside: what this is at the left, the form at the right. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [common, t] = await Promise.all([getTranslations('common'), getTranslations('identity')])
  return (
    <div className="flex min-h-dvh flex-col lg:flex-row">
      <div className="flex flex-col justify-between gap-8 border-border border-b bg-surface px-6 py-6 sm:px-10 lg:w-[44%] lg:border-r lg:border-b-0 lg:px-16 lg:py-12">
        <p className="flex items-center gap-3 font-semibold text-lg">
          <AppMark size={36} />
          {common('productName')}
        </p>
        <div className="hidden max-w-md lg:block">
          <p className="font-semibold text-3xl leading-snug">{common('tagline')}</p>
          <ol className="mt-8 flex flex-col gap-5">
            {(['Promise', 'Deed', 'Proof'] as const).map((step, index) => (
              <li key={step} className="flex gap-4">
                <span
                  aria-hidden="true"
                  className="flex size-7 flex-none items-center justify-center rounded-full border border-border font-semibold text-muted text-sm"
                >
                  {index + 1}
                </span>
                <span>
                  <span className="block font-medium">{t(`about${step}`)}</span>
                  <span className="block text-muted">{t(`about${step}Text`)}</span>
                </span>
              </li>
            ))}
          </ol>
        </div>
        <div className="hidden max-w-xs lg:block">
          <LanguageSwitch />
        </div>
      </div>
      <main id="main" className="flex flex-1 items-start justify-center px-6 py-10 sm:px-10 lg:items-center">
        <div className="w-full max-w-sm">
          {children}
          <div className="mt-8 lg:hidden">
            <LanguageSwitch />
          </div>
        </div>
      </main>
    </div>
  )
}
