import { orgTree } from '@/organisation/tree'
import { type Ctx, withTransaction } from '@/platform/context'
import { localParts } from '@/ui/local-parts'
import { dueReminders, insertReminder } from '../store/reminders'
import { serviceVersion } from '../store/services'
import { lockedOrder } from './locked-order'
import { serviceParams, tell } from './messages'

const BATCH = 200
/** Nobody is woken by a reminder: they go by day, in the branch's zone. */
const FROM_HOUR = 9
const TO_HOUR = 20

/** First day of the local month of a unit's zone, `2026-03-01`. */
function monthOf(at: Date, timeZone: string): string {
  const { year, month } = localParts(at, timeZone)
  return `${year}-${String(month).padStart(2, '0')}-01`
}

/**
 * Sends each active monthly order its free reminder of the fee, once a calendar month (BR-13). Who was sent one is told by
 * the table, so a worker that stops half-way goes on where it was. @returns number sent
 */
export async function remindOfFees(ctx: Ctx): Promise<number> {
  const tree = await orgTree(ctx)
  const timeZone = tree.root?.timeZone ?? 'Asia/Shanghai'
  const now = ctx.clock()
  const { hour } = localParts(now, timeZone)
  if (hour < FROM_HOUR || hour >= TO_HOUR) return 0
  const month = monthOf(now, timeZone)
  let sent = 0
  for (const id of await dueReminders(ctx.tx ?? ctx.db, month, BATCH)) {
    const done = await withTransaction(ctx, async (ctx) => {
      const order = await lockedOrder(ctx, id, null)
      if (order.state !== 'active' || !(await insertReminder(ctx.tx, id, month, ctx.clock()))) return false
      const service = await serviceVersion(ctx.tx, order.serviceVersionId)
      await tell(
        ctx,
        {
          subjectType: 'subscription_order',
          subjectId: id,
          customerId: order.customerId,
          unitId: order.unitId,
        },
        'consent.fee_reminder',
        serviceParams(service),
        month.slice(0, 7),
      )
      return true
    })
    if (done.ok && done.value) sent += 1
  }
  return sent
}
