import type { TxCtx } from '@/platform/context'
import type { Prepared } from '../rules/planned'
import { openEventsOf } from '../store/events'
import { noticesOf } from '../store/notices'
import { callOffLocked } from './change'

/** Balance notices that reached the customer before the suspension was planned. */
export type TakenOver = {
  /** Number of the low balance they belong to. */
  readonly number: string
  readonly foundAt: Date
  readonly notices: readonly {
    readonly id: string
    readonly channel: string
    readonly sentAt: Date
    readonly deliveredAt: Date
  }[]
}

/**
 * The low balances that planned prepaid suspensions follow, by the suspension's reference: what the customer was told
 * counts for the suspension, and the low balance itself is settled. The caller holds the locks of the accounts.
 */
export async function takeOverLowBalances(
  ctx: TxCtx,
  events: readonly Prepared[],
): Promise<ReadonlyMap<string, TakenOver>> {
  const prepaid = events.filter(
    ({ kind, customerClass }) => kind === 'suspension' && customerClass === 'prepaid',
  )
  if (prepaid.length === 0) return new Map()
  const low = await openEventsOf(
    ctx.tx,
    prepaid.map(({ accountHash }) => accountHash),
    'low_balance',
  )
  const taken = new Map<string, TakenOver>()
  for (const event of low) {
    const notices = (await noticesOf(ctx.tx, event.id)).flatMap(({ id, channel, sentAt, deliveredAt }) =>
      sentAt && deliveredAt ? [{ id, channel, sentAt, deliveredAt }] : [],
    )
    await callOffLocked(ctx, event, 'followed_by_suspension')
    for (const { ref, accountHash } of prepaid)
      if (accountHash === event.accountHash)
        taken.set(ref, { number: event.number, foundAt: event.plannedAt, notices })
  }
  return taken
}
