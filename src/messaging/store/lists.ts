import type { SubjectType } from '@/kernel/fact-types'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { InboundState, MessageState } from '../rules/message'
import type { MessageChannel } from '../rules/template'

export type MessageFilter = {
  readonly unitIds: readonly string[] | null
  readonly states: readonly MessageState[] | null
  readonly channel: MessageChannel | null
  readonly templateCode: string | null
  readonly phoneTailHash: string | null
  /** Ids of the subject the messages belong to, such as an order. */
  readonly subjectId: string | null
  readonly skip: number
  readonly limit: number
}

export type MessageRow = {
  readonly id: string
  readonly customerId: string
  readonly unitId: string
  readonly channel: MessageChannel
  readonly templateCode: string
  readonly title: string
  readonly text: string
  readonly parts: number
  readonly state: MessageState
  readonly attempts: number
  readonly errorCode: string | null
  readonly createdAt: Date
  readonly dueAt: Date
  readonly sentAt: Date | null
  readonly deliveredAt: Date | null
}

const COLUMNS = Prisma.sql`m.id, m.customer_id AS "customerId", m.unit_id AS "unitId", m.channel, t.code AS "templateCode", m.title,
  m.text, m.parts::int, m.state, m.attempts::int, m.error_code AS "errorCode", m.created_at AS "createdAt", m.due_at AS "dueAt",
  m.sent_at AS "sentAt", m.delivered_at AS "deliveredAt"`
const FROM = Prisma.sql`outbox_message m JOIN message_template_version v ON v.id = m.template_version_id
  JOIN message_template t ON t.id = v.template_id`

/** One page of messages, newest first; one more than `limit` when there are more. */
export function listMessageRows(tx: Tx, filter: MessageFilter): Promise<MessageRow[]> {
  const conditions = [
    filter.unitIds && Prisma.sql`m.unit_id = ANY(${[...filter.unitIds]}::uuid[])`,
    filter.states && Prisma.sql`m.state = ANY(${[...filter.states]}::text[])`,
    filter.channel && Prisma.sql`m.channel = ${filter.channel}`,
    filter.templateCode && Prisma.sql`t.code = ${filter.templateCode}`,
    filter.phoneTailHash &&
      Prisma.sql`m.customer_id IN (SELECT id FROM customer WHERE phone_tail_hash = ${filter.phoneTailHash})`,
    filter.subjectId && Prisma.sql`m.subject_id = ${filter.subjectId}::uuid`,
  ].filter((each): each is Prisma.Sql => each !== null && typeof each === 'object')
  const where = conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
  return tx.$queryRaw<MessageRow[]>`
    SELECT ${COLUMNS} FROM ${FROM} WHERE ${where}
     ORDER BY m.created_at DESC, m.id DESC LIMIT ${filter.limit + 1} OFFSET ${filter.skip}`
}

/** How many messages are in the states that want attention. */
export async function countOpenStates(
  tx: Tx,
  unitIds: readonly string[] | null,
): Promise<Readonly<Partial<Record<MessageState, number>>>> {
  const rows = await tx.$queryRaw<{ state: MessageState; count: number }[]>`
    SELECT state, count(*)::int AS count FROM outbox_message
     WHERE state IN ('waiting','sending','dead','unknown','undelivered')
       AND (${unitIds === null} OR unit_id = ANY(${[...(unitIds ?? [])]}::uuid[])) GROUP BY state`
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

export type MessageDetail = MessageRow & {
  readonly locale: string
  readonly version: number
  readonly subjectType: SubjectType
  readonly subjectId: string
  readonly resends: number
  readonly adapter: string | null
  readonly notAfter: Date | null
}

export async function messageDetail(tx: Tx, id: string): Promise<MessageDetail | null> {
  const [row] = await tx.$queryRaw<MessageDetail[]>`
    SELECT ${COLUMNS}, m.locale, v.version, m.subject_type AS "subjectType", m.subject_id AS "subjectId",
           m.resends::int, m.adapter, m.not_after AS "notAfter"
      FROM ${FROM} WHERE m.id = ${id}::uuid`
  return row ?? null
}

export type ReportedRow = {
  readonly id: string
  readonly state: 'delivered' | 'undelivered'
  readonly errorCode: string | null
  readonly occurredAt: Date
}

export const reportsOfMessage = (tx: Tx, id: string): Promise<ReportedRow[]> =>
  tx.$queryRaw<ReportedRow[]>`
    SELECT id, state, error_code AS "errorCode", occurred_at AS "occurredAt" FROM delivery_report
     WHERE message_id = ${id}::uuid ORDER BY occurred_at`

/** Puts a message that was given up, or whose end nobody knows, back to wait. @returns whether it was one */
export async function requeue(tx: Tx, id: string, now: Date): Promise<boolean> {
  const done = await tx.$executeRaw`
    UPDATE outbox_message SET state = 'waiting', due_at = ${now}, attempts = 0, attempt_id = NULL, adapter = NULL,
           lease_until = NULL, settled_at = NULL, tell_at = NULL, not_after = NULL, resends = resends + 1
     WHERE id = ${id}::uuid AND state IN ('dead','unknown')`
  return done > 0
}

export type InboundListRow = {
  readonly id: string
  readonly customerId: string | null
  readonly fromEnc: Uint8Array
  readonly textEnc: Uint8Array
  readonly channel: MessageChannel
  readonly state: InboundState
  readonly receivedAt: Date
  readonly handledAt: Date | null
}

/** One page of answers, newest first; those of numbers nobody knows are shown to who sees the whole carrier. */
export function listInboundRows(
  tx: Tx,
  filter: {
    readonly unitIds: readonly string[] | null
    readonly state: InboundState | null
    readonly skip: number
    readonly limit: number
  },
): Promise<InboundListRow[]> {
  return tx.$queryRaw<InboundListRow[]>`
    SELECT i.id, i.customer_id AS "customerId", i.from_enc AS "fromEnc", i.text_enc AS "textEnc", i.channel, i.state,
           i.received_at AS "receivedAt", i.handled_at AS "handledAt"
      FROM inbound_message i
     WHERE (${filter.state}::text IS NULL OR i.state = ${filter.state})
       AND (${filter.unitIds === null} OR EXISTS (SELECT 1 FROM outbox_message m WHERE m.customer_id = i.customer_id
            AND m.unit_id = ANY(${[...(filter.unitIds ?? [])]}::uuid[])))
     ORDER BY i.recorded_at DESC, i.id DESC LIMIT ${filter.limit + 1} OFFSET ${filter.skip}`
}
