import type { Tx } from '@/platform/context'
import { Prisma } from '@/platform/db/generated/client'
import { readRows } from '@/platform/db/kept'
import type { CaseFilter } from '../rules/list-filter'
import type { ListKey } from './lists'
import { type CaseScope, filterConditions, ofPerson, ofUnits, whereAll } from './lists-filter'

const { sql } = Prisma
type Sql = Prisma.Sql

/**
 * How many of the newest cases are read one by one before the text index is asked. A usual word is found there often
 * enough to fill a page at once; a word that is not is seldom, and then the index answers with few rows. Either way
 * the work is bounded, which no single plan gives: the index alone would fetch every case of a usual word, reading
 * alone every case of the company for a word nobody said.
 */
const NEWEST_READ = 3_000

export type TextSearch = {
  readonly scope: CaseScope
  readonly filter: CaseFilter
  /** Literal of type tsquery, from `searchQuery`. */
  readonly query: string
  /** The last row of the page before; null for the first page. */
  readonly after: Pick<ListKey, 'receivedAt' | 'id'> | null
  readonly limit: number
  readonly now: Date
}

type Row = { id: string; number: string; received_at: Date; next_due_at: Date | null }

/** Keys of cases whose text answers the query, newest first, at most `limit`. */
export async function searchText(db: Tx, search: TextSearch): Promise<ListKey[]> {
  const newest = await readRows<Row>(db, newestSql(search))
  if (newest.length >= search.limit) return newest.map(keyOf)
  const older = await readRows<Row>(db, indexedSql(search))
  const known = new Set(newest.map(({ id }) => id))
  return [...newest, ...older.filter(({ id }) => !known.has(id))]
    .sort((a, b) => b.received_at.getTime() - a.received_at.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, search.limit)
    .map(keyOf)
}

const keyOf = (row: Row): ListKey => ({
  id: row.id,
  number: row.number,
  receivedAt: row.received_at,
  dueAt: row.next_due_at,
})

const COLUMNS = sql`c.id, c.number, c.received_at, c.next_due_at`
const NEWEST_FIRST = sql`ORDER BY c.received_at DESC, c.id DESC`

function conditionsOf({ filter, after, now }: TextSearch): Sql[] {
  const conditions = filterConditions(filter, now)
  if (after)
    conditions.push(sql`(c.received_at, c.id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`)
  return conditions
}

const answers = ({ query }: TextSearch): Sql => sql`c.search_vector @@ ${query}::tsquery`

/** What answers among the newest cases of the scope, and among all cases of the person. */
export function newestSql(search: TextSearch): Sql {
  const { scope, limit } = search
  const conditions = conditionsOf(search)
  const inUnits = scope ? [...conditions, ofUnits(scope)] : conditions
  const units = sql`
    SELECT ${COLUMNS} FROM (
      SELECT ${COLUMNS}, c.search_vector FROM complaint c ${whereAll(inUnits)} ${NEWEST_FIRST} LIMIT ${NEWEST_READ}
    ) c WHERE ${answers(search)} ${NEWEST_FIRST} LIMIT ${limit}`
  if (!scope) return units
  // OFFSET 0 keeps the planner from asking the text index for a person's few cases.
  const own = sql`
    SELECT ${COLUMNS} FROM (
      SELECT ${COLUMNS}, c.search_vector FROM complaint c ${whereAll([...conditions, ofPerson(scope)])} OFFSET 0
    ) c WHERE ${answers(search)} ${NEWEST_FIRST} LIMIT ${limit}`
  return sql`SELECT ${COLUMNS} FROM ((${units}) UNION (${own})) c ${NEWEST_FIRST} LIMIT ${limit}`
}

/** What the text index finds, or the index over the units where those have few cases. */
export function indexedSql(search: TextSearch): Sql {
  const { scope, limit } = search
  const conditions = conditionsOf(search)
  const inUnits = scope ? [...conditions, ofUnits(scope)] : conditions
  // Materialised, so that the planner cannot choose to walk the cases in order and test each.
  return sql`
    WITH found AS MATERIALIZED (
      SELECT ${COLUMNS} FROM complaint c ${whereAll([answers(search), ...inUnits])})
    SELECT ${COLUMNS} FROM found c ${NEWEST_FIRST} LIMIT ${limit}`
}
