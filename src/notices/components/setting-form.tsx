'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { keepNoticeSetting } from '../actions'
import type { UnitSetting } from '../queries/settings'

/** Sets what holds in a unit and below from now on. */
export function SettingForm({
  units,
  start,
}: {
  units: readonly { readonly value: string; readonly label: string }[]
  start: UnitSetting
}) {
  const t = useTranslations('notices.settings')
  const router = useRouter()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const field = (name: string) => String(data.get(name) ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(
        await keepNoticeSetting({
          unitId: field('unitId'),
          marginHours: Number(field('marginHours')),
          currency: start.currency,
          steps: field('steps'),
          mostReminders: Number(field('mostReminders')),
          perDays: Number(field('perDays')),
        }),
      )
      if (outcome.ok) {
        setErrors([])
        notify({ title: t('saved'), tone: 'success' })
        return router.refresh()
      }
      const fields = Object.entries(outcome.fields)
      setErrors(
        fields.length > 0
          ? fields.map(([name, message]) => ({ name, message }))
          : [{ message: outcome.message }],
      )
    })
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
        <Select name="unitId" label={t('unit')} options={units} error={errorOf('unitId')} required />
        <TextInput
          name="marginHours"
          type="number"
          label={t('marginHours')}
          defaultValue={start.marginHours}
          min={0.5}
          max={336}
          step={0.5}
          error={errorOf('marginHours')}
          required
        />
        <TextInput
          name="steps"
          label={t('stepsIn', { currency: start.currency })}
          defaultValue={start.steps}
          error={errorOf('steps')}
          required
        />
        <TextInput
          name="mostReminders"
          type="number"
          label={t('mostReminders')}
          defaultValue={start.mostReminders}
          min={1}
          max={31}
          error={errorOf('mostReminders')}
          required
        />
        <TextInput
          name="perDays"
          type="number"
          label={t('perDays')}
          defaultValue={start.perDays}
          min={1}
          max={92}
          error={errorOf('perDays')}
          required
        />
      </div>
      <p className="text-muted text-xs">{t('rule')}</p>
      <div>
        <SubmitButton pending={isPending}>{t('save')}</SubmitButton>
      </div>
    </form>
  )
}
