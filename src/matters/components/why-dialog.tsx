'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { WhyPanel } from '@/obligations/components/why-panel'
import type { ObligationWords } from '@/obligations/rules/wording/explain-in-words'
import { AppLink } from '@/ui/app-link'
import { DialogButton } from '@/ui/dialog'
import { whyMatter } from '../actions'

type Asked = { readonly subjectId: string; readonly obligationId: string }

/** "Why is it judged so?": worked out when asked, not with every page. */
export function WhyDialog({ code, ...asked }: Asked & { readonly code: string }) {
  const t = useTranslations('matters')
  return (
    <DialogButton
      label={t('clocks.why')}
      title={`${t('whyTitle')} ${code}`}
      look="quiet"
      buttonSize="sm"
      size="lg"
    >
      <Steps {...asked} />
    </DialogButton>
  )
}

function Steps({ subjectId, obligationId }: Asked) {
  const t = useTranslations('matters.clocks')
  const [words, setWords] = useState<ObligationWords | 'failed' | null>(null)
  useEffect(() => {
    let isShown = true
    whyMatter({ subjectId, obligationId }).then(
      (answer) => {
        const outcome = outcomeOf(answer)
        if (isShown) setWords(outcome.ok ? outcome.value : 'failed')
      },
      () => isShown && setWords('failed'),
    )
    return () => {
      isShown = false
    }
  }, [subjectId, obligationId])
  return (
    <div className="flex flex-col gap-3" aria-busy={words === null}>
      {words === null ? <p role="status">{t('loading')}</p> : null}
      {words === 'failed' ? <p role="alert">{t('failed')}</p> : null}
      {words !== null && words !== 'failed' ? <WhyPanel words={words} /> : null}
      <AppLink href={`/matters/${subjectId}/why/${obligationId}`}>{t('whyFull')}</AppLink>
    </div>
  )
}
