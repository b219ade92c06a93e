'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatCount } from '@/ui/format'
import { ProgressBar } from '@/ui/progress-bar'
import type { Progress } from '../queries'

const ASK_EVERY_MS = 1_000

/** A running import, asked for every second; the report takes its place when it has ended. */
export function BatchProgress({ batchId, initial }: { batchId: string; initial: Progress }) {
  const t = useTranslations('imports')
  const locale = useAppLocale()
  const router = useRouter()
  const [progress, setProgress] = useState(initial)
  const [isLost, setIsLost] = useState(false)

  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const response = await fetch(`/api/v1/imports/${batchId}`, { cache: 'no-store' })
        if (!response.ok) throw new Error(String(response.status))
        const latest = (await response.json()) as Progress
        if (isGone) return
        setIsLost(false)
        setProgress(latest)
        if (latest.status !== 'running' && latest.status !== 'waiting') {
          router.refresh()
          return
        }
      } catch {
        if (isGone) return
        setIsLost(true)
      }
      timer = setTimeout(ask, ASK_EVERY_MS)
    }
    timer = setTimeout(ask, ASK_EVERY_MS)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [batchId, router])

  const { status, processed, total, added, duplicates, rejected } = progress
  const count = (value: number) => formatCount(value, locale)
  return (
    <div className="flex flex-col gap-3">
      <p className="font-semibold" role="status">
        {t(`state.${status}`)} · {t('progress.count', { processed: count(processed), total: count(total) })}
      </p>
      <ProgressBar value={processed} max={total} label={t('progress.label')} />
      <dl className="dl dl--two">
        {(['added', 'duplicates', 'rejected'] as const).map((name) => (
          <div key={name} className="contents">
            <dt>{t(`column.${name}`)}</dt>
            <dd className="tabular-nums">{count({ added, duplicates, rejected }[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted">
        {isLost ? t('progress.lost') : status === 'waiting' ? t('progress.waiting') : t('progress.mayLeave')}
      </p>
    </div>
  )
}
