import { newId } from '@/kernel/ids'
import { type Ctx, reader } from '@/platform/context'

/** What a person is told about; each has its words under `notifications.kinds.<kind>`. */
export const NOTIFICATION_KINDS = [
  'assigned',
  'chased',
  'supervised',
  'upgraded',
  'step',
  'group_warning',
  'import_done',
] as const
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

export type NewNotification = {
  readonly recipientId: string
  readonly kind: NotificationKind
  readonly complaintId?: string | null
  readonly obligationId?: string | null
  /** Values for the message of that kind; never personal data of customers. */
  readonly params: Readonly<Record<string, string | number>>
  /** The same key is told once, however often a job runs. */
  readonly idempotencyKey: string
}

/** Leaves a notification in the current transaction; open pages of the recipient hear of it at commit. */
export async function notify(ctx: Ctx, notification: NewNotification): Promise<void> {
  await notifyAll(ctx, [notification])
}

/** The same for several people in one statement. */
export async function notifyAll(ctx: Ctx, notifications: readonly NewNotification[]): Promise<void> {
  if (notifications.length === 0) return
  const at = ctx.clock()
  const rows = notifications.map((each) => ({
    id: newId(at.getTime()),
    recipient_id: each.recipientId,
    kind: each.kind,
    complaint_id: each.complaintId ?? null,
    obligation_id: each.obligationId ?? null,
    params: each.params,
    idempotency_key: each.idempotencyKey,
  }))
  await reader(ctx).$executeRaw`
    INSERT INTO notification (id, recipient_id, kind, complaint_id, obligation_id, params, created_at, idempotency_key)
    SELECT id, recipient_id, kind, complaint_id, obligation_id, params, ${at}::timestamptz, idempotency_key
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, recipient_id uuid, kind text, complaint_id uuid,
      obligation_id uuid, params jsonb, idempotency_key text)
    ON CONFLICT (idempotency_key) DO NOTHING`
}
