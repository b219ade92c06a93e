'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { type ActionAnswer, outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { notify } from '@/ui/notify'
import { continueImportAction, discardDraftAction, stopImportAction } from '../actions'

function useBatchAction() {
  const router = useRouter()
  return async (answer: Promise<ActionAnswer<null> | undefined>, leaveTo?: '/imports') => {
    const outcome = outcomeOf(await answer)
    if (!outcome.ok) notify({ title: outcome.message, tone: 'danger' })
    else if (leaveTo) router.push(leaveTo as Route)
    router.refresh()
  }
}

export function StopButton({ batchId }: { batchId: string }) {
  const t = useTranslations('imports.progress')
  const run = useBatchAction()
  return (
    <ConfirmDialog
      label={t('stop')}
      title={t('stop')}
      confirmLabel={t('stop')}
      onConfirm={() => run(stopImportAction({ batchId }))}
    >
      <p>{t('stopAsk')}</p>
    </ConfirmDialog>
  )
}

export function DiscardButton({ batchId }: { batchId: string }) {
  const t = useTranslations('imports.map')
  const run = useBatchAction()
  return (
    <ConfirmDialog
      label={t('discard')}
      title={t('discard')}
      confirmLabel={t('discard')}
      look="danger"
      onConfirm={() => run(discardDraftAction({ batchId }), '/imports')}
    >
      <p>{t('discardAsk')}</p>
    </ConfirmDialog>
  )
}

export function ContinueButton({ batchId }: { batchId: string }) {
  const t = useTranslations('imports.progress')
  const run = useBatchAction()
  const [isPending, startTransition] = useTransition()
  const [isSent, setIsSent] = useState(false)
  return (
    <Button
      look="primary"
      disabled={isPending || isSent}
      onClick={() =>
        startTransition(async () => {
          setIsSent(true)
          await run(continueImportAction({ batchId }))
          setIsSent(false)
        })
      }
    >
      {t('continue')}
    </Button>
  )
}
