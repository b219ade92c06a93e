'use client'

import { useTranslations } from 'next-intl'
import { Button, ButtonLink } from './button'

/** What a failed page says: what happened, what is safe, what to do, and the number to quote. */
export function PageError({ reference, onRetry }: { reference?: string; onRetry: () => void }) {
  const t = useTranslations('common')
  return (
    <div className="mx-auto flex max-w-lg flex-col gap-3 px-4 py-16" role="alert">
      <h1 className="font-semibold text-xl">{t('errorTitle')}</h1>
      <p>{t('errorBody')}</p>
      {reference ? (
        <p className="text-muted">
          {t('errorReference')}: <code>{reference}</code>
        </p>
      ) : null}
      <div className="flex gap-2">
        <Button look="primary" onClick={onRetry}>
          {t('retry')}
        </Button>
        <ButtonLink href="/">{t('goHome')}</ButtonLink>
      </div>
    </div>
  )
}
