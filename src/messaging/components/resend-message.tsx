'use client'

import { useTranslations } from 'next-intl'
import { useActionForm } from '@/identity/components/use-action-form'
import { useFinish } from '@/organisation/components/use-finish'
import { DialogButton } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { resendMessageAction } from '../actions'

/** Has a message sent again, with the reason. */
export function ResendMessage({ messageId, isUnknown }: { messageId: string; isUnknown: boolean }) {
  const t = useTranslations('messages')
  return (
    <DialogButton label={t('resend')} title={t('resend')} look="primary">
      <ResendForm messageId={messageId} isUnknown={isUnknown} />
    </DialogButton>
  )
}

function ResendForm({ messageId, isUnknown }: { messageId: string; isUnknown: boolean }) {
  const t = useTranslations('messages')
  const finish = useFinish()
  const form = useActionForm(resendMessageAction, {
    fixed: { messageId },
    onDone: () => finish(t('resent')),
  })
  return (
    <form onSubmit={form.onSubmit} className="flex flex-col gap-3" noValidate>
      <ErrorSummary errors={form.errors} />
      <p className="text-muted">{t(isUnknown ? 'resendUnknownText' : 'resendText')}</p>
      <TextArea name="reason" label={t('reason')} error={form.errorOf('reason')} required autoFocus />
      <div className="flex justify-end">
        <SubmitButton pending={form.isPending}>{t('resend')}</SubmitButton>
      </div>
    </form>
  )
}
