import { useTranslations } from 'next-intl'
import { StateBadge } from '@/ui/state-badge'
import { TimeLeft } from '@/ui/time-left'
import type { OrderState } from '../rules/lists'
import { STATE_KIND } from './order-words'

/** The state of an order; while it waits for an answer also how long it may. */
export function OrderStateBadge({
  state,
  windowEndsAt,
  now,
  timeZone,
}: {
  state: OrderState
  windowEndsAt: Date | null
  now: Date
  timeZone: string
}) {
  const t = useTranslations('orders.state')
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <StateBadge kind={STATE_KIND[state]} label={t(state)} plain />
      {state === 'asked' && windowEndsAt ? (
        <TimeLeft dueAt={windowEndsAt} now={now} timeZone={timeZone} />
      ) : null}
    </span>
  )
}
