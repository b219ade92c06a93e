import type { MatterType } from '@/kernel/fact-types'
import type { Tx } from '@/platform/context'
import { keptForOne } from '@/platform/db/kept'

/** A matter as it is first written. */
export type MatterRow = {
  readonly id: string
  readonly type: MatterType
  readonly number: string
  readonly unitId: string
  readonly customerId: string | null
  readonly ownerId: string | null
  readonly classCode: string
  readonly brand: string | null
  readonly channel: string | null
  readonly customerClass: string | null
  readonly state: string
  readonly complaintId: string | null
  readonly openedAt: Date
  readonly recordedAt: Date
}

/** Takes `count` numbers of a type, branch and year; the counter stays locked until the transaction ends. @returns the first */
export async function takeMatterNumbers(
  tx: Tx,
  type: MatterType,
  unitId: string,
  year: number,
  count: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: number }[]>`
    INSERT INTO matter_counter AS n (type, unit_id, year, last) VALUES (${type}, ${unitId}::uuid, ${year}, ${count})
    ON CONFLICT (type, unit_id, year) DO UPDATE SET last = n.last + ${count} RETURNING last`
  return row!.last - count + 1
}

/** Writes any number of matters in one statement. */
export async function insertMatters(tx: Tx, rows: readonly MatterRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO matter (id, type, number, unit_id, customer_id, owner_id, first_owner_id, class_code, brand, channel,
      customer_class, state, complaint_id, opened_at, recorded_at)
    SELECT id, type, number, "unitId", "customerId", "ownerId", "ownerId", "classCode", brand, channel,
      "customerClass", state, "complaintId", "openedAt", "recordedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
      id uuid, type text, number text, "unitId" uuid, "customerId" uuid, "ownerId" uuid, "classCode" text, brand text, channel text,
      "customerClass" text, state text, "complaintId" uuid, "openedAt" timestamptz, "recordedAt" timestamptz)`
}

export type MatterPatch = {
  readonly state: string
  readonly closedAt?: Date | null
  readonly ownerId?: string
  readonly classCode?: string
}

/** Moves matters to a state; each revision grows by one. @returns ids moved */
export async function moveMatters(tx: Tx, ids: readonly string[], patch: MatterPatch): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`${keptForOne(ids)}
    UPDATE matter SET state = ${patch.state}, revision = revision + 1,
      closed_at = CASE WHEN ${patch.closedAt !== undefined} THEN ${patch.closedAt ?? null}::timestamptz ELSE closed_at END,
      owner_id = coalesce(${patch.ownerId ?? null}::uuid, owner_id),
      class_code = coalesce(${patch.classCode ?? null}::text, class_code)
    WHERE id = ANY(${[...ids]}::uuid[]) RETURNING id`
  return rows.map(({ id }) => id)
}
