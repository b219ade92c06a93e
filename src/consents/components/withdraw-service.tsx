'use client'

import { useTranslations } from 'next-intl'
import { outcomeOf } from '@/identity/outcome'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { notify } from '@/ui/notify'
import { offerService } from '../actions'

/** Takes a service out of the catalogue or puts it back. */
export function WithdrawService({ code, isWithdrawn }: { code: string; isWithdrawn: boolean }) {
  const t = useTranslations('orders.services')
  const label = t(isWithdrawn ? 'offerAgain' : 'withdraw')
  const run = async () => {
    const outcome = outcomeOf(await offerService({ code, isWithdrawn: !isWithdrawn }))
    if (!outcome.ok) notify({ title: outcome.message, tone: 'danger' })
  }
  return (
    <ConfirmDialog label={label} title={`${label} ${code}`} size="sm" look="quiet" onConfirm={run}>
      {t(isWithdrawn ? 'offerAgainBody' : 'withdrawBody')}
    </ConfirmDialog>
  )
}
