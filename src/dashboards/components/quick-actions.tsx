'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState, useTransition } from 'react'
import { chaseMany, reassignMany } from '@/complaints/actions'
import { loadOwners } from '@/complaints/components/filter-boxes'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { Combobox } from '@/ui/combobox'
import { Dialog, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'

type Target = { readonly complaintId: string; readonly number: string; readonly revision: number }

type Asked = { readonly kind: 'chase' | 'reassign'; readonly target: Target }

/** What a pressed button of the list asks for; null for any other press. */
function askedBy(event: MouseEvent): Asked | null {
  const button =
    event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-quick]') : null
  if (!button) return null
  const { quick, case: complaintId = '', number = '', revision } = button.dataset
  return {
    kind: quick === 'reassign' ? 'reassign' : 'chase',
    target: { complaintId, number, revision: Number(revision) },
  }
}

/** Chase or reassign straight from the board, two clicks each: the dialogs behind the buttons of `UrgentList`. */
export function QuickActions() {
  const t = useTranslations('dashboards.quick')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      const found = askedBy(event)
      if (!found) return
      setAsked(found)
      setIsOpen(true)
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [])
  if (!asked) return null
  const { kind, target } = asked
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={t(`${kind}Title`, { number: target.number })}
      size={kind === 'chase' ? 'sm' : 'md'}
    >
      {kind === 'chase' ? <Chase target={target} /> : <ReassignForm target={target} />}
    </Dialog>
  )
}

function Chase({ target }: { target: Target }) {
  const t = useTranslations('dashboards.quick')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [isPending, startTransition] = useTransition()
  const chase = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await chaseMany({ items: [{ complaintId: target.complaintId }] }))
      const done = outcome.ok && outcome.value[0]?.result.ok
      notify({
        title: done ? t('chased', { number: target.number }) : t('notDone'),
        tone: done ? 'success' : 'danger',
      })
      close()
      router.refresh()
    })
  return (
    <>
      <div className="mb-4">{t('chaseBody')}</div>
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{common('cancel')}</Button>
        <Button look="primary" disabled={isPending} onClick={chase} autoFocus>
          {isPending ? common('saving') : common('confirm')}
        </Button>
      </div>
    </>
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
