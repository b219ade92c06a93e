import type { Tx } from '@/platform/context'
import { KEPT } from '@/platform/db/kept'
import type { InboundState } from '../rules/message'
import type { MessageChannel } from '../rules/template'

export type InboundRow = {
  readonly id: string
  readonly adapter: string
  readonly providerId: string
  readonly channel: MessageChannel
  readonly fromHash: string
  readonly fromEnc: Uint8Array
  readonly toAddress: string
  readonly textEnc: Uint8Array
  readonly receivedAt: Date
}

export type StoredInbound = {
  readonly id: string
  readonly channel: MessageChannel
  readonly customerId: string | null
  readonly fromHash: string
  readonly textEnc: Uint8Array
  readonly receivedAt: Date
  readonly attempts: number
}

/**
 * Puts an answer on record with the customer whose number it came from, and says by which state of the configuration it is
 * dealt with. @returns null when the provider sent it before
 */
export async function insertInbound(
  tx: Tx,
  row: InboundRow,
  now: Date,
): Promise<{ readonly customerId: string | null; readonly configEpoch: string } | null> {
  const [added] = await tx.$queryRaw<{ customerId: string | null; configEpoch: string }[]>`${KEPT}
    INSERT INTO inbound_message (id, adapter, provider_id, channel, from_hash, from_enc, customer_id, to_address, text_enc,
      received_at, recorded_at, state, next_attempt_at)
    VALUES (${row.id}::uuid, ${row.adapter}, ${row.providerId}, ${row.channel}, ${row.fromHash}, ${row.fromEnc},
      (SELECT id FROM customer WHERE phone_hash = ${row.fromHash}), ${row.toAddress}, ${row.textEnc},
      ${row.receivedAt}, ${now}, 'received', ${now})
    ON CONFLICT (adapter, provider_id) DO NOTHING 
    RETURNING customer_id AS "customerId", (SELECT epoch::text FROM config_epoch WHERE id = 1) AS "configEpoch"`
  return added ?? null
}

export async function settleInbound(
  tx: Tx,
  id: string,
  next: { readonly state: InboundState; readonly retryAt?: Date },
  now: Date,
): Promise<void> {
  const isDone = next.state === 'handled' || next.state === 'unhandled'
  await tx.$executeRaw`${KEPT}
    UPDATE inbound_message
       SET state = ${next.state}, attempts = attempts + 1, next_attempt_at = ${next.retryAt ?? null}::timestamptz,
           handled_at = ${isDone ? now : null}::timestamptz
     WHERE id = ${id}::uuid`
}

/** The oldest answer that waits to be dealt with, locked; null: none. */
export async function lockReceived(tx: Tx, now: Date): Promise<StoredInbound | null> {
  const [row] = await tx.$queryRaw<StoredInbound[]>`
    SELECT id, channel, customer_id AS "customerId", from_hash AS "fromHash", text_enc AS "textEnc",
           received_at AS "receivedAt", attempts::int
      FROM inbound_message WHERE state = 'received' AND next_attempt_at <= ${now}
     ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`
  return row ?? null
}
