import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { CustomerClass, EventKind, EventState, Proof } from '../rules/lists'
import { EVENT_COLUMNS, type EventRow } from './events'

export type EventFilter = {
  /** null: every unit. */
  readonly unitIds: readonly string[] | null
  readonly kind: EventKind
  readonly q?: string
  /** Left out: those that are not over. */
  readonly state?: EventState | 'all'
  readonly proof?: Proof
  readonly mark?: 'at_risk' | 'disputed' | 'breach'
  readonly customerClass?: CustomerClass
  readonly from?: Date
  readonly before?: Date
}

export type ListedEventRow = EventRow & {
  /** Reason of the hold that was made last; null: not held. */
  readonly holdReason: string | null
  readonly holdKind: 'person' | 'dispute' | null
  readonly holdBy: string | null
  /** The newest message about it. */
  readonly lastChannel: string | null
  readonly lastState: string | null
  readonly lastDeliveredAt: Date | null
}

/** Without a proven notice first: what is too late, then by the time left to the latest moment, then the proven ones. */
const RISK = Prisma.sql`CASE e.proof WHEN 'too_late' THEN 0 WHEN 'missing' THEN 1 ELSE 2 END, (e.state = 'held'),
  e.latest_notice_at NULLS LAST, e.event_at NULLS LAST, e.id`
const SORTS = {
  risk: RISK,
  time: Prisma.sql`e.event_at NULLS LAST, e.id`,
  '-time': Prisma.sql`e.event_at DESC NULLS LAST, e.id DESC`,
  '-planned': Prisma.sql`e.planned_at DESC, e.id DESC`,
} as const
export type EventSort = keyof typeof SORTS

const AT_RISK = Prisma.sql`e.proof IN ('too_late','missing') AND e.state IN ('planned','held')`

function markCondition(mark: EventFilter['mark']): Prisma.Sql | null {
  switch (mark) {
    case 'at_risk':
      return AT_RISK
    case 'disputed':
      return Prisma.sql`EXISTS (SELECT 1 FROM event_hold h WHERE h.event_id = e.id AND h.kind = 'dispute' AND h.lifted_at IS NULL)`
    case 'breach':
      return Prisma.sql`e.breach_reason IS NOT NULL`
    case undefined:
      return null
  }
}

function conditions(filter: EventFilter): Prisma.Sql {
  const parts: Prisma.Sql[] = [Prisma.sql`e.kind = ${filter.kind}`]
  if (filter.unitIds) parts.push(Prisma.sql`e.unit_id = ANY(${[...filter.unitIds]}::uuid[])`)
  if (filter.q)
    parts.push(
      Prisma.sql`(m.number = ${filter.q.normalize('NFKC').toUpperCase()} OR e.external_ref = ${filter.q})`,
    )
  // What was done as a breach is over: its mark looks beyond what is open.
  if (filter.state === undefined && filter.mark !== 'breach')
    parts.push(Prisma.sql`e.state IN ('planned','held')`)
  else if (filter.state !== undefined && filter.state !== 'all')
    parts.push(Prisma.sql`e.state = ${filter.state}`)
  if (filter.proof) parts.push(Prisma.sql`e.proof = ${filter.proof}`)
  if (filter.customerClass) parts.push(Prisma.sql`e.customer_class = ${filter.customerClass}`)
  if (filter.from) parts.push(Prisma.sql`e.event_at >= ${filter.from}`)
  if (filter.before) parts.push(Prisma.sql`e.event_at < ${filter.before}`)
  const mark = markCondition(filter.mark)
  if (mark) parts.push(mark)
  return Prisma.join(parts, ' AND ')
}

export const listEventRows = (
  tx: Tx,
  filter: EventFilter,
  sort: EventSort,
  offset: number,
  limit: number,
): Promise<ListedEventRow[]> =>
  tx.$queryRaw<ListedEventRow[]>`
    SELECT ${EVENT_COLUMNS}, hold.reason AS "holdReason", hold.kind AS "holdKind", hold.by AS "holdBy",
      newest.channel AS "lastChannel", newest.state AS "lastState", newest.delivered_at AS "lastDeliveredAt"
    FROM planned_event e JOIN matter m ON m.id = e.id
    LEFT JOIN LATERAL (
      SELECT h.reason, h.kind, s.display_name AS by FROM event_hold h LEFT JOIN staff s ON s.id = h.held_by_id
      WHERE h.event_id = e.id AND h.lifted_at IS NULL ORDER BY h.held_at DESC, h.id DESC LIMIT 1) hold ON true
    LEFT JOIN LATERAL (
      SELECT n.channel, n.state, n.delivered_at FROM planned_notice n
      WHERE n.event_id = e.id AND n.state <> 'dropped' ORDER BY n.created_at DESC, n.id DESC LIMIT 1) newest ON true
    WHERE ${conditions(filter)} ORDER BY ${SORTS[sort]} OFFSET ${offset} LIMIT ${limit}`

export async function countEvents(tx: Tx, filter: EventFilter, upTo: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM planned_event e JOIN matter m ON m.id = e.id WHERE ${conditions(filter)} LIMIT ${upTo}) found`
  return row?.count ?? 0
}

export type EventFigure = {
  readonly kind: EventKind
  readonly open: number
  readonly atRisk: number
  readonly tooLate: number
  readonly held: number
  readonly breaches: number
}

/** Events that are not over by kind, and those carried out without permission since then. */
export const eventFigures = (
  tx: Tx,
  unitIds: readonly string[] | null,
  since: Date,
): Promise<EventFigure[]> =>
  tx.$queryRaw<EventFigure[]>`
    SELECT e.kind, (count(*) FILTER (WHERE e.state IN ('planned','held')))::int AS open,
      (count(*) FILTER (WHERE ${AT_RISK}))::int AS "atRisk",
      (count(*) FILTER (WHERE ${AT_RISK} AND e.proof = 'too_late'))::int AS "tooLate",
      (count(*) FILTER (WHERE e.state = 'held'))::int AS held,
      (count(*) FILTER (WHERE e.breach_reason IS NOT NULL AND e.done_at >= ${since}))::int AS breaches
    FROM planned_event e WHERE ${unitIds === null ? Prisma.sql`true` : Prisma.sql`e.unit_id = ANY(${[...unitIds]}::uuid[])`}
    GROUP BY e.kind`

export type AtRisk = {
  /** Planned suspensions without a proven notice. */
  readonly atRisk: number
  /** Those for which no notice can be in time any more. */
  readonly tooLate: number
  readonly held: number
  /** The nearest latest moment for a notice; null: none. */
  readonly nextLatestAt: Date | null
}

export async function atRiskIn(tx: Tx, unitIds: readonly string[]): Promise<AtRisk> {
  const [row] = await tx.$queryRaw<AtRisk[]>`
    SELECT (count(*) FILTER (WHERE e.state = 'planned' AND e.proof IN ('too_late','missing')))::int AS "atRisk",
      (count(*) FILTER (WHERE e.state = 'planned' AND e.proof = 'too_late'))::int AS "tooLate",
      (count(*) FILTER (WHERE e.state = 'held'))::int AS held,
      min(e.latest_notice_at) FILTER (WHERE e.state = 'planned' AND e.proof = 'missing') AS "nextLatestAt"
    FROM planned_event e WHERE e.kind = 'suspension' AND e.state IN ('planned','held') AND e.unit_id = ANY(${[...unitIds]}::uuid[])`
  return row!
}
