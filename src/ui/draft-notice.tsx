'use client'

import { useTranslations } from 'next-intl'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { Button } from './button'
import { formatInstant } from './format'
import { Notice } from './notice'

/** Says that an unsent draft came back, with a way to start afresh. */
export function DraftNotice({
  restoredAt,
  timeZone,
  onDiscard,
}: {
  restoredAt: Date | null
  timeZone: string
  onDiscard: () => void
}) {
  const t = useTranslations('ui')
  const locale = useAppLocale()
  if (!restoredAt) return null
  return (
    <Notice kind="info" live>
      <span className="mr-3">
        {t('draftRestored', { time: formatInstant(restoredAt, { locale, timeZone, style: 'short' }) })}
      </span>
      <Button size="sm" onClick={onDiscard}>
        {t('draftDiscard')}
      </Button>
    </Notice>
  )
}
