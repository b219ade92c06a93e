import type { Tx } from '@/platform/context'
import { ask } from '@/platform/db/ask'
import { Prisma } from '@/platform/db/generated/client'
import type { CaseFilter } from '../rules/list-filter'
import { type CaseScope, filterConditions, ofPerson, ofUnits, SORTED_DUE, whereAll } from './lists-filter'

const { sql, join } = Prisma
type Sql = Prisma.Sql

export const LIST_SORTS = ['due', 'received', 'number'] as const
export type ListSort = (typeof LIST_SORTS)[number]
export type ListOrder = { readonly sort: ListSort; readonly direction: 'asc' | 'desc' }

/** Where a page begins: the sort key of the row before it. `dueAt` null sorts behind every date. */
export type ListKey = {
  readonly id: string
  readonly number: string
  readonly receivedAt: Date
  readonly dueAt: Date | null
}
export type ListPosition = { readonly after: ListKey } | { readonly before: ListKey } | null

/** Lists tell exact totals up to here, and "more than" beyond. */
export const TOTAL_CAP = 10_000

type KeyRow = { id: string; number: string; received_at: string; next_due_at: string | null }

const KEY_COLUMNS = sql`c.id, c.number, c.received_at, c.next_due_at`
const INFINITY = sql`'infinity'::timestamptz`

/** Sort key; every one ends in the id, so no two rows tie and no page skips or repeats one. */
function keyExpressions(sort: ListSort): Sql[] {
  switch (sort) {
    case 'due':
      return [SORTED_DUE, sql`c.received_at`, sql`c.id`]
    case 'received':
      return [sql`c.received_at`, sql`c.id`]
    case 'number':
      return [sql`c.number`]
  }
}

function keyValues(sort: ListSort, key: ListKey): Sql[] {
  switch (sort) {
    case 'due':
      return [
        key.dueAt ? sql`${key.dueAt}::timestamptz` : INFINITY,
        sql`${key.receivedAt}::timestamptz`,
        sql`${key.id}::uuid`,
      ]
    case 'received':
      return [sql`${key.receivedAt}::timestamptz`, sql`${key.id}::uuid`]
    case 'number':
      return [sql`${key.number}`]
  }
}

export type ListQuery = {
  readonly scope: CaseScope
  readonly filter: CaseFilter
  readonly order: ListOrder
  readonly position: ListPosition
  readonly limit: number
  readonly now: Date
  /** Further conditions on `complaint c`, e.g. a text search. */
  readonly extra?: readonly Sql[]
}

/**
 * Keys of one page in order, at most `limit`. A person's own cases and their units' cases are two searches with an
 * index each, merged; one `OR` over both would read the whole table.
 */
export async function pageOfKeys(db: Tx, query: ListQuery): Promise<ListKey[]> {
  const keys = await ask(db, pageOfKeysSql(query), keyOf)
  return query.position && 'before' in query.position ? keys.reverse() : keys
}

/** The same with the number of all rows (exact up to `TOTAL_CAP`); both make one trip to the database. */
export async function countedPageOfKeys(
  db: Tx,
  query: ListQuery,
): Promise<{ readonly keys: ListKey[]; readonly count: number }> {
  const [keys, [counted]] = await Promise.all([
    pageOfKeys(db, query),
    ask<{ n: number }>(db, countUpToCapSql(query)),
  ])
  return { keys, count: counted?.n ?? 0 }
}

const keyOf = (row: KeyRow): ListKey => ({
  id: row.id,
  number: row.number,
  receivedAt: new Date(row.received_at),
  dueAt: row.next_due_at === null ? null : new Date(row.next_due_at),
})

const isDescending = ({ order, position }: ListQuery): boolean =>
  (order.direction === 'desc') !== (position !== null && 'before' in position)

function orderOf(query: ListQuery): Sql {
  const direction = isDescending(query) ? sql`DESC` : sql`ASC`
  return sql`ORDER BY ${join(keyExpressions(query.order.sort).map((key) => sql`${key} ${direction}`))}`
}

export function pageOfKeysSql(query: ListQuery): Sql {
  const { scope, filter, order, position, limit, now, extra = [] } = query
  const descending = isDescending(query)
  const expressions = keyExpressions(order.sort)
  const orderBy = sql`${orderOf(query)} LIMIT ${limit}`
  const conditions = [...filterConditions(filter, now), ...extra]
  if (position) {
    const key = 'before' in position ? position.before : position.after
    const comparison = descending ? sql`<` : sql`>`
    conditions.push(sql`(${join(expressions)}) ${comparison} (${join(keyValues(order.sort, key))})`)
  }
  const part = (more: readonly Sql[]) =>
    sql`SELECT ${KEY_COLUMNS} FROM complaint c ${whereAll([...conditions, ...more])} ${orderBy}`
  if (scope === null) return part([])
  return sql`SELECT * FROM ((${part([ofUnits(scope)])}) UNION (${part([ofPerson(scope)])})) c ${orderBy}`
}

/** Number of rows, exact up to `TOTAL_CAP`; `TOTAL_CAP + 1` means more. */
export function countUpToCapSql({
  scope,
  filter,
  now,
  extra = [],
}: Pick<ListQuery, 'scope' | 'filter' | 'now' | 'extra'>): Sql {
  const conditions = [...filterConditions(filter, now), ...extra]
  const part = (more: readonly Sql[]) =>
    sql`SELECT c.id FROM complaint c ${whereAll([...conditions, ...more])} LIMIT ${TOTAL_CAP + 1}`
  const found =
    scope === null ? part([]) : sql`(${part([ofUnits(scope)])}) UNION (${part([ofPerson(scope)])})`
  return sql`SELECT least(count(*), ${TOTAL_CAP + 1})::int AS n FROM (${found}) found`
}
