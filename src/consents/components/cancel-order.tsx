'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { ConfirmDialog } from '@/ui/confirm-dialog'
import { notify } from '@/ui/notify'
import { Select } from '@/ui/select'
import { cancelAnOrder } from '../actions'
import { CONSENT_CHANNELS, type ConsentChannel } from '../rules/lists'

/** Cancels in one step; asks only which way the customer said so. */
export function CancelOrder({ orderId, service }: { orderId: string; service: string }) {
  const t = useTranslations('orders')
  const [channel, setChannel] = useState<ConsentChannel>('hall')
  const cancel = async () => {
    const outcome = outcomeOf(await cancelAnOrder({ ref: orderId, channel }))
    if (outcome.ok) notify({ title: t('cancel.done'), tone: 'success' })
    else notify({ title: outcome.message, tone: 'danger' })
  }
  return (
    <ConfirmDialog
      label={t('cancel.action')}
      title={t('cancel.title', { service })}
      confirmLabel={t('cancel.confirm')}
      look="danger"
      onConfirm={cancel}
    >
      <p className="mb-3">{t('cancel.body')}</p>
      <Select
        name="channel"
        label={t('cancel.channel')}
        options={CONSENT_CHANNELS.filter((each) => each !== 'api').map((value) => ({
          value,
          label: t(`channel.${value}`),
        }))}
        value={channel}
        onChange={(event) => setChannel(event.target.value as ConsentChannel)}
      />
    </ConfirmDialog>
  )
}
