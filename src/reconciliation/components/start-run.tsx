'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { startRun } from '../actions'

/** Begins a run over a billing month. */
export function StartRun({
  month,
  units,
}: {
  month: string
  units: readonly { readonly value: string; readonly label: string }[]
}) {
  const t = useTranslations('reconciliation')
  const router = useRouter()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    startTransition(async () => {
      const outcome = outcomeOf(
        await startRun({ month: String(data.get('month') ?? ''), unitId: String(data.get('unitId') ?? '') }),
      )
      if (outcome.ok) return router.push(`/reconciliation/runs/${outcome.value.id}`)
      const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
      setErrors(fields.length > 0 ? fields : [{ message: outcome.message }])
    })
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <div className="flex flex-wrap items-end gap-3">
        <TextInput
          name="month"
          type="month"
          label={t('start.month')}
          defaultValue={month}
          error={errorOf('month')}
          required
        />
        <Select name="unitId" label={t('start.unit')} options={units} defaultValue={units[0]?.value ?? ''} />
        <SubmitButton pending={isPending}>{t('start.submit')}</SubmitButton>
      </div>
    </form>
  )
}
