import type { Tx } from '@/platform/context'
import type { MessageState } from '../rules/message'

export type BulkState = 'requested' | 'approved' | 'rejected' | 'sent'

export type BulkRow = {
  readonly id: string
  readonly number: string
  readonly unitId: string
  readonly name: string
  readonly reason: string
  readonly state: BulkState
  readonly templateCode: string
  readonly templateVersionId: string
  readonly locale: 'zh-CN' | 'zh-TW' | 'en'
  readonly text: string
  readonly audienceSize: number
  readonly requestedById: string
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionNote: string | null
  readonly sentAt: Date | null
}

/** Bulk sendings, newest first; with `id` that one. */
export function bulkRows(
  tx: Tx,
  filter: {
    readonly id: string | null
    readonly unitIds: readonly string[] | null
    readonly skip: number
    readonly limit: number
  },
): Promise<BulkRow[]> {
  return tx.$queryRaw<BulkRow[]>`
    SELECT b.id, m.number, m.unit_id AS "unitId", b.name, b.reason, b.state, t.code AS "templateCode",
           b.template_version_id AS "templateVersionId", b.locale, v.texts ->> b.locale AS text,
           b.audience_size AS "audienceSize", b.requested_by AS "requestedById", r.display_name AS "requestedBy",
           b.requested_at AS "requestedAt", d.display_name AS "decidedBy", b.decided_at AS "decidedAt",
           b.decision_note AS "decisionNote", b.sent_at AS "sentAt"
      FROM bulk_message b JOIN matter m ON m.id = b.id JOIN message_template_version v ON v.id = b.template_version_id
      JOIN message_template t ON t.id = v.template_id JOIN staff r ON r.id = b.requested_by
      LEFT JOIN staff d ON d.id = b.decided_by
     WHERE (${filter.id}::uuid IS NULL OR b.id = ${filter.id}::uuid)
       AND (${filter.unitIds === null} OR m.unit_id = ANY(${[...(filter.unitIds ?? [])]}::uuid[]))
     ORDER BY b.requested_at DESC, b.id DESC LIMIT ${filter.limit + 1} OFFSET ${filter.skip}`
}

/** Writes the audience of a request in one statement. */
export async function insertRecipients(
  tx: Tx,
  bulkId: string,
  customerIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO bulk_recipient (bulk_id, customer_id) SELECT ${bulkId}::uuid, unnest(${[...customerIds]}::uuid[])`
}

export async function recipientsOf(tx: Tx, bulkId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT customer_id AS id FROM bulk_recipient WHERE bulk_id = ${bulkId}::uuid ORDER BY customer_id`
  return rows.map(({ id }) => id)
}

/** What became of the texts of a bulk sending. */
export async function bulkOutcome(
  tx: Tx,
  bulkId: string,
): Promise<Readonly<Partial<Record<MessageState, number>>>> {
  const rows = await tx.$queryRaw<{ state: MessageState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM outbox_message
     WHERE subject_id = ${bulkId}::uuid AND subject_type = 'bulk_message' GROUP BY state`
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
