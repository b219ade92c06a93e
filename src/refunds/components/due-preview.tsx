'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { formatMinor, parseMinor } from '@/kernel/money'
import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { preview } from '../actions'
import type { DuePreview } from '../service/preview'

export type DueQuestion = {
  readonly unitId: string
  readonly timeZone: string
  readonly classCode: string
  readonly chargedAt: string
  readonly currency: string
  readonly charged: string
  readonly correct: string
  readonly customerClass: string
}

const PAUSE_BEFORE_ASKING_MS = 250

/**
 * Difference and refund while the amounts are typed. The difference needs no server; what is promised is asked of it, once
 * the typing rests.
 */
export function DueShown({ question }: { question: DueQuestion }) {
  const t = useTranslations('refunds.preview')
  const locale = useAppLocale()
  const [answer, setAnswer] = useState<{ key: string; due: DuePreview } | null>(null)
  const charged = parseMinor(question.charged, question.currency)
  const correct = parseMinor(question.correct, question.currency)
  const isReady = charged !== null && correct !== null && charged >= 0n && correct >= 0n
  const key = JSON.stringify(question)
  const isComplete = isReady && question.classCode !== '' && question.chargedAt !== ''
  useEffect(() => {
    if (!isComplete) return
    let isCurrent = true
    const timer = setTimeout(async () => {
      const outcome = outcomeOf(await preview(JSON.parse(key)))
      if (isCurrent && outcome.ok) setAnswer({ key, due: outcome.value })
    }, PAUSE_BEFORE_ASKING_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [key, isComplete])
  const difference = isReady ? charged - correct : null
  const due = answer?.key === key ? answer.due : null
  return (
    <section className="panel" aria-live="polite" aria-label={t('title')}>
      <div className="panel-head">
        <h2 className="panel-title">{t('title')}</h2>
      </div>
      <div className="panel-body flex flex-col gap-2">
        <dl className="dl">
          <dt>{t('difference')}</dt>
          <dd className="tabular-nums">
            {difference === null ? '—' : formatMinor(difference, question.currency, locale)}
          </dd>
          <dt>{t('refund')}</dt>
          <dd className="font-semibold text-lg tabular-nums" data-testid="refund-due">
            {difference !== null && difference <= 0n
              ? formatMinor(0n, question.currency, locale)
              : due
                ? formatMinor(BigInt(due.refundMinor), due.currency, locale)
                : '—'}
          </dd>
        </dl>
        {difference !== null && difference <= 0n ? <p>{t('nothing')}</p> : null}
        {due ? (
          <ol className="list-decimal space-y-1 pl-6">
            {due.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        ) : isComplete ? (
          <p className="text-muted">{t('working')}</p>
        ) : (
          <p className="text-muted">{t('hint')}</p>
        )}
      </div>
    </section>
  )
}
