'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/ui/button'
import { Notice } from '@/ui/notice'
import { notify } from '@/ui/notify'

/** A one-time password, shown this once: it can be copied and read out. */
export function OneTimePasswordNotice({ password, title }: { password: string; title: string }) {
  const t = useTranslations('staff')
  const copy = async () => {
    await navigator.clipboard.writeText(password)
    notify({ title: t('copied'), tone: 'success' })
  }
  return (
    <Notice kind="success" title={title} live>
      <p className="mt-1">{t('oneTimePassword')}</p>
      <p className="my-2 flex flex-wrap items-center gap-3">
        <code className="rounded border border-border bg-surface px-3 py-1.5 font-mono text-lg tracking-wide select-all">
          {password}
        </code>
        <Button onClick={copy}>{t('copy')}</Button>
      </p>
      <p className="text-sm">{t('oneTimePasswordHint')}</p>
    </Notice>
  )
}
