'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { createDraftAction, withdrawAction } from '../actions'
import { MomentField, momentOf } from './moment-field'

/** Starts a draft from the newest version and opens it. */
export function CreateDraftButton({ commitmentId }: { commitmentId: string }) {
  const t = useTranslations('commitments')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const create = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await createDraftAction({ commitmentId }))
      if (outcome.ok) router.push(`/commitments/${commitmentId}/edit` as Route)
      else notify({ title: outcome.message, tone: 'danger' })
    })
  return (
    <Button look="primary" disabled={isPending} onClick={create}>
      {t('createDraft')}
    </Button>
  )
}

/** Ends the term of the version in force. */
export function WithdrawButton({ versionId, timeZone }: { versionId: string; timeZone: string }) {
  const t = useTranslations('commitments')
  return (
    <DialogButton label={t('withdraw')} title={t('withdrawTitle')}>
      <WithdrawForm versionId={versionId} timeZone={timeZone} />
    </DialogButton>
  )
}

function WithdrawForm({ versionId, timeZone }: { versionId: string; timeZone: string }) {
  const t = useTranslations('commitments')
  const close = useDialogClose()
  const router = useRouter()
  const [error, setError] = useState<{ message: string; fields: Readonly<Record<string, string>> } | null>(
    null,
  )
  const [isPending, startTransition] = useTransition()
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      const outcome = outcomeOf(
        await withdrawAction({
          versionId,
          validTo: momentOf(form, 'validTo', timeZone),
          reason: String(form.get('reason') ?? ''),
        }),
      )
      if (!outcome.ok) {
        setError(outcome)
        return
      }
      notify({ title: t('withdrawn'), tone: 'success' })
      close()
      router.refresh()
    })
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={error ? [{ message: error.message }] : []} />
      <p>{t('withdrawHint')}</p>
      <MomentField
        name="validTo"
        label={t('endsAtLabel')}
        nowLabel={t('endsNow')}
        laterLabel={t('endsLater')}
      />
      <TextArea name="reason" label={t('reason')} required error={error?.fields.reason} />
      <SubmitButton look="danger" pending={isPending} className="self-end">
        {t('withdraw')}
      </SubmitButton>
    </form>
  )
}
