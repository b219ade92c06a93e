'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { LOCALES } from '@/kernel/text'
import { ErrorSummary } from '@/ui/error-summary'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { addPromiseAction } from '../actions'
import { ANGLES, FIELDS } from '../rules/catalogue-types'

/** A promise of the carrier's own: its code, its area and its text; the rule follows in the editor. */
export function NewPromiseForm({
  programmeId,
  suggestedCode,
}: {
  programmeId: string
  suggestedCode: string
}) {
  const t = useTranslations('commitments')
  const r = useTranslations('rules')
  const router = useRouter()
  const [refused, setRefused] = useState<{
    message: string
    fields: Readonly<Record<string, string>>
  } | null>(null)
  const [isPending, startTransition] = useTransition()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(
        await addPromiseAction({
          programmeId,
          code: said('code'),
          angle: ANGLES.find((each) => each === said('angle')) ?? 'all',
          field: FIELDS.find((each) => each === said('field')) ?? 'all',
          text: { 'zh-CN': said('text.zh-CN'), 'zh-TW': said('text.zh-TW'), en: said('text.en') },
        }),
      )
      if (outcome.ok) router.push(`/commitments/${outcome.value.commitmentId}/edit` as Route)
      else setRefused(outcome)
    })
  }
  const fields = refused?.fields ?? {}
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <ErrorSummary
        errors={
          refused
            ? [
                { message: refused.message },
                ...Object.entries(fields).map(([name, message]) => ({ name, message })),
              ]
            : []
        }
      />
      <div className="grid gap-3 md:grid-cols-3">
        <TextInput
          name="code"
          label={t('code')}
          hint={t('codeHint')}
          required
          defaultValue={suggestedCode}
          error={fields.code}
        />
        <Select
          name="angle"
          label={t('filter.angle')}
          options={ANGLES.map((value) => ({ value, label: r(`angles.${value}`) }))}
        />
        <Select
          name="field"
          label={t('filter.field')}
          options={FIELDS.map((value) => ({ value, label: r(`fields.${value}`) }))}
        />
      </div>
      <div className="grid gap-3 md:grid-cols-3">
        {LOCALES.map((locale) => (
          <TextArea
            key={locale}
            name={`text.${locale}`}
            label={`${t('promiseText')} · ${t(`script.${locale}`)}`}
            lang={locale}
            required
            error={fields[`text.${locale}`]}
          />
        ))}
      </div>
      <SubmitButton pending={isPending} className="self-start">
        {t('addAndEdit')}
      </SubmitButton>
    </form>
  )
}
