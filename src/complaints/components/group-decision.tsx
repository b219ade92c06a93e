'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useActionForm } from '@/identity/components/use-action-form'
import { DialogButton, useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { closeGroup } from '../actions'

type Decision = 'confirmed' | 'dismissed'

/** Confirm the common cause, or say why it is none. Both keep the cases linked. */
export function GroupDecision({ groupId, cases }: { groupId: string; cases: number }) {
  const t = useTranslations('groups')
  return (
    <>
      <DialogButton label={t('dismiss')} title={t('dismissTitle')}>
        <DecisionForm groupId={groupId} state="dismissed" cases={cases} />
      </DialogButton>
      <DialogButton label={t('confirm')} title={t('confirmTitle')} look="primary">
        <DecisionForm groupId={groupId} state="confirmed" cases={cases} />
      </DialogButton>
    </>
  )
}

function DecisionForm({ groupId, state, cases }: { groupId: string; state: Decision; cases: number }) {
  const t = useTranslations('groups')
  const router = useRouter()
  const close = useDialogClose()
  const { onSubmit, errors, errorOf, isPending } = useActionForm(closeGroup, {
    fixed: { groupId, state },
    onDone: () => {
      notify({ title: t(`done.${state}`), tone: 'success' })
      close()
      router.refresh()
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="flex flex-col gap-3">
      <p>{t(state === 'confirmed' ? 'confirmBody' : 'dismissBody', { count: cases })}</p>
      <ErrorSummary errors={errors} />
      <TextArea
        name="note"
        label={t(state === 'confirmed' ? 'noteLabel' : 'reasonLabel')}
        hint={t(state === 'confirmed' ? 'noteHint' : 'reasonHint')}
        error={errorOf('note')}
        required
        rows={4}
        maxLength={4000}
      />
      <SubmitButton look="primary" pending={isPending}>
        {t(state === 'confirmed' ? 'confirm' : 'dismiss')}
      </SubmitButton>
    </form>
  )
}
