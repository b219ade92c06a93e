'use client'

import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { LOCALES, type Locale } from '@/kernel/text'
import { setLocale } from '@/platform/i18n/actions'
import { useAppLocale } from '@/platform/i18n/use-app-locale'

/** Each language in its own script, so that it is found by those who read no other. */
const OWN_NAMES: Readonly<Record<Locale, string>> = { 'zh-CN': '简体', 'zh-TW': '繁體', en: 'English' }

/** Changes the language in place: the page stays, and so does what was typed. */
export function LanguageSwitch() {
  const t = useTranslations('ui')
  const current = useAppLocale()
  const [isPending, startTransition] = useTransition()
  return (
    <fieldset aria-busy={isPending} className="segmented">
      <legend className="sr-only">{t('language')}</legend>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => startTransition(() => setLocale(locale))}
        >
          {OWN_NAMES[locale]}
        </button>
      ))}
    </fieldset>
  )
}
