'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { type ActionAnswer, outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select, type SelectOption } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { addClass, setClassClosed, setLimit } from '../actions'

/** Runs a settings form: told when done, errors kept beside their fields. */
function useSettings(run: (data: FormData) => Promise<ActionAnswer<unknown> | undefined>) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    startTransition(async () => {
      const outcome = outcomeOf(await run(new FormData(form)))
      if (outcome.ok) {
        setErrors([])
        form.reset()
        notify({ title: t('saved'), tone: 'success' })
        router.refresh()
        return
      }
      const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
      setErrors(fields.length > 0 ? fields : [{ message: outcome.message }])
    })
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return { errors, errorOf, isPending, submit }
}

export function LimitForm({ units }: { units: readonly SelectOption[] }) {
  const t = useTranslations('refunds')
  const { errors, errorOf, isPending, submit } = useSettings((data) =>
    setLimit({
      unitId: String(data.get('unitId')),
      currency: 'CNY',
      amount: String(data.get('amount') ?? ''),
    }),
  )
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2" noValidate>
      <ErrorSummary errors={errors} />
      <Select name="unitId" label={t('form.unit')} options={units} required />
      <TextInput
        name="amount"
        inputMode="decimal"
        label={t('limit.above')}
        error={errorOf('amount')}
        required
        maxLength={20}
      />
      <SubmitButton pending={isPending}>{t('save')}</SubmitButton>
    </form>
  )
}

export function ClassForm() {
  const t = useTranslations('refunds')
  const { errors, errorOf, isPending, submit } = useSettings((data) => {
    const text = (name: string) => String(data.get(name) ?? '').trim()
    return addClass({
      code: text('code'),
      name: { 'zh-CN': text('name.zh-CN'), 'zh-TW': text('name.zh-TW'), en: text('name.en') },
      alsoClasses: text('also')
        .split(/[,，\s]+/)
        .filter(Boolean),
    })
  })
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
        <TextInput
          name="code"
          label={t('class.code')}
          hint={t('class.codeHint')}
          error={errorOf('code')}
          required
        />
        <TextInput name="name.zh-CN" label={t('class.nameCn')} error={errorOf('name.zh-CN')} required />
        <TextInput name="name.zh-TW" label={t('class.nameTw')} error={errorOf('name.zh-TW')} required />
        <TextInput name="name.en" label={t('class.nameEn')} error={errorOf('name.en')} required />
        <TextInput
          name="also"
          label={t('class.also')}
          hint={t('class.alsoHint')}
          error={errorOf('alsoClasses')}
        />
      </div>
      <div>
        <SubmitButton pending={isPending}>{t('class.addAction')}</SubmitButton>
      </div>
    </form>
  )
}

/** Takes a class out of use, or into it again. */
export function ClassSwitch({ code, isClosed }: { code: string; isClosed: boolean }) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  return (
    <Button
      size="sm"
      look="quiet"
      aria-disabled={isPending}
      onClick={() =>
        startTransition(async () => {
          const outcome = outcomeOf(await setClassClosed({ code, isClosed: !isClosed }))
          if (!outcome.ok) notify({ title: outcome.message, tone: 'warning' })
          router.refresh()
        })
      }
    >
      {t(isClosed ? 'class.reopen' : 'class.close')}
    </Button>
  )
}
