'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { BulkBar } from '@/ui/bulk-bar'
import { Button } from '@/ui/button'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { Dialog, DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { rowChecks } from '@/ui/row-checks'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { accept, acceptAll, dismiss } from '../actions'

/** Name of the boxes in the list. */
export const SELECTED = 'finding'

type Done = { readonly accepted: number; readonly known: number; readonly refused: readonly unknown[] }

function useAccepted() {
  const t = useTranslations('reconciliation')
  const router = useRouter()
  return ({ accepted, known, refused }: Done, left = false) => {
    notify({
      title: t('done.accepted', { accepted, known, refused: refused.length }),
      tone: accepted + known > 0 ? 'success' : 'danger',
    })
    if (left) notify({ title: t('done.left'), tone: 'warning' })
    router.refresh()
  }
}

/** Accepts or sets aside the checked findings. */
export function FindingBulk() {
  const t = useTranslations('reconciliation')
  const tell = useAccepted()
  const [dismissing, setDismissing] = useState<readonly string[] | null>(null)
  const chosen = () =>
    rowChecks(SELECTED)
      .filter((box) => box.checked)
      .map((box) => box.value)
  const run = async () => {
    const outcome = outcomeOf(await accept({ ids: chosen() }))
    if (outcome.ok) tell(outcome.value)
    else notify({ title: outcome.message, tone: 'danger' })
  }
  return (
    <>
      <BulkBar name={SELECTED}>
        <ConfirmDialog
          label={t('action.accept')}
          title={t('action.acceptTitle')}
          look="primary"
          onConfirm={run}
        >
          {t('action.acceptBody')}
        </ConfirmDialog>
        <Button onClick={() => setDismissing(chosen())}>{t('action.dismiss')}</Button>
      </BulkBar>
      {dismissing ? (
        <Dialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setDismissing(null)}
          title={t('action.dismissTitle')}
        >
          <DismissForm ids={dismissing} />
        </Dialog>
      ) : null}
    </>
  )
}

/** Accepts everything open that the filter means. */
export function AcceptAll({ input }: { input: Parameters<typeof acceptAll>[0] }) {
  const t = useTranslations('reconciliation')
  const tell = useAccepted()
  const run = async () => {
    const outcome = outcomeOf(await acceptAll(input))
    if (outcome.ok) tell(outcome.value, outcome.value.left)
    else notify({ title: outcome.message, tone: 'danger' })
  }
  return (
    <ConfirmDialog label={t('action.acceptAll')} title={t('action.acceptAllTitle')} size="sm" onConfirm={run}>
      {t('action.acceptAllBody')}
    </ConfirmDialog>
  )
}

/** Decisions on one finding. */
export function FindingDecision({ id, isOwing }: { id: string; isOwing: boolean }) {
  const t = useTranslations('reconciliation')
  const tell = useAccepted()
  const run = async () => {
    const outcome = outcomeOf(await accept({ ids: [id] }))
    if (outcome.ok) tell(outcome.value)
    else notify({ title: outcome.message, tone: 'danger' })
  }
  return (
    <span className="flex flex-wrap gap-2">
      {isOwing ? (
        <ConfirmDialog
          label={t('action.accept')}
          title={t('action.acceptTitle')}
          look="primary"
          onConfirm={run}
        >
          {t('action.acceptBody')}
        </ConfirmDialog>
      ) : null}
      <DialogButton label={t('action.dismiss')} title={t('action.dismissTitle')}>
        <DismissForm ids={[id]} />
      </DialogButton>
    </span>
  )
}

function DismissForm({ ids }: { ids: readonly string[] }) {
  const t = useTranslations('reconciliation')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await dismiss({ ids: [...ids], reason }))
      if (!outcome.ok) return setProblem(outcome.fields.reason ?? outcome.message)
      notify({ title: t('done.dismissed', { count: outcome.value.dismissed }), tone: 'success' })
      close()
      router.refresh()
    })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={problem ? [{ name: 'reason', message: problem }] : []} />
      <p className="text-muted">{t('action.dismissBody')}</p>
      <TextArea name="reason" label={t('action.reason')} error={problem ?? undefined} required autoFocus />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{common('cancel')}</Button>
        <SubmitButton pending={isPending}>{t('action.dismiss')}</SubmitButton>
      </div>
    </form>
  )
}
