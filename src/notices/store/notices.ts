import type { Tx } from '@/platform/context'
import type { NoticeChannel, NoticeFact, NoticeState } from '../rules/lists'

/** A message before an event, with the text as it was sent. */
export type NoticeRow = {
  readonly id: string
  readonly eventId: string
  readonly purpose: 'owed' | 'step'
  readonly factType: NoticeFact
  readonly serves: readonly string[]
  readonly commitments: readonly string[]
  readonly channel: NoticeChannel
  readonly attempt: number
  readonly eventAt: Date | null
  readonly latestAt: Date | null
  readonly sendAt: Date
  readonly state: NoticeState
  readonly messageKey: string
  readonly messageId: string | null
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly deliveredAt: Date | null
  readonly failedAt: Date | null
  readonly errorCode: string | null
  readonly text: string | null
}

export const noticesOf = (tx: Tx, eventId: string): Promise<NoticeRow[]> =>
  tx.$queryRaw<NoticeRow[]>`
    SELECT n.id, n.event_id AS "eventId", n.purpose, n.fact_type AS "factType", n.serves, n.commitments, n.channel,
      n.attempt::int, n.event_at AS "eventAt", n.latest_at AS "latestAt", n.send_at AS "sendAt", n.state,
      n.message_key AS "messageKey", n.message_id AS "messageId", n.created_at AS "createdAt", n.sent_at AS "sentAt",
      n.delivered_at AS "deliveredAt", n.failed_at AS "failedAt", n.error_code AS "errorCode", o.text
    FROM planned_notice n LEFT JOIN outbox_message o ON o.id = n.message_id
    WHERE n.event_id = ${eventId}::uuid ORDER BY n.created_at, n.id`

export type NewNotice = {
  readonly id: string
  readonly eventId: string
  readonly purpose: 'owed' | 'step'
  readonly factType: NoticeFact
  readonly serves: readonly string[]
  readonly commitments: readonly string[]
  readonly channel: NoticeChannel
  readonly attempt: number
  readonly eventAt: Date | null
  readonly latestAt: Date | null
  readonly sendAt: Date
  readonly messageKey: string
  readonly createdAt: Date
}

export async function insertNotices(tx: Tx, rows: readonly NewNotice[]): Promise<void> {
  if (rows.length === 0) return
  await tx.plannedNotice.createMany({
    data: rows.map(({ serves, commitments, ...row }) => ({
      ...row,
      serves: [...serves],
      commitments: [...commitments],
      state: 'waiting',
    })),
  })
}

export type NoticePatch = Partial<
  Pick<NoticeRow, 'state' | 'sendAt' | 'messageId' | 'sentAt' | 'deliveredAt' | 'failedAt' | 'errorCode'>
>

export async function changeNotice(tx: Tx, id: string, patch: NoticePatch): Promise<void> {
  await tx.plannedNotice.update({ where: { id }, data: patch })
}

export async function dropNotices(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.plannedNotice.updateMany({ where: { id: { in: [...ids] } }, data: { state: 'dropped' } })
}
