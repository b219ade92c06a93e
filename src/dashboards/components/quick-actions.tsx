'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { chaseMany, reassignMany } from '@/complaints/actions'
import { loadOwners } from '@/complaints/components/filter-boxes'
import { outcomeOf } from '@/identity/outcome'
import { Combobox } from '@/ui/combobox'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'

type Target = { readonly complaintId: string; readonly number: string; readonly revision: number }

/** Chase or reassign straight from the board, two clicks each. */
export function QuickActions({
  target,
  canReassign,
  canChase,
}: {
  target: Target
  canReassign: boolean
  canChase: boolean
}) {
  const t = useTranslations('dashboards.quick')
  return (
    <>
      {canChase ? <Chase target={target} /> : null}
      {canReassign ? (
        <DialogButton
          label={t('reassign')}
          title={t('reassignTitle', { number: target.number })}
          look="quiet"
          buttonSize="sm"
        >
          <ReassignForm target={target} />
        </DialogButton>
      ) : null}
    </>
  )
}

function Chase({ target }: { target: Target }) {
  const t = useTranslations('dashboards.quick')
  const router = useRouter()
  const chase = async () => {
    const outcome = outcomeOf(await chaseMany({ items: [{ complaintId: target.complaintId }] }))
    const done = outcome.ok && outcome.value[0]?.result.ok
    notify({
      title: done ? t('chased', { number: target.number }) : t('notDone'),
      tone: done ? 'success' : 'danger',
    })
    router.refresh()
  }
  return (
    <ConfirmDialog
      label={t('chase')}
      title={t('chaseTitle', { number: target.number })}
      look="quiet"
      size="sm"
      onConfirm={chase}
    >
      {t('chaseBody')}
    </ConfirmDialog>
  )
}

function ReassignForm({ target }: { target: Target }) {
  const t = useTranslations('dashboards.quick')
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
    startTransition(async () => {
      const outcome = outcomeOf(
        await reassignMany({
          items: [{ complaintId: target.complaintId, revision: target.revision }],
          toStaffId: String(data.get('toStaffId') ?? ''),
          reason: String(data.get('reason') ?? ''),
        }),
      )
      if (!outcome.ok) return setProblem(outcome)
      const isDone = outcome.value[0]?.result.ok === true
      notify({
        title: isDone ? t('reassigned', { number: target.number }) : t('notDone'),
        tone: isDone ? 'success' : 'danger',
      })
      close()
      router.refresh()
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <ErrorSummary errors={problem ? [{ message: problem.message }] : []} />
      <Combobox
        name="toStaffId"
        label={t('newOwner')}
        required
        load={loadOwners}
        error={problem?.fields.toStaffId}
        autoFocus
      />
      <TextArea
        name="reason"
        label={t('reason')}
        required
        defaultValue={t('reasonDefault')}
        error={problem?.fields.reason}
      />
      <div className="flex justify-end">
        <SubmitButton pending={isPending}>{t('reassign')}</SubmitButton>
      </div>
    </form>
  )
}
