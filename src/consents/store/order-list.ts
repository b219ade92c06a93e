import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { ConsentChannel, OrderState, Period, ServiceType } from '../rules/lists'

export type OrderFilter = {
  /** null: every unit. */
  readonly unitIds: readonly string[] | null
  readonly q?: string
  readonly state?: OrderState
  readonly type?: ServiceType
  readonly channel?: ConsentChannel
  readonly mark?:
    | 'wrong_charge'
    | 'without_consent'
    | 'confirmed_30d'
    | 'silent_30d'
    | 'without_consent_30d'
    | 'unreminded'
    | 'asked'
    | 'confirmed'
    | 'asked_again'
  /** Beginning of the thirty days, and first day of the month, that marks speak of. */
  readonly since: Date
  readonly month: string
  readonly customerId?: string
  /** Code of a service, and its provider's name in zh-CN. */
  readonly service?: string
  readonly provider?: string
  readonly chargedFrom?: Date
  readonly chargedBefore?: Date
  readonly from?: Date
  readonly before?: Date
}

export type ListedOrderRow = {
  readonly id: string
  readonly number: string
  readonly code: string
  readonly service: LocalText
  readonly type: ServiceType
  readonly priceMinor: bigint
  readonly currency: string
  readonly period: Period
  readonly customerId: string
  readonly state: OrderState
  readonly channel: ConsentChannel
  readonly unitId: string
  readonly ownerName: string | null
  readonly requestedAt: Date
  readonly windowEndsAt: Date | null
  readonly activatedAt: Date | null
  readonly cancelledAt: Date | null
  readonly wrongCharges: number
  readonly withoutConsent: number
}

const SORTS = {
  '-requested': Prisma.sql`o.requested_at DESC, o.id DESC`,
  requested: Prisma.sql`o.requested_at, o.id`,
  window: Prisma.sql`(o.state = 'asked') DESC, o.window_ends_at, o.id`,
} as const
export type OrderSort = keyof typeof SORTS

const ENDED_IN_YES = Prisma.sql`(o.state IN ('confirmed','active') OR (o.state = 'cancelled' AND o.answered_at IS NOT NULL))`
const REMINDER_OWED = (month: string) =>
  Prisma.sql`o.state = 'active' AND v.period = 'month' AND v.price_minor > 0 AND o.activated_at < ${month}::date`
const chargedWith = (verdict: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT 1 FROM order_charge c WHERE c.order_id = o.id AND ${verdict})`

const chargedWithin = ({ chargedFrom, chargedBefore }: Pick<OrderFilter, 'chargedFrom' | 'chargedBefore'>) =>
  Prisma.sql`${chargedFrom ? Prisma.sql`c.charged_at >= ${chargedFrom}` : Prisma.sql`true`}
    AND ${chargedBefore ? Prisma.sql`c.charged_at < ${chargedBefore}` : Prisma.sql`true`}`

function markCondition({ mark, since, month, ...filter }: OrderFilter): Prisma.Sql {
  switch (mark) {
    case 'wrong_charge':
      return chargedWith(Prisma.sql`c.verdict <> 'as_ordered'`)
    case 'without_consent':
      return chargedWith(Prisma.sql`c.verdict = 'without_consent' AND ${chargedWithin(filter)}`)
    case 'without_consent_30d':
      return chargedWith(Prisma.sql`c.verdict = 'without_consent' AND c.charged_at >= ${since}`)
    case 'confirmed_30d':
      return Prisma.sql`o.asked_at >= ${since} AND ${ENDED_IN_YES}`
    case 'silent_30d':
      return Prisma.sql`o.asked_at >= ${since} AND o.state = 'lapsed'`
    case 'unreminded':
      return Prisma.sql`${REMINDER_OWED(month)}
        AND NOT EXISTS (SELECT 1 FROM fee_reminder r WHERE r.order_id = o.id AND r.month = ${month}::date)`
    case 'asked':
      return Prisma.sql`o.asked_at IS NOT NULL`
    case 'confirmed':
      return Prisma.sql`o.asked_at IS NOT NULL AND ${ENDED_IN_YES}`
    case 'asked_again':
      return Prisma.sql`o.asked_again_at IS NOT NULL`
    default:
      return Prisma.sql`true`
  }
}

function conditions(filter: OrderFilter): Prisma.Sql {
  const parts: Prisma.Sql[] = [Prisma.sql`true`]
  if (filter.unitIds) parts.push(Prisma.sql`m.unit_id = ANY(${[...filter.unitIds]}::uuid[])`)
  if (filter.q) {
    const q = filter.q.normalize('NFKC').toUpperCase()
    parts.push(Prisma.sql`(m.number = ${q} OR p.code = ${q} OR o.external_ref = ${filter.q} OR v.name->>'zh-CN' ILIKE ${`%${like(filter.q)}%`}
      OR v.name->>'zh-TW' ILIKE ${`%${like(filter.q)}%`} OR v.name->>'en' ILIKE ${`%${like(filter.q)}%`})`)
  }
  if (filter.state) parts.push(Prisma.sql`o.state = ${filter.state}`)
  if (filter.type) parts.push(Prisma.sql`v.type = ${filter.type}`)
  if (filter.channel) parts.push(Prisma.sql`m.channel = ${filter.channel}`)
  if (filter.mark) parts.push(markCondition(filter))
  if (filter.customerId) parts.push(Prisma.sql`o.customer_id = ${filter.customerId}::uuid`)
  if (filter.service) parts.push(Prisma.sql`p.code = ${filter.service}`)
  if (filter.provider) parts.push(Prisma.sql`v.provider->>'zh-CN' = ${filter.provider}`)
  if (filter.from) parts.push(Prisma.sql`o.requested_at >= ${filter.from}`)
  if (filter.before) parts.push(Prisma.sql`o.requested_at < ${filter.before}`)
  return Prisma.join(parts, ' AND ')
}

const like = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

const FROM = Prisma.sql`
  FROM subscription_order o JOIN matter m ON m.id = o.id JOIN service_version v ON v.id = o.service_version_id
  JOIN service_product p ON p.id = o.product_id`

/** Orders of a filter, `limit` from `offset` on. */
export const listOrderRows = (
  tx: Tx,
  filter: OrderFilter,
  sort: OrderSort,
  offset: number,
  limit: number,
): Promise<ListedOrderRow[]> =>
  tx.$queryRaw<ListedOrderRow[]>`
    SELECT o.id, m.number, p.code, v.name AS service, v.type, v.price_minor AS "priceMinor", v.currency, v.period,
           o.customer_id AS "customerId", o.state, m.channel, m.unit_id AS "unitId", s.display_name AS "ownerName",
           o.requested_at AS "requestedAt", o.window_ends_at AS "windowEndsAt", o.activated_at AS "activatedAt",
           o.cancelled_at AS "cancelledAt",
           (SELECT count(*)::int FROM order_charge c WHERE c.order_id = o.id AND c.verdict <> 'as_ordered') AS "wrongCharges",
           (SELECT count(*)::int FROM order_charge c WHERE c.order_id = o.id AND c.verdict = 'without_consent') AS "withoutConsent"
    ${FROM} LEFT JOIN staff s ON s.id = m.owner_id
    WHERE ${conditions(filter)} ORDER BY ${SORTS[sort]} LIMIT ${limit} OFFSET ${offset}`

/** Number of orders of a filter, counted up to `most`. */
export async function countOrders(tx: Tx, filter: OrderFilter, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (SELECT 1 ${FROM} WHERE ${conditions(filter)} LIMIT ${most}) AS found`
  return row?.n ?? 0
}

export type OrderFigures = {
  readonly asked: number
  readonly confirmed: number
  readonly declined: number
  readonly silent: number
  readonly chargedWithoutConsent: number
  readonly remindersDue: number
  readonly remindersSent: number
}

/** How questions ended since `from`, charges nobody agreed to, and the reminders of the month. */
export async function orderFigures(
  tx: Tx,
  unitIds: readonly string[] | null,
  from: Date,
  month: string,
): Promise<OrderFigures> {
  const scope = unitIds ? Prisma.sql`m.unit_id = ANY(${[...unitIds]}::uuid[])` : Prisma.sql`true`
  const [row] = await tx.$queryRaw<OrderFigures[]>`
    WITH asked AS (
      SELECT o.state, ${ENDED_IN_YES} AS said_yes FROM subscription_order o JOIN matter m ON m.id = o.id
      WHERE o.asked_at >= ${from} AND o.state <> 'asked' AND ${scope}),
    owed AS (
      SELECT o.id FROM subscription_order o JOIN matter m ON m.id = o.id JOIN service_version v ON v.id = o.service_version_id
      WHERE ${REMINDER_OWED(month)} AND ${scope})
    SELECT (SELECT count(*)::int FROM asked) AS asked,
      (SELECT count(*)::int FROM asked WHERE said_yes) AS confirmed,
      (SELECT count(*)::int FROM asked WHERE state = 'declined') AS declined,
      (SELECT count(*)::int FROM asked WHERE state = 'lapsed') AS silent,
      (SELECT count(DISTINCT c.order_id)::int FROM order_charge c JOIN matter m ON m.id = c.order_id
        WHERE c.verdict = 'without_consent' AND c.charged_at >= ${from} AND ${scope}) AS "chargedWithoutConsent",
      (SELECT count(*)::int FROM owed) AS "remindersDue",
      (SELECT count(*)::int FROM owed JOIN fee_reminder r ON r.order_id = owed.id AND r.month = ${month}::date) AS "remindersSent"`
  return row!
}
