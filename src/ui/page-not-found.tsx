'use client'

import { useTranslations } from 'next-intl'
import { ButtonLink } from './button'

/** For an address that leads nowhere, or to something the reader may not see: the same answer for both. */
export function PageNotFound() {
  const t = useTranslations('common')
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start gap-3 px-4 py-16">
      <h1 className="font-semibold text-xl">{t('notFoundTitle')}</h1>
      <p>{t('notFoundBody')}</p>
      <ButtonLink href="/" look="primary">
        {t('goHome')}
      </ButtonLink>
    </div>
  )
}
