import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'

/** What a provider says of one part. */
export type ReportRow = {
  readonly adapter: string
  readonly providerId: string
  readonly state: 'delivered' | 'undelivered'
  readonly errorCode: string | null
  readonly occurredAt: Date
}

/** Puts a report on record. @returns false when the same one was there already */
export async function insertReport(
  tx: Tx,
  report: ReportRow,
  messageId: string | null,
  now: Date,
): Promise<boolean> {
  const added = await tx.$executeRaw`
    INSERT INTO delivery_report (id, adapter, provider_id, state, error_code, occurred_at, recorded_at, message_id)
    VALUES (${newId(now.getTime())}::uuid, ${report.adapter}, ${report.providerId}, ${report.state}, ${report.errorCode},
      ${report.occurredAt}, ${now}, ${messageId}::uuid)
    ON CONFLICT (adapter, provider_id, state, occurred_at) DO NOTHING`
  return added > 0
}

/** The message a provider's number belongs to; null when it is not ours, or not yet. */
export async function messageOfPart(tx: Tx, adapter: string, providerId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT message_id AS id FROM outbox_part WHERE adapter = ${adapter} AND provider_id = ${providerId}`
  return row?.id ?? null
}

/** Reports that came before we knew which message they are about; from now on they belong to it. */
export function takeEarlyReports(
  tx: Tx,
  adapter: string,
  providerIds: readonly string[],
  messageId: string,
): Promise<ReportRow[]> {
  return tx.$queryRaw<ReportRow[]>`
    UPDATE delivery_report SET message_id = ${messageId}::uuid
     WHERE adapter = ${adapter} AND provider_id = ANY(${[...providerIds]}::text[]) AND message_id IS NULL
    RETURNING adapter, provider_id AS "providerId", state, error_code AS "errorCode", occurred_at AS "occurredAt"`
}

/**
 * Applies a report to its part and the message: undelivered as soon as one part is, delivered when all parts are.
 * What was delivered stays delivered.
 */
export async function applyReport(tx: Tx, messageId: string, report: ReportRow, now: Date): Promise<void> {
  await tx.$queryRaw`SELECT id FROM outbox_message WHERE id = ${messageId}::uuid FOR UPDATE`
  await tx.$executeRaw`
    UPDATE outbox_part SET state = ${report.state}
     WHERE adapter = ${report.adapter} AND provider_id = ${report.providerId} AND state <> 'delivered'`
  await tx.$executeRaw`
    UPDATE outbox_message m
       SET state = p.state, settled_at = ${now}, tell_at = ${now},
           delivered_at = CASE WHEN p.state = 'delivered' THEN ${report.occurredAt}::timestamptz END,
           error_code = CASE WHEN p.state = 'undelivered' THEN ${report.errorCode ?? 'undelivered'} END
      FROM (SELECT CASE WHEN bool_and(state = 'delivered') THEN 'delivered'
                        WHEN bool_or(state = 'undelivered') THEN 'undelivered' ELSE 'sent' END AS state
              FROM outbox_part WHERE message_id = ${messageId}::uuid) p
     WHERE m.id = ${messageId}::uuid AND p.state <> 'sent' AND m.state IN ('sent','undelivered') AND m.state <> p.state`
}
