import { owedOf } from '@/obligations/store/owed'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { KEPT, readRows } from '@/platform/db/kept'

const { sql } = Prisma

/** What a row of a list shows, as it stands in the database; personal data still sealed. */
export type ListedCase = {
  readonly id: string
  readonly number: string
  readonly revision: number
  readonly kind: string
  readonly status: string
  readonly classCode: string
  /** The beginning of the customer's words. */
  readonly words: string
  readonly channel: string
  readonly urgency: string
  readonly unitId: string
  readonly ownerId: string
  readonly ownerName: string
  readonly firstOwnerId: string
  readonly firstOwnerName: string
  readonly receivedAt: Date
  readonly recordedAt: Date
  readonly nextDueAt: Date | null
  readonly contactedAt: Date | null
  readonly repliedAt: Date | null
  readonly plannedAt: Date | null
  readonly solvedAt: Date | null
  readonly calledBackAt: Date | null
  readonly closedAt: Date | null
  readonly pauseReason: string | null
  readonly reopenedCount: number
  readonly chasedCount: number
  readonly supervisedAt: Date | null
  readonly upgradedAt: Date | null
  readonly escalatedAt: Date | null
  readonly appealedAt: Date | null
  readonly isLegacy: boolean
  readonly isRepeat: boolean
  readonly groupId: string | null
  readonly phoneEnc: Uint8Array | null
  readonly nameEnc: Uint8Array | null
  /** What is still owed on it, for `owedRules`. */
  readonly owed: string | null
}

const OWED = owedOf(sql`c.id`)

/** The rows of a page, in any order; the caller has scoped the ids. */
export function loadListed(db: Tx, ids: readonly string[]): Promise<ListedCase[]> {
  return readRows<ListedCase>(
    db,
    sql`${KEPT}
    SELECT c.id, c.number, c.revision, c.kind, c.status, c.class_code AS "classCode", left(c.words, 240) AS words,
           c.channel, c.urgency, c.unit_id AS "unitId", c.owner_id AS "ownerId", o.display_name AS "ownerName",
           c.first_owner_id AS "firstOwnerId", f.display_name AS "firstOwnerName",
           c.received_at AS "receivedAt", c.recorded_at AS "recordedAt", c.next_due_at AS "nextDueAt",
           c.contacted_at AS "contactedAt", c.replied_at AS "repliedAt", c.planned_at AS "plannedAt",
           c.solved_at AS "solvedAt", c.called_back_at AS "calledBackAt", c.closed_at AS "closedAt",
           c.pause_reason AS "pauseReason", c.reopened_count AS "reopenedCount", c.chased_count AS "chasedCount",
           c.supervised_at AS "supervisedAt", c.upgraded_at AS "upgradedAt", c.escalated_at AS "escalatedAt",
           c.appealed_at AS "appealedAt", c.is_legacy AS "isLegacy", c.repeat_of_id IS NOT NULL AS "isRepeat",
           c.group_id AS "groupId", k.phone_enc AS "phoneEnc", k.name_enc AS "nameEnc",
           ${OWED} AS owed
    FROM complaint c
    JOIN staff o ON o.id = c.owner_id
    JOIN staff f ON f.id = c.first_owner_id
    LEFT JOIN customer k ON k.id = c.customer_id
    WHERE c.id = ANY(${[...ids]}::uuid[])`,
  )
}

/** How many customers of one name or one number ending a search goes through. */
const MOST_CUSTOMERS = 500

/** Customers by a keyed hash of the whole number, of its last four digits, or of the name. */
export async function customersByHash(
  db: Tx,
  by: 'phone' | 'tail' | 'name',
  hash: string,
): Promise<string[]> {
  const rows = await {
    phone: () => readRows<{ id: string }>(db, sql`SELECT id FROM customer WHERE phone_hash = ${hash}`),
    tail: () =>
      readRows<{ id: string }>(
        db,
        sql`SELECT id FROM customer WHERE phone_tail_hash = ${hash} LIMIT ${MOST_CUSTOMERS}`,
      ),
    name: () =>
      readRows<{ id: string }>(
        db,
        sql`SELECT id FROM customer WHERE name_hash = ${hash} LIMIT ${MOST_CUSTOMERS}`,
      ),
  }[by]()
  return rows.map(({ id }) => id)
}

/**
 * The class codes that cases have. Hops along the index from one code to the next, so a million cases cost as much as
 * there are classes.
 */
export async function classCodesInUse(db: Tx): Promise<string[]> {
  const rows = await readRows<{ code: string }>(
    db,
    sql`
    WITH RECURSIVE used AS (
      (SELECT class_code AS code FROM complaint ORDER BY class_code LIMIT 1)
      UNION ALL
      SELECT (SELECT c.class_code FROM complaint c WHERE c.class_code > used.code ORDER BY c.class_code LIMIT 1)
      FROM used WHERE used.code IS NOT NULL)
    SELECT code FROM used WHERE code IS NOT NULL`,
  )
  return rows.map(({ code }) => code)
}

/** Class codes in use that are the class or below it (`network` holds `network.indoor`); old imports are found too. */
export async function classCodesUnder(db: Tx, classCode: string): Promise<string[]> {
  const codes = await classCodesInUse(db)
  return codes.filter((code) => code === classCode || code.startsWith(`${classCode}.`))
}
