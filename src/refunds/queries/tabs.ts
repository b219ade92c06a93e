import { type Ctx, may } from '@/platform/context'
import type { RefundTab } from '../components/refund-tabs'

/** Parts of the room the reader's role opens. */
export function openTabs(ctx: Ctx): RefundTab[] {
  const tabs: RefundTab[] = ['errors']
  if (may(ctx, 'refund.batch') || may(ctx, 'refund.approve')) tabs.push('batches')
  if (may(ctx, 'refund.pay') || may(ctx, 'refund.export')) tabs.push('payments')
  if (may(ctx, 'refund.export')) tabs.push('ledger')
  if (may(ctx, 'refund.configure')) tabs.push('settings')
  return tabs
}
