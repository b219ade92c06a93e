import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import type { MatterFilter } from '../rules/list-filter'
import { filterConditions, type MatterScope, scopeCondition, whereAll } from './lists-filter'
import { MATTER_COLUMNS, type Matter } from './read'

const { sql, join } = Prisma
type Sql = Prisma.Sql

export const LIST_SORTS = ['opened', 'due', 'number'] as const
export type ListSort = (typeof LIST_SORTS)[number]
export type ListOrder = { readonly sort: ListSort; readonly direction: 'asc' | 'desc' }

/** Where a page begins: the sort key of the row before it. `dueAt` null sorts behind every date. */
export type ListKey = {
  readonly id: string
  readonly number: string
  readonly openedAt: Date
  readonly dueAt: Date | null
}
export type ListPosition = { readonly after: ListKey } | { readonly before: ListKey } | null

/** Lists tell exact totals up to here, and "more than" beyond. */
export const TOTAL_CAP = 10_000

export type ListQuery = {
  readonly scope: MatterScope
  readonly filter: MatterFilter
  readonly order: ListOrder
  readonly position: ListPosition
  readonly limit: number
  readonly now: Date
}

type KeyRow = { id: string; number: string; opened_at: Date; next_due_at: Date | null }

const SORTED_DUE = sql`coalesce(m.next_due_at, 'infinity'::timestamptz)`

/** Sort key; every one ends in something unique, so no page skips or repeats a row. */
function keyExpressions(sort: ListSort): Sql[] {
  switch (sort) {
    case 'opened':
      return [sql`m.opened_at`, sql`m.id`]
    case 'due':
      return [SORTED_DUE, sql`m.id`]
    case 'number':
      return [sql`m.number`]
  }
}

function keyValues(sort: ListSort, key: ListKey): Sql[] {
  switch (sort) {
    case 'opened':
      return [sql`${key.openedAt}::timestamptz`, sql`${key.id}::uuid`]
    case 'due':
      return [key.dueAt ? sql`${key.dueAt}::timestamptz` : sql`'infinity'::timestamptz`, sql`${key.id}::uuid`]
    case 'number':
      return [sql`${key.number}`]
  }
}

/** Keys of one page in order, at most `limit`. */
export async function pageOfKeys(db: Tx, query: ListQuery): Promise<ListKey[]> {
  const { scope, filter, order, position, limit, now } = query
  const backwards = position !== null && 'before' in position
  const descending = (order.direction === 'desc') !== backwards
  const expressions = keyExpressions(order.sort)
  const direction = descending ? sql`DESC` : sql`ASC`
  const conditions = [scopeCondition(scope), ...filterConditions(filter, now)]
  if (position) {
    const key = 'before' in position ? position.before : position.after
    conditions.push(
      sql`(${join(expressions)}) ${descending ? sql`<` : sql`>`} (${join(keyValues(order.sort, key))})`,
    )
  }
  const rows = await db.$queryRaw<KeyRow[]>`
    SELECT m.id, m.number, m.opened_at, m.next_due_at FROM matter m ${whereAll(conditions)}
    ORDER BY ${join(expressions.map((key) => sql`${key} ${direction}`))} LIMIT ${limit}`
  const keys = rows.map((row) => ({
    id: row.id,
    number: row.number,
    openedAt: row.opened_at,
    dueAt: row.next_due_at,
  }))
  return backwards ? keys.reverse() : keys
}

/** Number of rows, exact up to `TOTAL_CAP`; `TOTAL_CAP + 1` means more. */
export async function countUpToCap(
  db: Tx,
  { scope, filter, now }: Pick<ListQuery, 'scope' | 'filter' | 'now'>,
): Promise<number> {
  const [row] = await db.$queryRaw<[{ n: number }]>`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM matter m ${whereAll([scopeCondition(scope), ...filterConditions(filter, now)])} LIMIT ${TOTAL_CAP + 1}) counted`
  return row.n
}

/** Matters by their ids, in no order. */
export async function mattersByIds(db: Tx, ids: readonly string[]): Promise<Matter[]> {
  if (ids.length === 0) return []
  return db.$queryRaw`
    SELECT ${MATTER_COLUMNS} FROM matter m LEFT JOIN staff s ON s.id = m.owner_id WHERE m.id = ANY(${[...ids]}::uuid[])`
}
