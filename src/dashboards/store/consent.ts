import type { LocalText } from '@/kernel/text'
import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import type { Month } from '../rules/figures'
import { type ConsentCut, type ConsentFigures, NO_CONSENTS } from '../rules/money'
import type { Span } from './money'

const { sql } = Prisma

/** The same words as in the list of orders. */
const ENDED_IN_YES = sql`(o.state IN ('confirmed','active') OR (o.state = 'cancelled' AND o.answered_at IS NOT NULL))`
const KEYS: Readonly<Record<ConsentCut, Prisma.Sql>> = {
  part: sql`u.part`,
  service: sql`p.code`,
  provider: sql`v.provider->>'zh-CN'`,
}

/** Numbers of a part are those of its units: pairs of unit and part as a small table to join. */
const partsTable = (partOf: ReadonlyMap<string, string>): Prisma.Sql =>
  sql`unnest(${[...partOf.keys()]}::uuid[], ${[...partOf.values()]}::text[]) AS u(unit_id, part)`

type Asked = Pick<
  ConsentFigures,
  'asked' | 'confirmed' | 'declined' | 'silent' | 'askedAgain' | 'medianAnswerSeconds'
>
type Unagreed = Pick<ConsentFigures, 'withoutConsent' | 'withoutConsentOrders'>
type Charged = Pick<ConsentFigures, 'charges'>
/** The row of everything has no key. */
type Keyed<T> = T & { readonly key: string | null; readonly isAll: boolean }

/**
 * Questions about the orders placed in a month, and the charges made in it, for everything and by one cut.
 * @param partOf the units meant, with the part of the board each counts in
 * @param span the same month in instants
 */
export async function consentsOfMonth(
  tx: Tx,
  partOf: ReadonlyMap<string, string>,
  cut: ConsentCut,
  month: Month,
  { from, to }: Span,
): Promise<{ all: ConsentFigures; byKey: Map<string, ConsentFigures> }> {
  const key = KEYS[cut]
  const [asked, unagreed, charged] = await Promise.all([
    readRows<Keyed<Asked>>(
      tx,
      sql`
      SELECT ${key} AS key, grouping(${key}) = 1 AS "isAll", count(*)::int AS asked,
        count(*) FILTER (WHERE ${ENDED_IN_YES})::int AS confirmed, count(*) FILTER (WHERE o.state = 'declined')::int AS declined,
        count(*) FILTER (WHERE o.state = 'lapsed')::int AS silent, count(o.asked_again_at)::int AS "askedAgain",
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM o.answered_at - o.asked_at)::float8) AS "medianAnswerSeconds"
      FROM subscription_order o
      JOIN matter m ON m.id = o.id AND m.type = 'subscription_order' AND m.opened_at >= ${from} AND m.opened_at < ${to}
      JOIN ${partsTable(partOf)} ON u.unit_id = m.unit_id
      JOIN service_product p ON p.id = o.product_id JOIN service_version v ON v.id = o.service_version_id
      WHERE o.requested_at >= ${from} AND o.requested_at < ${to} AND o.asked_at IS NOT NULL
      GROUP BY GROUPING SETS ((), (${key}))`,
    ),
    readRows<Keyed<Unagreed>>(
      tx,
      sql`
      SELECT ${key} AS key, grouping(${key}) = 1 AS "isAll", count(*)::int AS "withoutConsent",
        count(DISTINCT c.order_id)::int AS "withoutConsentOrders"
      FROM order_charge c JOIN subscription_order o ON o.id = c.order_id JOIN matter m ON m.id = c.order_id
      JOIN ${partsTable(partOf)} ON u.unit_id = m.unit_id
      JOIN service_product p ON p.id = o.product_id JOIN service_version v ON v.id = o.service_version_id
      WHERE c.verdict = 'without_consent' AND c.charged_at >= ${from} AND c.charged_at < ${to}
      GROUP BY GROUPING SETS ((), (${key}))`,
    ),
    readRows<Keyed<Charged>>(
      tx,
      sql`
      SELECT ${key} AS key, grouping(${key}) = 1 AS "isAll", coalesce(sum(c.charges), 0)::int AS charges
      FROM order_charge_months c JOIN ${partsTable(partOf)} ON u.unit_id = c.unit_id
      JOIN service_version v ON v.id = c.service_version_id JOIN service_product p ON p.id = v.product_id
      WHERE c.month = ${month.firstDay}::date
      GROUP BY GROUPING SETS ((), (${key}))`,
    ),
  ])
  let all = NO_CONSENTS
  const byKey = new Map<string, ConsentFigures>()
  for (const { key: name, isAll, ...figures } of [...asked, ...unagreed, ...charged]) {
    if (isAll) all = { ...all, ...figures }
    else if (name !== null) byKey.set(name, { ...(byKey.get(name) ?? NO_CONSENTS), ...figures })
  }
  return { all, byKey }
}

/** Names of services and providers as the latest version of each has them. */
export function serviceNames(tx: Tx): Promise<{ code: string; name: LocalText; provider: LocalText }[]> {
  return readRows(
    tx,
    sql`
    SELECT DISTINCT ON (p.id) p.code, v.name, v.provider
    FROM service_product p JOIN service_version v ON v.product_id = p.id ORDER BY p.id, v.version DESC`,
  )
}
