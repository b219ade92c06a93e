'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { WhyPanel } from '@/obligations/components/why-panel'
import type { ObligationWords } from '@/obligations/rules/wording/explain-in-words'
import { AppLink } from '@/ui/app-link'
import { DialogButton } from '@/ui/dialog'
import { why } from '../list-actions'

/** "Why is it due then?": worked out when asked, not with every page. */
export function WhyDialog({
  number,
  obligationId,
  code,
}: {
  number: string
  obligationId: string
  code: string
}) {
  const t = useTranslations('cases')
  return (
    <DialogButton
      label={t('case.why')}
      title={`${t('whyTitle')} ${code}`}
      look="quiet"
      buttonSize="sm"
      size="lg"
    >
      <Steps number={number} obligationId={obligationId} />
    </DialogButton>
  )
}

function Steps({ number, obligationId }: { number: string; obligationId: string }) {
  const t = useTranslations('cases')
  const [words, setWords] = useState<ObligationWords | 'failed' | null>(null)
  useEffect(() => {
    let isShown = true
    why({ number, obligationId }).then(
      (answer) => {
        const outcome = outcomeOf(answer)
        if (isShown) setWords(outcome.ok ? outcome.value : 'failed')
      },
      () => isShown && setWords('failed'),
    )
    return () => {
      isShown = false
    }
  }, [number, obligationId])
  return (
    <div className="flex flex-col gap-3" aria-busy={words === null}>
      {words === null ? <p role="status">{t('why.loading')}</p> : null}
      {words === 'failed' ? <p role="alert">{t('why.failed')}</p> : null}
      {words !== null && words !== 'failed' ? <WhyPanel words={words} /> : null}
      <AppLink href={`/complaints/${encodeURIComponent(number)}/why/${obligationId}`}>
        {t('case.whyFull')}
      </AppLink>
    </div>
  )
}
