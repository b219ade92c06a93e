import type { Tx } from '@/platform/context'
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

type KeyRow = { id: string; number: string; received_at: Date; next_due_at: Date | null }

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
  const rows = await db.$queryRaw<KeyRow[]>(pageOfKeysSql(query))
  const keys = rows.map((row) => ({
    id: row.id,
    number: row.number,
    receivedAt: row.received_at,
    dueAt: row.next_due_at,
  }))
  return query.position && 'before' in query.position ? keys.reverse() : keys
}

export function pageOfKeysSql({ scope, filter, order, position, limit, now, extra = [] }: ListQuery): Sql {
  const backwards = position !== null && 'before' in position
  const descending = (order.direction === 'desc') !== backwards
  const expressions = keyExpressions(order.sort)
  const direction = descending ? sql`DESC` : sql`ASC`
  const orderBy = sql`ORDER BY ${join(expressions.map((key) => sql`${key} ${direction}`))} LIMIT ${limit}`
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
export async function countUpToCap(
  db: Tx,
  query: Pick<ListQuery, 'scope' | 'filter' | 'now' | 'extra'>,
): Promise<number> {
  const [row] = await db.$queryRaw<[{ n: number }]>(countUpToCapSql(query))
  return row.n
}

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
