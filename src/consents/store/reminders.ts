import type { Tx } from '@/platform/context'

/** Active orders with a monthly fee that began before the month and have no reminder in it. */
export async function dueReminders(tx: Tx, month: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM subscription_order o JOIN service_version v ON v.id = o.service_version_id
    WHERE o.state = 'active' AND v.period = 'month' AND v.price_minor > 0 AND o.activated_at < ${month}::date
      AND NOT EXISTS (SELECT 1 FROM fee_reminder r WHERE r.order_id = o.id AND r.month = ${month}::date)
    ORDER BY o.id LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/** @returns false when the month has its reminder already */
export async function insertReminder(tx: Tx, orderId: string, month: string, sentAt: Date): Promise<boolean> {
  const count = await tx.$executeRaw`
    INSERT INTO fee_reminder (order_id, month, sent_at) VALUES (${orderId}::uuid, ${month}::date, ${sentAt})
    ON CONFLICT (order_id, month) DO NOTHING`
  return count === 1
}
