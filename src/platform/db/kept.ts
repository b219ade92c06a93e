import { createHash } from 'node:crypto'
import { Prisma } from './generated/client'

const MARK = '/* kept */'

/**
 * Begins a raw statement the database shall keep parsed and planned per connection, because it runs on every request
 * or in every round of the worker: `$queryRaw`${KEPT} SELECT ...``. Only for statements whose text is always the same
 * and whose best plan does not depend on the values (rows by key, inserts); others are planned for their values.
 */
export const KEPT = Prisma.raw(MARK)

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
