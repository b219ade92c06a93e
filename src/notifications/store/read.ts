import type { MatterType } from '@/kernel/fact-types'
import type { Tx } from '@/platform/context'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'
import type { NotificationKind, NotificationParams, Told } from '../rules/kinds'
import { isLastStep, ofSamePromise } from './steps'

const { sql } = Prisma

/** Where a page of the list ended: unread ones come first, each part newest first. */
export type ListKey = { readonly isRead: boolean; readonly createdAt: Date; readonly id: string }

type KeyRow = { id: string; createdAt: Date }

/** Keys of one page: the unread part by its own small index, then what has been read. */
export async function pageOfNotifications(
  db: Tx,
  recipientId: string,
  { kind, after, limit }: { kind: NotificationKind | null; after: ListKey | null; limit: number },
): Promise<ListKey[]> {
  const unread = after?.isRead
    ? []
    : await db.$queryRaw<KeyRow[]>`
        SELECT id, created_at AS "createdAt" FROM notification n
        WHERE recipient_id = ${recipientId}::uuid AND read_at IS NULL AND (${kind}::text IS NULL OR kind = ${kind})
          AND ${isLastStep}
          AND (${after?.id ?? null}::uuid IS NULL OR (created_at, id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        ORDER BY created_at DESC, id DESC LIMIT ${limit}`
  const rest = limit - unread.length
  const from = after?.isRead ? after : null
  const read =
    rest <= 0
      ? []
      : await db.$queryRaw<KeyRow[]>`
          SELECT id, created_at AS "createdAt" FROM notification n
          WHERE recipient_id = ${recipientId}::uuid AND read_at IS NOT NULL AND (${kind}::text IS NULL OR kind = ${kind})
            AND ${isLastStep}
            AND (${from?.id ?? null}::uuid IS NULL OR (created_at, id) < (${from?.createdAt ?? null}::timestamptz, ${from?.id ?? null}::uuid))
          ORDER BY created_at DESC, id DESC LIMIT ${rest}`
  return [
    ...unread.map((row) => ({ ...row, isRead: false })),
    ...read.map((row) => ({ ...row, isRead: true })),
  ]
}

type ToldRow = Omit<Told, 'owed' | 'params' | 'matter'> & {
  matterId: string | null
  matterType: MatterType | null
  params: NotificationParams
  obligationState: string | null
  fact: string | null
  dueAt: Date | null
  fulfilledAt: Date | null
}

/** Notifications by id, in the order of the ids; with a person's id those of others are left out. */
export async function loadTold(db: Tx, recipientId: string | null, ids: readonly string[]): Promise<Told[]> {
  if (ids.length === 0) return []
  const rows = await db.$queryRaw<ToldRow[]>`
    SELECT n.id, n.kind, n.params, n.created_at AS "createdAt", n.read_at AS "readAt", c.number AS "complaintNumber",
           m.id AS "matterId", m.type AS "matterType", coalesce(cu.time_zone, hu.time_zone) AS "timeZone", o.state AS "obligationState", o.due_at AS "dueAt",
           o.fulfilled_at AS "fulfilledAt", v.rules->(o.rule_index::int)->'stop'->>0 AS fact
      FROM notification n
      JOIN staff s ON s.id = n.recipient_id
      JOIN org_unit hu ON hu.id = s.home_unit_id
      LEFT JOIN complaint c ON c.id = n.complaint_id
      LEFT JOIN matter m ON m.id = n.matter_id
      LEFT JOIN org_unit cu ON cu.id = coalesce(c.unit_id, m.unit_id)
      LEFT JOIN obligation o ON o.id = n.obligation_id
      LEFT JOIN commitment_version v ON v.id = o.version_id
     WHERE n.id = ANY(${[...ids]}::uuid[]) AND (${recipientId}::uuid IS NULL OR n.recipient_id = ${recipientId}::uuid)`
  const byId = new Map(rows.map((row) => [row.id, toldOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function toldOf({ obligationState, fact, dueAt, fulfilledAt, matterId, matterType, ...row }: ToldRow): Told {
  return {
    ...row,
    matter: matterId && matterType ? { id: matterId, type: matterType } : null,
    owed: obligationState === null ? null : { fact, dueAt, fulfilledAt, state: obligationState },
  }
}

/** Ids of a person's unread notifications written after `since`, newest first. */
export async function unreadSince(
  db: Tx,
  recipientId: string,
  since: Date,
  limit: number,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM notification n
    WHERE recipient_id = ${recipientId}::uuid AND read_at IS NULL AND created_at > ${since} AND ${isLastStep}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`
  return rows.map(({ id }) => id)
}

/** Steps of one promise that wait unread together, on average: enough are read to find `cap` different promises. */
const STEPS_OF_ONE = 2

/** Number of unread ones, counted up to `cap`; steps of one promise are one. Bounded, since every page asks. */
export async function countUnread(db: Tx, recipientId: string, cap: number): Promise<number> {
  const rows = await ask<{ count: number }>(
    db,
    sql`
    SELECT least(count(DISTINCT CASE WHEN kind = 'step' THEN obligation_id ELSE id END), ${cap}::int)::int AS count
    FROM (SELECT kind, obligation_id, id FROM notification
           WHERE recipient_id = ${recipientId}::uuid AND read_at IS NULL
           ORDER BY created_at DESC, id DESC LIMIT ${cap * STEPS_OF_ONE}) newest`,
  )
  return rows[0]?.count ?? 0
}

/** @returns 1 when it was unread; the steps before it of the same promise are read with it */
export async function setRead(db: Tx, recipientId: string, id: string, at: Date): Promise<number> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE notification n SET read_at = ${at} FROM notification shown
    WHERE shown.id = ${id}::uuid AND shown.recipient_id = ${recipientId}::uuid AND shown.read_at IS NULL
      AND n.recipient_id = shown.recipient_id AND n.read_at IS NULL
      AND (n.id = shown.id OR n.id IN (
        SELECT earlier.id FROM notification earlier
        WHERE ${ofSamePromise('earlier', 'shown')} AND (earlier.created_at, earlier.id) < (shown.created_at, shown.id)))
    RETURNING n.id`
  return rows.some((row) => row.id === id) ? 1 : 0
}

export function setAllRead(
  db: Tx,
  recipientId: string,
  kind: NotificationKind | null,
  shownAt: Date,
  at: Date,
): Promise<number> {
  return db.$executeRaw`
    UPDATE notification SET read_at = ${at}
    WHERE recipient_id = ${recipientId}::uuid AND read_at IS NULL AND created_at <= ${shownAt}
      AND (${kind}::text IS NULL OR kind = ${kind})`
}
