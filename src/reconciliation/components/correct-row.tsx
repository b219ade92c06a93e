'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { useDialogClose } from '@/ui/dialog'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { correct } from '../actions'
import { CHARGE_FIELDS, NEEDED_FIELDS, type RawCharge } from '../rules/charge-row'

/** One row as it stood in the file, to be put right and sent again. */
export function CorrectRow({
  importId,
  line,
  raw,
  problem,
}: {
  importId: string
  line: number
  raw: RawCharge
  problem: { readonly field: string | null; readonly message: string }
}) {
  const t = useTranslations('reconciliation')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [errors, setErrors] = useState<readonly FormError[]>([
    problem.field ? { name: problem.field, message: problem.message } : { message: problem.message },
  ])
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const typed = Object.fromEntries(CHARGE_FIELDS.map((field) => [field, String(data.get(field) ?? '')]))
    startTransition(async () => {
      const outcome = outcomeOf(await correct({ importId, line, raw: typed }))
      if (outcome.ok) {
        notify({ title: t('done.corrected', { line }), tone: 'success' })
        close()
        router.refresh()
        return
      }
      const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
      setErrors(fields.length > 0 ? fields : [{ message: outcome.message }])
    })
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 sm:grid-cols-2">
        {CHARGE_FIELDS.map((field) => (
          <TextInput
            key={field}
            name={field}
            label={t(`field.${field}`)}
            defaultValue={raw[field] ?? ''}
            error={errorOf(field)}
            required={NEEDED_FIELDS.includes(field)}
            maxLength={200}
          />
        ))}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{common('cancel')}</Button>
        <SubmitButton pending={isPending}>{t('imports.sendAgain')}</SubmitButton>
      </div>
    </form>
  )
}
