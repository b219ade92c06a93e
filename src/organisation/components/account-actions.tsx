'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type ActionAnswer, outcomeOf } from '@/identity/outcome'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { notify } from '@/ui/notify'
import { closeAccountAction, reopenAccountAction, resetPasswordAction, unlockAccountAction } from '../actions'
import type { StaffState } from '../queries/staff'
import type { OneTimePassword } from '../service/staff'
import { OneTimePasswordNotice } from './one-time-password'

/** What an administrator does with an account: unlock, new password, close, open again. */
export function AccountActions({ staffId, state }: { staffId: string; state: StaffState }) {
  const t = useTranslations('staff')
  const router = useRouter()
  const [password, setPassword] = useState<string | null>(null)

  const run = async <T,>(
    answer: Promise<ActionAnswer<T> | undefined>,
    done: (value: T) => void,
  ): Promise<void> => {
    const outcome = outcomeOf(await answer)
    if (outcome.ok) done(outcome.value)
    else notify({ title: outcome.message, tone: 'danger' })
    router.refresh()
  }
  const say = (title: string) => () => notify({ title, tone: 'success' })
  const show = ({ temporaryPassword }: OneTimePassword) => setPassword(temporaryPassword)

  return (
    <div className="flex flex-col gap-3">
      {password ? <OneTimePasswordNotice password={password} title={t('passwordReset')} /> : null}
      <div className="flex flex-wrap gap-2">
        {state === 'locked' ? (
          <ConfirmDialog
            label={t('unlock')}
            title={t('unlockTitle')}
            onConfirm={() => run(unlockAccountAction({ staffId }), say(t('unlocked')))}
          >
            {t('unlockText')}
          </ConfirmDialog>
        ) : null}
        {state === 'closed' ? (
          <ConfirmDialog
            label={t('reopen')}
            title={t('reopenTitle')}
            onConfirm={() => run(reopenAccountAction({ staffId }), show)}
          >
            {t('reopenText')}
          </ConfirmDialog>
        ) : (
          <>
            <ConfirmDialog
              label={t('resetPassword')}
              title={t('resetTitle')}
              onConfirm={() => run(resetPasswordAction({ staffId }), show)}
            >
              {t('resetText')}
            </ConfirmDialog>
            <ConfirmDialog
              label={t('closeAccount')}
              title={t('closeTitle')}
              confirmLabel={t('closeAccount')}
              onConfirm={() => run(closeAccountAction({ staffId }), say(t('accountClosed')))}
            >
              {t('closeText')}
            </ConfirmDialog>
          </>
        )}
      </div>
    </div>
  )
}
