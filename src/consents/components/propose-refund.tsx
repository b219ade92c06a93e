'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { type ActionAnswer, outcomeOf } from '@/identity/outcome'
import { Button } from '@/ui/button'
import { notify } from '@/ui/notify'

/** Reports a wrong charge; given by the page, because refunds are another room's. */
export type Propose = (input: {
  orderId: string
  chargeRef: string
}) => Promise<ActionAnswer<{ readonly number: string; readonly wasReportedBefore: boolean }> | undefined>

/** One press: the charge is reported, and its refund opens. */
export function ProposeRefund({
  orderId,
  chargeRef,
  propose,
  look,
  label,
}: {
  orderId: string
  chargeRef: string
  propose: Propose
  look?: 'primary' | 'default'
  label: string
}) {
  const t = useTranslations('orders.charge')
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const press = () =>
    startTransition(async () => {
      const outcome = outcomeOf(await propose({ orderId, chargeRef }))
      if (!outcome.ok) {
        notify({ title: outcome.message, tone: 'danger' })
        return
      }
      const { number, wasReportedBefore } = outcome.value
      notify({ title: t(wasReportedBefore ? 'known' : 'proposed', { number }), tone: 'success' })
      router.push(`/refunds/${encodeURIComponent(number)}` as Route)
    })
  return (
    <Button size="sm" look={look} disabled={isPending} onClick={press}>
      {label}
    </Button>
  )
}
