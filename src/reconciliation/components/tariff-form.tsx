'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { DateTimeField } from '@/ui/date-time-field'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { addTariff } from '../actions'

/** Publishes what a call or prompt costs from a moment on. */
export function TariffForm({ timeZone }: { timeZone: string }) {
  const t = useTranslations('reconciliation')
  const router = useRouter()
  const [round, setRound] = useState(0)
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(
        await addTariff({
          service: text('service'),
          kind: text('kind') as 'call_record',
          step: text('step'),
          freeBelow: text('freeBelow'),
          price: text('price'),
          validFrom: text('validFrom'),
          timeZone,
        }),
      )
      if (!outcome.ok) {
        const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
        return setErrors(fields.length > 0 ? fields : [{ message: outcome.message }])
      }
      setErrors([])
      setRound(round + 1)
      notify({ title: t('done.tariff'), tone: 'success' })
      router.refresh()
    })
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form key={round} onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <TextInput
          name="service"
          label={t('field.service')}
          error={errorOf('service')}
          maxLength={40}
          required
        />
        <Select
          name="kind"
          label={t('one.kind')}
          options={(['call_record', 'prompt'] as const).map((value) => ({
            value,
            label: t(`kind.${value}`),
          }))}
          defaultValue="call_record"
        />
        <TextInput
          name="price"
          inputMode="decimal"
          label={t('tariffs.price')}
          hint={t('tariffs.priceHint')}
          error={errorOf('price')}
          required
        />
        <TextInput
          name="step"
          inputMode="numeric"
          label={t('tariffs.step')}
          defaultValue="60"
          error={errorOf('step')}
          required
        />
        <TextInput
          name="freeBelow"
          inputMode="numeric"
          label={t('tariffs.freeBelow')}
          defaultValue="0"
          error={errorOf('freeBelow')}
          required
        />
        <DateTimeField
          name="validFrom"
          label={t('tariffs.validFrom')}
          granularity="minute"
          error={errorOf('validFrom')}
          required
        />
      </div>
      <div className="flex justify-end">
        <SubmitButton pending={isPending}>{t('tariffs.publish')}</SubmitButton>
      </div>
    </form>
  )
}
