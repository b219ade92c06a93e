'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { ErrorSummary } from '@/ui/error-summary'
import { runAgain } from '../actions'

/** Starts a failed run again. */
export function RunAgain({ runId }: { runId: string }) {
  const t = useTranslations('reconciliation')
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const start = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await runAgain({ runId }))
      setProblem(outcome.ok ? null : outcome.message)
      router.refresh()
    })
  return (
    <div className="mt-2 flex flex-col items-start gap-2">
      <ErrorSummary errors={problem ? [{ message: problem }] : []} />
      <Button look="primary" onClick={start} disabled={isPending}>
        {t('run.again')}
      </Button>
    </div>
  )
}
