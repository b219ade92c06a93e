'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { DescriptionList } from '@/ui/description-list'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { SubmitButton } from '@/ui/submit-button'
import { TextInput } from '@/ui/text-input'
import { reveal } from '../actions'

type Shown = { readonly phone: string; readonly name: string | null; readonly identity: string | null }

/** The customer, masked; in plain only after a reason was given, and only until the page is left. */
export function CustomerCard({
  complaintId,
  masked,
  mayReveal,
}: {
  complaintId: string
  masked: Shown
  mayReveal: boolean
}) {
  const t = useTranslations('cases.case')
  const [plain, setPlain] = useState<Shown | null>(null)
  const shown = plain ?? masked
  return (
    <>
      <DescriptionList
        items={[
          { term: t('phone'), value: shown.phone },
          ...(shown.name ? [{ term: t('name'), value: shown.name }] : []),
          ...(shown.identity ? [{ term: t('identity'), value: shown.identity }] : []),
        ]}
      />
      {plain ? (
        <p className="mt-2 text-muted text-xs" role="status">
          {t('revealed')}
        </p>
      ) : mayReveal ? (
        <div className="no-print mt-2">
          <DialogButton label={t('reveal')} title={t('revealTitle')} look="quiet" buttonSize="sm" size="sm">
            <RevealForm complaintId={complaintId} onShown={setPlain} />
          </DialogButton>
        </div>
      ) : null}
    </>
  )
}

function RevealForm({ complaintId, onShown }: { complaintId: string; onShown: (plain: Shown) => void }) {
  const t = useTranslations('cases.case')
  const close = useDialogClose()
  const [problem, setProblem] = useState<{
    message: string
    fields: Readonly<Record<string, string>>
  } | null>(null)
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await reveal({ complaintId, reason }))
      if (!outcome.ok) return setProblem(outcome)
      onShown(outcome.value)
      close()
    })
  }
  const error = problem?.fields.reason
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={problem && !error ? [{ message: problem.message }] : []} />
      <TextInput
        name="reason"
        label={t('revealReason')}
        hint={t('revealHint')}
        required
        error={error}
        autoFocus
      />
      <div className="flex justify-end">
        <SubmitButton pending={isPending}>{t('reveal')}</SubmitButton>
      </div>
    </form>
  )
}
