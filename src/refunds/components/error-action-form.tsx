'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { type ActionAnswer, outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { useDialogClose } from '@/ui/dialog'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import * as actions from '../actions'
import { NEXT_STEPS } from '../rules/states'
import { CorrectFields } from './correct-fields'
import type { FormAction } from './error-actions'

export type ErrorTarget = {
  readonly errorId: string
  readonly revision: number
  readonly currency: string
  /** As the fields take them: `12.34`. */
  readonly charged: string
  readonly correct: string
  readonly promised: string
  readonly classCode: string
  /** Classes it may be corrected to, its own among them. */
  readonly classes: readonly { readonly value: string; readonly label: string }[]
  /** What the first person approved, when one has. */
  readonly standing: string | null
}

type Runner = (input: never) => Promise<ActionAnswer<unknown> | undefined>
const RUN: Readonly<Record<FormAction, Runner>> = {
  check: actions.check,
  verify: actions.verify,
  reject: actions.reject,
  approve: actions.approve,
  correct: actions.correct,
  confirm: actions.confirm,
  reverse: actions.reverse,
}

/** The form of one action; a refusal leaves what was typed. */
export function ErrorActionForm({ action, target }: { action: FormAction; target: ErrorTarget }) {
  const t = useTranslations('refunds')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()
  const { errorId, revision, currency } = target

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = Object.fromEntries(new FormData(event.currentTarget))
    startTransition(async () => {
      const outcome = outcomeOf(await RUN[action]({ ...typed, errorId, revision, currency } as never))
      if (outcome.ok) {
        notify({ title: t(`done.${action}`), tone: 'success' })
        close()
      } else {
        const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
        setErrors(fields.length > 0 ? fields : [{ message: outcome.message }])
      }
      if (outcome.ok || outcome.code === 'changed_meanwhile') router.refresh()
    })
  }
  const errorOf = (name: string) => errors.find((error) => error.name === name)?.message
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <p className="text-muted">{t(`actionHint.${action}`)}</p>
      <Fields action={action} target={target} errorOf={errorOf} />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{common('cancel')}</Button>
        <SubmitButton pending={isPending} look={action === 'reverse' ? 'danger' : 'primary'}>
          {t(`action.${action}`)}
        </SubmitButton>
      </div>
    </form>
  )
}

function Fields({
  action,
  target,
  errorOf,
}: {
  action: FormAction
  target: ErrorTarget
  errorOf: (name: string) => string | undefined
}) {
  const t = useTranslations('refunds')
  switch (action) {
    case 'check':
      return <TextArea name="finding" label={t('field.finding')} error={errorOf('finding')} autoFocus />
    case 'correct':
      return <CorrectFields target={target} errorOf={errorOf} />
    case 'verify':
      return (
        <>
          <div className="grid gap-3 sm:grid-cols-2">
            <TextInput
              name="charged"
              inputMode="decimal"
              label={t('form.charged')}
              defaultValue={target.charged}
              error={errorOf('charged')}
              required
              autoFocus
            />
            <TextInput
              name="correct"
              inputMode="decimal"
              label={t('form.correct')}
              defaultValue={target.correct}
              error={errorOf('correct')}
              required
            />
          </div>
          <TextArea name="finding" label={t('field.finding')} error={errorOf('finding')} />
        </>
      )
    case 'reject':
      return (
        <>
          <TextArea name="reason" label={t('field.reason')} error={errorOf('reason')} required autoFocus />
          <Select
            name="next"
            label={t('field.next')}
            error={errorOf('next')}
            required
            blank={t('form.choose')}
            options={NEXT_STEPS.map((value) => ({ value, label: t(`next.${value}`) }))}
          />
        </>
      )
    case 'approve':
      return (
        <>
          <TextInput
            name="amount"
            inputMode="decimal"
            label={t('field.amount')}
            hint={t('field.amountHint', { promised: target.promised })}
            defaultValue={target.standing ?? target.promised}
            readOnly={target.standing !== null}
            error={errorOf('amount')}
            required
            autoFocus
          />
          {target.standing === null ? (
            <TextInput
              name="reason"
              label={t('field.excessReason')}
              hint={t('field.excessHint')}
              error={errorOf('reason')}
            />
          ) : null}
          <TextInput name="note" label={t('field.note')} error={errorOf('note')} />
        </>
      )
    case 'reverse':
      return <TextArea name="reason" label={t('field.reason')} error={errorOf('reason')} required autoFocus />
    case 'confirm':
      return null
  }
}
