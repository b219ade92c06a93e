import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import type { Span } from './money'

const { sql } = Prisma

/** Suspensions by their planned day; `proven` and `owing` are those carried out, with notices delivered in time and with notices owed. */
export type SuspensionFigures = {
  readonly planned: number
  readonly held: number
  readonly done: number
  readonly proven: number
  readonly owing: number
}

/** @param unitIds null: every unit */
export async function suspensionsOfSpan(
  tx: Tx,
  unitIds: readonly string[] | null,
  { from, to }: Span,
): Promise<SuspensionFigures> {
  const [row] = await readRows<SuspensionFigures>(
    tx,
    sql`
    SELECT count(*) FILTER (WHERE state = 'planned')::int AS planned, count(*) FILTER (WHERE state = 'held')::int AS held,
      count(*) FILTER (WHERE state = 'done')::int AS done,
      count(*) FILTER (WHERE state = 'done' AND proof = 'proven')::int AS proven,
      count(*) FILTER (WHERE state = 'done' AND proof <> 'none_owed')::int AS owing
    FROM planned_event
    WHERE kind = 'suspension' AND event_at >= ${from} AND event_at < ${to}
      AND ${unitIds === null ? sql`true` : sql`unit_id = ANY(${[...unitIds]}::uuid[])`}`,
  )
  return row!
}
