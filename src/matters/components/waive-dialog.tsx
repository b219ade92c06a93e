'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'

type WaiveInput = { readonly obligationId: string; readonly reason: string; readonly proof: string }

/** Whose promise it is: the room's own server action, and the texts that name a case or a matter. */
type Waiver = {
  readonly obligationId: string
  readonly waive: (input: WaiveInput) => Promise<Parameters<typeof outcomeOf>[0]>
  readonly texts: 'cases.waive' | 'matters.waive'
}

/** Waives a promise that runs or was broken; reported apart, never as kept. */
export function WaiveDialog({ code, ...waiver }: Waiver & { readonly code: string }) {
  const t = useTranslations(waiver.texts)
  return (
    <DialogButton label={t('action')} title={t('title', { code })} look="quiet" buttonSize="sm">
      <WaiveForm {...waiver} />
    </DialogButton>
  )
}

function WaiveForm({ obligationId, waive, texts }: Waiver) {
  const t = useTranslations(texts)
  const router = useRouter()
  const close = useDialogClose()
  const [problem, setProblem] = useState<{
    message: string
    fields: Readonly<Record<string, string>>
  } | null>(null)
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const field = (name: string) => String(data.get(name) ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await waive({ obligationId, reason: field('reason'), proof: field('proof') }))
      if (!outcome.ok) return setProblem(outcome)
      notify({ title: t('done'), tone: 'success' })
      close()
      router.refresh()
    })
  }
  const hasFields = Object.keys(problem?.fields ?? {}).length > 0
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={problem && !hasFields ? [{ message: problem.message }] : []} />
      <p className="text-muted">{t('hint')}</p>
      <TextArea name="reason" label={t('reason')} required error={problem?.fields.reason} autoFocus />
      <TextInput name="proof" label={t('proof')} required error={problem?.fields.proof} />
      <div className="flex justify-end">
        <SubmitButton pending={isPending}>{t('action')}</SubmitButton>
      </div>
    </form>
  )
}
