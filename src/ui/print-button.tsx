'use client'

import { useTranslations } from 'next-intl'
import { Button } from './button'

export function PrintButton({ label }: { label?: string }) {
  const t = useTranslations('common')
  return <Button onClick={() => window.print()}>{label ?? t('print')}</Button>
}
