'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/ui/button'
import { useDialogClose } from '@/ui/dialog'
import { DraftNotice } from '@/ui/draft-notice'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import type { SelectOption } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { useDraft } from '@/ui/use-draft'
import { FieldOfAction } from './action-field'
import { ACTION_FIELDS } from './action-fields'
import { type ActionTarget, type FormAction, runAction } from './run-action'

/** What choices some fields need from the case's page. */
export type FormChoices = {
  readonly classes: readonly SelectOption[]
  readonly otherCases: readonly SelectOption[]
  readonly pauseReasons: readonly string[] | null
  readonly closeNeedsReason: boolean
}

type Problem = {
  readonly code: string
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
}

/**
 * The form of one action. What was typed is never lost: a refusal leaves the fields as they are, a closed dialog or a
 * broken connection leaves a draft; when somebody was faster the case is read again underneath.
 */
export function ActionForm({
  action,
  target,
  choices,
  userKey,
  hint,
}: {
  action: FormAction
  target: ActionTarget
  choices: FormChoices
  userKey: string
  hint?: string
}) {
  const t = useTranslations('cases')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isPending, startTransition] = useTransition()
  const draft = useDraft({ form: `${action}:${target.complaintId}`, userKey })

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    startTransition(async () => {
      const outcome = await runAction(action, data, target)
      if (outcome.ok) {
        draft.clear()
        notify({ title: t(`done.${action}`), tone: 'success' })
        close()
      } else setProblem(outcome)
      if (outcome.ok || outcome.code === 'changed_meanwhile') router.refresh()
    })
  }
  const labelled = (name: string, message: string) => {
    const field = ACTION_FIELDS[action].find((one) => one.name === name)
    return field ? t('filter.chip', { name: t(`field.${field.label}`), value: message }) : message
  }
  const fieldErrors = Object.entries(problem?.fields ?? {})
  const errors = fieldErrors.length
    ? fieldErrors.map(([name, message]) => ({ name, message: labelled(name, message) }))
    : problem
      ? [{ message: problem.message }]
      : []
  return (
    <form ref={draft.formRef} onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <DraftNotice restoredAt={draft.restoredAt} timeZone={target.timeZone} onDiscard={draft.discard} />
      <ErrorSummary errors={errors} />
      {problem?.code === 'changed_meanwhile' ? <p role="status">{t('case.changed')}</p> : null}
      {hint ? <p className="text-muted">{hint}</p> : null}
      {ACTION_FIELDS[action].map((field, index) => (
        <FieldOfAction
          key={field.name}
          field={field}
          error={problem?.fields[field.name]}
          choices={choices}
          autoFocus={index === 0}
        />
      ))}
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{common('cancel')}</Button>
        <SubmitButton pending={isPending}>{t(`action.${action}`)}</SubmitButton>
      </div>
    </form>
  )
}
