'use client'

import { useTranslations } from 'next-intl'
import { Select } from '@/ui/select'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import type { ErrorTarget } from './error-action-form'

/** Fields of a correction, filled with what stands. */
export function CorrectFields({
  target,
  errorOf,
}: {
  target: ErrorTarget
  errorOf: (name: string) => string | undefined
}) {
  const t = useTranslations('refunds')
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        {(['charged', 'correct'] as const).map((name) => (
          <TextInput
            key={name}
            name={name}
            inputMode="decimal"
            label={t(`form.${name}`)}
            defaultValue={target[name]}
            error={errorOf(name)}
            required
            autoFocus={name === 'charged'}
          />
        ))}
      </div>
      <Select
        name="classCode"
        label={t('form.errorClass')}
        defaultValue={target.classCode}
        options={target.classes}
        error={errorOf('classCode')}
        required
      />
      <TextArea name="reason" label={t('field.correctReason')} error={errorOf('reason')} required />
    </>
  )
}
