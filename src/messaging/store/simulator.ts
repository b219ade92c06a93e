import type { Tx } from '@/platform/context'
import type { MessageChannel } from '../rules/template'

/** A phone of the simulator: the customer behind it and what was last said. */
export type PhoneRow = {
  readonly customerId: string
  readonly unitId: string
  readonly lastAt: Date
  readonly lastText: string
  readonly count: number
}

/** Phones messages went to, those with the latest first. `unitIds` null: all. */
export function phonesWithMessages(
  tx: Tx,
  unitIds: readonly string[] | null,
  phoneTailHash: string | null,
  limit: number,
): Promise<PhoneRow[]> {
  return tx.$queryRaw<PhoneRow[]>`
    SELECT m.customer_id AS "customerId", max(m.created_at) AS "lastAt", count(*)::int AS count,
           (array_agg(m.text ORDER BY m.created_at DESC, m.id DESC))[1] AS "lastText",
           (array_agg(m.unit_id ORDER BY m.created_at DESC, m.id DESC))[1] AS "unitId"
      FROM outbox_message m JOIN customer k ON k.id = m.customer_id
     WHERE m.sent_at IS NOT NULL AND (${unitIds === null} OR m.unit_id = ANY(${[...(unitIds ?? [])]}::uuid[]))
       AND (${phoneTailHash}::text IS NULL OR k.phone_tail_hash = ${phoneTailHash})
     GROUP BY m.customer_id ORDER BY max(m.created_at) DESC LIMIT ${limit}`
}

/** A bubble of the chat as it is stored. */
export type ChatRow = {
  readonly id: string
  readonly at: Date
  readonly channel: MessageChannel
  /** Ours in clear; the customer's sealed. */
  readonly text: string | null
  readonly textEnc: Uint8Array | null
  readonly parts: number
  readonly title: string | null
  readonly state: string
}

/** The latest messages from and to a phone, oldest first. */
export async function chatOf(tx: Tx, customerId: string, limit: number): Promise<ChatRow[]> {
  const rows = await tx.$queryRaw<ChatRow[]>`
    SELECT * FROM (
      SELECT id, sent_at AS at, channel, text, NULL::bytea AS "textEnc", parts::int, title, state
        FROM outbox_message WHERE customer_id = ${customerId}::uuid AND sent_at IS NOT NULL
      UNION ALL
      SELECT id, received_at, channel, NULL, text_enc, 1, NULL, state
        FROM inbound_message WHERE customer_id = ${customerId}::uuid) x
     ORDER BY at DESC, id DESC LIMIT ${limit}`
  return rows.reverse()
}
