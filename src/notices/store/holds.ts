import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'

export type HoldRow = {
  readonly id: string
  readonly eventId: string
  readonly kind: 'person' | 'dispute'
  readonly reason: string
  readonly errorId: string | null
  readonly heldAt: Date
  readonly heldBy: string | null
  readonly liftedAt: Date | null
  readonly liftedBy: string | null
  readonly liftReason: string | null
}

/** Holds of events with the names of those who made and lifted them, oldest first. */
export const holdsOf = (tx: Tx, eventIds: readonly string[]): Promise<HoldRow[]> =>
  tx.$queryRaw<HoldRow[]>`
    SELECT h.id, h.event_id AS "eventId", h.kind, h.reason, h.error_id AS "errorId", h.held_at AS "heldAt",
      by.display_name AS "heldBy", h.lifted_at AS "liftedAt", lifted.display_name AS "liftedBy", h.lift_reason AS "liftReason"
    FROM event_hold h LEFT JOIN staff by ON by.id = h.held_by_id LEFT JOIN staff lifted ON lifted.id = h.lifted_by_id
    WHERE h.event_id = ANY(${[...eventIds]}::uuid[]) ORDER BY h.held_at, h.id`

export type NewHold = {
  readonly eventId: string
  readonly kind: 'person' | 'dispute'
  readonly reason: string
  readonly errorId: string | null
  readonly heldById: string | null
}

/** Puts a hold on an event. @returns false when the same dispute, or a person, holds or held it already */
export async function insertHold(tx: Tx, hold: NewHold, at: Date): Promise<boolean> {
  const added = await tx.$executeRaw`
    INSERT INTO event_hold (id, event_id, kind, reason, error_id, held_by_id, held_at)
    VALUES (${newId(at.getTime())}::uuid, ${hold.eventId}::uuid, ${hold.kind}, ${hold.reason}, ${hold.errorId}::uuid,
      ${hold.heldById}::uuid, ${at})
    ON CONFLICT DO NOTHING`
  return added > 0
}

/** Lifts holds that are open. @returns how many */
export async function liftHolds(
  tx: Tx,
  ids: readonly string[],
  { by, reason, at }: { readonly by: string | null; readonly reason: string; readonly at: Date },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE event_hold SET lifted_at = greatest(${at}, held_at), lifted_by_id = ${by}::uuid, lift_reason = ${reason}
    WHERE id = ANY(${[...ids]}::uuid[]) AND lifted_at IS NULL`
}

/** Errors that hold something, with the account they are about, a batch of them. */
export const holdingErrors = (tx: Tx, limit: number): Promise<{ errorId: string; accountHash: string }[]> =>
  tx.$queryRaw<{ errorId: string; accountHash: string }[]>`
    SELECT DISTINCT h.error_id AS "errorId", e.account_hash AS "accountHash" FROM event_hold h JOIN planned_event e ON e.id = h.event_id
    WHERE h.error_id IS NOT NULL AND h.lifted_at IS NULL AND e.state IN ('planned','held') LIMIT ${limit}`

/** Events that these errors hold, in the order in which rows are locked. */
export async function heldByErrors(tx: Tx, errorIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT event_id AS id FROM event_hold
    WHERE error_id = ANY(${[...errorIds]}::uuid[]) AND lifted_at IS NULL ORDER BY 1`
  return rows.map(({ id }) => id)
}
