'use client'

import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { LOCALES, type Locale } from '@/kernel/text'
import { notify } from '@/ui/notify'
import { setOwnLanguageAction } from '../actions'
import { outcomeOf } from '../outcome'

const OWN_NAMES: Readonly<Record<Locale, string>> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
}

/** The language of pages and mails, kept with the account. */
export function LanguageForm({ locale: current }: { locale: Locale }) {
  const t = useTranslations('identity')
  const [isPending, startTransition] = useTransition()
  const choose = (locale: Locale) =>
    startTransition(async () => {
      const outcome = outcomeOf(await setOwnLanguageAction({ locale }))
      notify(
        outcome.ok
          ? { title: t('languageSaved'), tone: 'success' }
          : { title: outcome.message, tone: 'danger' },
      )
    })
  return (
    <fieldset aria-busy={isPending} className="segmented max-w-md">
      <legend className="sr-only">{t('accountLanguage')}</legend>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === current}
          onClick={() => choose(locale)}
        >
          {OWN_NAMES[locale]}
        </button>
      ))}
    </fieldset>
  )
}
