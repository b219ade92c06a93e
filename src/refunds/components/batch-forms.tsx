'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary, type FormError } from '@/ui/error-summary'
import { FileDrop } from '@/ui/file-drop'
import { notify } from '@/ui/notify'
import { Select, type SelectOption } from '@/ui/select'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { TextInput } from '@/ui/text-input'
import { batchStep, tick } from '../batch-actions'
import { NEXT_STEPS } from '../rules/states'

/** Sends a file with one cause; its lines become errors in the background. */
export function BatchUpload({ units }: { units: readonly SelectOption[] }) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [files, setFiles] = useState<readonly File[]>([])
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isSending, setIsSending] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isSending) return
    const data = new FormData(event.currentTarget)
    const [file] = files
    if (!file) {
      setErrors([{ name: 'file', message: t('batch.fileNeeded') }])
      return
    }
    setIsSending(true)
    try {
      const query = new URLSearchParams({
        unitId: String(data.get('unitId')),
        cause: String(data.get('cause')),
        sample: String(data.get('sample') ?? ''),
        name: file.name,
      })
      const answer = await fetch(`/api/v1/refunds/batches?${query}`, { method: 'POST', body: file })
      const body: unknown = await answer.json().catch(() => null)
      const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
      if (answer.ok) router.push(`/refunds/batches/${String(given.id)}`)
      else setErrors([{ message: String(given.title ?? t('form.connection')) }])
    } catch {
      setErrors([{ message: t('form.connection') }])
    } finally {
      setIsSending(false)
    }
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <div className="grid gap-3 sm:grid-cols-3">
        <TextInput
          name="cause"
          label={t('batch.cause')}
          hint={t('batch.causeHint')}
          required
          maxLength={200}
        />
        <Select name="unitId" label={t('form.unit')} hint={t('batch.unitHint')} options={units} required />
        <TextInput
          name="sample"
          inputMode="numeric"
          label={t('batch.sampleSize')}
          hint={t('batch.sampleHint')}
          maxLength={4}
        />
      </div>
      <FileDrop
        name="file"
        label={t('batch.file')}
        hint={t('batch.fileHint')}
        accept=".csv,.xlsx,text/csv"
        kinds="CSV, XLSX"
        maxMegabytes={50}
        onFiles={setFiles}
      />
      <div>
        <SubmitButton pending={isSending}>{t('batch.open')}</SubmitButton>
      </div>
    </form>
  )
}

/** Begins a step for the whole batch. */
export function BatchStepButton({
  batchId,
  step,
  primary,
}: {
  batchId: string
  step: 'verify' | 'approve'
  primary: boolean
}) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  return (
    <Button
      look={primary ? 'primary' : 'default'}
      aria-disabled={isPending}
      onClick={() =>
        startTransition(async () => {
          const outcome = outcomeOf(await batchStep({ batchId, step }))
          notify(
            outcome.ok
              ? { title: t('batch.begun'), tone: 'success' }
              : { title: outcome.message, tone: 'warning' },
          )
          router.refresh()
        })
      }
    >
      {t(`batch.step.${step}`)}
    </Button>
  )
}

export function BatchReject({ batchId }: { batchId: string }) {
  const t = useTranslations('refunds')
  return (
    <DialogButton label={t('batch.step.reject')} title={t('batch.step.reject')}>
      <RejectForm batchId={batchId} />
    </DialogButton>
  )
}

function RejectForm({ batchId }: { batchId: string }) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const close = useDialogClose()
  const [errors, setErrors] = useState<readonly FormError[]>([])
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    startTransition(async () => {
      const outcome = outcomeOf(
        await batchStep({
          batchId,
          step: 'reject',
          reason: String(data.get('reason') ?? ''),
          next: String(data.get('next') ?? '') as 'complain',
        }),
      )
      if (outcome.ok) {
        close()
        router.refresh()
        return
      }
      const fields = Object.entries(outcome.fields).map(([name, message]) => ({ name, message }))
      setErrors(fields.length > 0 ? fields : [{ message: outcome.message }])
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={errors} />
      <TextArea name="reason" label={t('field.reason')} required autoFocus />
      <Select
        name="next"
        label={t('field.next')}
        required
        blank={t('form.choose')}
        options={NEXT_STEPS.map((value) => ({ value, label: t(`next.${value}`) }))}
      />
      <SubmitButton pending={isPending}>{t('batch.step.reject')}</SubmitButton>
    </form>
  )
}

/** Says that an error of the sample is right, or not. */
export function SampleTick({
  batchId,
  errorId,
  number,
}: {
  batchId: string
  errorId: string
  number: string
}) {
  const t = useTranslations('refunds')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const say = (isRight: boolean) =>
    startTransition(async () => {
      const outcome = outcomeOf(await tick({ batchId, errorId, isRight, note: null }))
      if (!outcome.ok) notify({ title: outcome.message, tone: 'warning' })
      router.refresh()
    })
  return (
    <span className="flex gap-1">
      <Button
        size="sm"
        aria-disabled={isPending}
        aria-label={t('batch.rightOf', { number })}
        onClick={() => say(true)}
      >
        {t('batch.right')}
      </Button>
      <Button
        size="sm"
        look="quiet"
        aria-disabled={isPending}
        aria-label={t('batch.wrongOf', { number })}
        onClick={() => say(false)}
      >
        {t('batch.wrong')}
      </Button>
    </span>
  )
}
