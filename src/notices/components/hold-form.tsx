'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { useDialogClose } from '@/ui/dialog'
import { ErrorSummary } from '@/ui/error-summary'
import { notify } from '@/ui/notify'
import { SubmitButton } from '@/ui/submit-button'
import { TextArea } from '@/ui/text-area'
import { callOffAnEvent, holdAnEvent, liftAHold } from '../actions'

export type HoldAction = 'hold' | 'lift' | 'callOff'
const RUN = { hold: holdAnEvent, lift: liftAHold, callOff: callOffAnEvent } as const

/** Reason of a hold, of lifting it or of calling off; it goes on record with the name. */
export function HoldForm({ id, number, action }: { id: string; number: string; action: HoldAction }) {
  const t = useTranslations('notices.hold')
  const common = useTranslations('common')
  const router = useRouter()
  const close = useDialogClose()
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, startTransition] = useTransition()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    startTransition(async () => {
      const outcome = outcomeOf(await RUN[action]({ ref: id, reason }))
      if (!outcome.ok) return setProblem(outcome.fields.reason ?? outcome.message)
      notify({ title: t(`${action}Done`, { number }), tone: 'success' })
      close()
      router.refresh()
    })
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <ErrorSummary errors={problem ? [{ name: 'reason', message: problem }] : []} />
      <p>{t(`${action}Body`)}</p>
      <TextArea
        name="reason"
        label={t('reason')}
        hint={t('reasonHint')}
        required
        autoFocus
        rows={3}
        error={problem ?? undefined}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={close}>{common('cancel')}</Button>
        <SubmitButton pending={isPending} look={action === 'callOff' ? 'danger' : 'primary'}>
          {t(action)}
        </SubmitButton>
      </div>
    </form>
  )
}
