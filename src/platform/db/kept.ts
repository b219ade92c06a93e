import { createHash } from 'node:crypto'
import pg from 'pg'
import { Prisma } from './generated/client'
import { ROW_TYPES } from './value-types'

const MARK = '/* kept */'

/**
 * Begins a raw statement the database shall keep parsed and planned per connection, because it runs on every request
 * or in every round of the worker: `$queryRaw`${KEPT} SELECT ...``. Only for statements whose text is always the same
 * and whose best plan does not depend on the values (rows by key, inserts); others are planned for their values.
 */
export const KEPT = Prisma.raw(MARK)

/**
 * `KEPT` where a statement is asked for one row by its key, as on every request; for many it is planned anew, because then
 * the best plan depends on how many there are.
 */
export const keptForOne = (keys: readonly unknown[]): Prisma.Sql => (keys.length === 1 ? KEPT : Prisma.empty)

/** The text of a statement for `$executeRawUnsafe`, to be kept. */
export const keptText = (sql: string): string => `${MARK}${sql}`

const names = new Map<string, string>()

/** Name under which a connection keeps a statement; empty: it is not kept. */
export function statementName({ sql }: { readonly sql: string }): string {
  if (!sql.trimStart().startsWith(MARK)) return ''
  const known = names.get(sql)
  if (known) return known
  const name = `kept_${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`
  names.set(sql, name)
  return name
}

/** A kept statement with everything about it worked out beforehand. */
export type KeptStatement = {
  readonly text: string
  readonly name: string
  /** Names of `$1`, `$2`, ... */
  readonly parameters: readonly string[]
}

/** What Postgres reads from text or bytes; moments as ISO strings, rows as JSON, each with its cast in the statement. */
export type KeptValue = string | number | boolean | Uint8Array | null

/**
 * Prepares a statement that runs on every request. Values are named in braces (`{unitId}::uuid`); the same name is sent
 * once however often it stands there.
 */
export function keptStatement(sql: string): KeptStatement {
  const parameters: string[] = []
  const text = `${MARK}${sql.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known = parameters.indexOf(name)
    return `$${known >= 0 ? known + 1 : parameters.push(name)}`
  })}`
  return { text, name: statementName({ sql: text }), parameters }
}

/** The pool of connections under a client. */
const pools = new WeakMap<object, pg.Pool>()

/** Lets kept statements of a client go straight to the pool its other queries use too. */
export function keepPool(client: object, pool: pg.Pool): void {
  pools.set(client, pool)
}

type RawQueries = {
  readonly $queryRawUnsafe: <T>(query: string, ...values: unknown[]) => PromiseLike<T>
  readonly $queryRaw: <T>(query: Prisma.Sql) => PromiseLike<T>
}

/**
 * Runs a kept statement. Outside a transaction it goes straight to the pool, past Prisma, which takes more of the
 * processor than everything else an intake does; inside one it joins the transaction.
 * @throws StatementError when the database refuses it; in a transaction Prisma's own error
 */
export async function runKept<Row extends object>(
  client: RawQueries,
  { text, name, parameters }: KeptStatement,
  values: Readonly<Record<string, KeptValue>>,
): Promise<Row[]> {
  const ordered = parameters.map((parameter) => {
    const value = values[parameter]
    if (value === undefined) throw new Error(`the statement needs ${parameter}`)
    return value
  })
  const pool = pools.get(client)
  if (!pool) return client.$queryRawUnsafe<Row[]>(text, ...ordered)
  return ask<Row>(pool, { name, text, values: ordered })
}

/**
 * Reads rows for the pages asked for most (work list, boards). Outside a transaction the question goes straight to the
 * pool, past Prisma; inside one it joins the transaction. Values come as Prisma gives them (`value-types.ts`). A
 * statement that begins with `KEPT` is kept planned per connection.
 * @throws StatementError when the database refuses it; in a transaction Prisma's own error
 */
export async function readRows<Row extends object>(
  client: RawQueries,
  statement: Prisma.Sql,
): Promise<Row[]> {
  const pool = pools.get(client)
  if (!pool) return client.$queryRaw<Row[]>(statement)
  const { text, values } = statement
  const name = statementName({ sql: text })
  return ask<Row>(pool, name === '' ? { text, values } : { name, text, values })
}

async function ask<Row extends object>(pool: pg.Pool, query: pg.QueryConfig): Promise<Row[]> {
  try {
    return (await pool.query<Row>({ ...query, types: ROW_TYPES })).rows
  } catch (error) {
    throw error instanceof pg.DatabaseError ? new StatementError(error) : error
  }
}

/** Postgres refused a kept statement. Says what and where, never with the values: they may be a customer's. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  /** Postgres' own code, e.g. 23505. */
  readonly code: string

  constructor({ code = '', constraint, table, message }: pg.DatabaseError) {
    // Messages about malformed values (class 22) repeat them.
    const words = code.startsWith('22') ? 'malformed value' : message
    const where = [table, constraint].filter((name) => name !== undefined).join('.')
    super(`${code} ${words}${where ? ` (${where})` : ''}`)
    this.code = code
  }
}
