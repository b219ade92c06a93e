'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState, useTransition } from 'react'
import { outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { notify } from '@/ui/notify'
import { findCustomerOfOrders } from '../actions'

/** Orders of one number. It goes to the server in the body: addresses are kept in logs and histories. */
export function CustomerOfOrders() {
  const t = useTranslations('orders.filter')
  const router = useRouter()
  const [phone, setPhone] = useState('')
  const [isPending, startTransition] = useTransition()
  const find = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await findCustomerOfOrders({ phone }))
      if (outcome.ok) router.push(`/orders?customer=${outcome.value}` as Route)
      else notify({ title: outcome.message, tone: 'danger' })
    })
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    find()
  }
  return (
    <span className="flex gap-1">
      <input
        className="input"
        type="tel"
        inputMode="tel"
        aria-label={t('phone')}
        placeholder={t('phone')}
        autoComplete="off"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
        onKeyDown={onEnter}
        style={{ width: '10rem' }}
      />
      <Button onClick={find} disabled={isPending || phone.trim() === ''}>
        {t('find')}
      </Button>
    </span>
  )
}
