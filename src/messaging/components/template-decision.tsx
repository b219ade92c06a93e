'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useActionForm } from '@/identity/components/use-action-form'
import { outcomeOf } from '@/identity/outcome'
import { useFinish } from '@/organisation/components/use-finish'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { DialogButton } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { decideTemplateAction, proposeTemplateAction } from '../actions'

/** Hands the draft in for approval. */
export function ProposeTemplate({ versionId }: { versionId: string }) {
  const t = useTranslations('templates')
  const router = useRouter()
  return (
    <ConfirmDialog
      label={t('propose')}
      title={t('proposeTitle')}
      confirmLabel={t('propose')}
      look="primary"
      onConfirm={async () => {
        const outcome = outcomeOf(await proposeTemplateAction({ versionId }))
        notify(
          outcome.ok ? { title: t('proposed'), tone: 'success' } : { title: outcome.message, tone: 'danger' },
        )
        router.refresh()
      }}
    >
      {t('proposeText')}
    </ConfirmDialog>
  )
}

/** Approves or sends back the words somebody else wrote. */
export function DecideTemplate({ versionId }: { versionId: string }) {
  const t = useTranslations('templates')
  return (
    <>
      <DialogButton label={t('approve')} title={t('approve')} look="primary">
        <DecisionForm versionId={versionId} decision="approved" />
      </DialogButton>
      <DialogButton label={t('reject')} title={t('reject')}>
        <DecisionForm versionId={versionId} decision="rejected" />
      </DialogButton>
    </>
  )
}

function DecisionForm({ versionId, decision }: { versionId: string; decision: 'approved' | 'rejected' }) {
  const t = useTranslations('templates')
  const finish = useFinish()
  const form = useActionForm(decideTemplateAction, {
    fixed: { versionId, decision },
    onDone: () => finish(t(`done.${decision}`)),
  })
  const word = decision === 'approved' ? 'approve' : 'reject'
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={form.onSubmit}>
      <ErrorSummary errors={form.errors} />
      <p className="text-muted">{t(`${word}Text`)}</p>
      <TextArea
        name="note"
        label={t('decisionNote')}
        error={form.errorOf('note')}
        required={decision === 'rejected'}
        autoFocus
      />
      <div className="flex justify-end">
        <SubmitButton pending={form.isPending}>{t(word)}</SubmitButton>
      </div>
    </form>
  )
}
