'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select, type SelectOption } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { adoptAction } from '../actions'

/** Starts a programme for a unit from a published one: every row becomes a draft. */
export function AdoptForm({ seedCode, units }: { seedCode: string; units: readonly SelectOption[] }) {
  const t = useTranslations('commitments')
  const router = useRouter()
  const [error, setError] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const unitId = String(new FormData(event.currentTarget).get('unitId') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await adoptAction({ seedCode, unitId }))
      if (!outcome.ok) {
        setError(outcome.message)
        return
      }
      notify({ title: t('adopted', { count: outcome.value.commitments }), tone: 'success' })
      router.push(`/commitments?programme=${outcome.value.programmeId}` as Route)
    })
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <ErrorSummary errors={error ? [{ message: error }] : []} />
      <div className="flex flex-wrap items-end gap-2">
        <Select name="unitId" label={t('startFor')} options={units} className="min-w-56" />
        <SubmitButton pending={isPending}>{t('startFromThis')}</SubmitButton>
        <p className="basis-full text-muted text-xs">{t('startHint')}</p>
      </div>
    </form>
  )
}
