import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { NotificationKind, NotificationParams } from './rules/kinds'

export type NewNotification = {
  readonly recipientId: string
  readonly kind: NotificationKind
  readonly complaintId?: string | null
  /** Instead of a case: the matter it is about. */
  readonly matterId?: string | null
  readonly obligationId?: string | null
  /** Values for the message; never personal data of customers. */
  readonly params: NotificationParams
  /** The same key is delivered once, however often it is sent. */
  readonly idempotencyKey: string
}

/** Writes notifications in one statement; those already sent are left as they are. */
export async function insertNotifications(
  tx: Tx,
  notifications: readonly NewNotification[],
  at: Date,
): Promise<void> {
  if (notifications.length === 0) return
  const rows = notifications.map((notification) => ({
    id: newId(at.getTime()),
    complaintId: null,
    matterId: null,
    obligationId: null,
    ...notification,
    at,
  }))
  await tx.$executeRaw(insertsNotifications(true)`
    SELECT id, "recipientId", kind, "complaintId", "obligationId", params, at, "idempotencyKey", "matterId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(id uuid, "recipientId" uuid, kind text, "complaintId" uuid, "obligationId" uuid, params jsonb, at timestamptz, "idempotencyKey" text, "matterId" uuid)`)
}

/**
 * The statement that writes the notifications a query gives, to stand alone or in the `WITH` of another one: id,
 * recipient, kind, case, obligation, params, time, key, matter.
 * @param skipsKnown leaves those already sent as they are; otherwise the database refuses the statement for them
 */
export const insertsNotifications =
  (skipsKnown: boolean) =>
  (strings: TemplateStringsArray, ...values: unknown[]): Prisma.Sql =>
    Prisma.sql`
    INSERT INTO notification (id, recipient_id, kind, complaint_id, obligation_id, params, created_at, idempotency_key, matter_id)
    ${Prisma.sql(strings, ...values)}
    ${skipsKnown ? Prisma.sql`ON CONFLICT (idempotency_key) DO NOTHING` : Prisma.empty}`
