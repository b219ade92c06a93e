import { newId } from '@/kernel/ids'
import type { Tx } from '@/platform/context'

/** From which amount two people approve, for each of the units; the nearest unit above that has one decides. */
export async function secondAbove(
  tx: Tx,
  units: readonly { readonly unitId: string; readonly currency: string }[],
): Promise<Map<string, bigint>> {
  const rows = await tx.$queryRaw<{ unit: string; currency: string; above: bigint }[]>`
    SELECT x."unitId" AS unit, x.currency, jn_second_above(x."unitId", x.currency) AS above
    FROM jsonb_to_recordset(${JSON.stringify(units)}::jsonb) AS x("unitId" uuid, currency text)`
  return new Map(rows.map(({ unit, currency, above }) => [`${unit}/${currency}`, above]))
}

export async function insertLimit(
  tx: Tx,
  limit: { unitId: string; currency: string; secondAboveMinor: bigint; setById: string | null; setAt: Date },
): Promise<void> {
  await tx.refundLimit.create({ data: { id: newId(limit.setAt.getTime()), ...limit } })
}

export type LimitRow = {
  readonly unitId: string
  readonly unitName: unknown
  readonly currency: string
  readonly secondAboveMinor: bigint
  readonly setBy: string | null
  readonly setAt: Date
}

/** All settings ever made, newest first. */
export function limitHistory(tx: Tx, unitIds: readonly string[]): Promise<LimitRow[]> {
  return tx.$queryRaw<LimitRow[]>`
    SELECT l.unit_id AS "unitId", u.name AS "unitName", l.currency, l.second_above_minor AS "secondAboveMinor", s.display_name AS "setBy",
      l.set_at AS "setAt"
    FROM refund_limit l JOIN org_unit u ON u.id = l.unit_id LEFT JOIN staff s ON s.id = l.set_by_id
    WHERE l.unit_id = ANY(${[...unitIds]}::uuid[]) ORDER BY l.set_at DESC, l.id DESC LIMIT 100`
}
