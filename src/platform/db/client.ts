import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { databaseSettings } from '../env'
import { createLog } from '../log'
import { PrismaClient } from './generated/client'
import { keepPool, statementName } from './kept'

export type Db = PrismaClient

const log = createLog('db')

export interface DbOptions {
  /** Largest number of connections. */
  readonly max?: number
}

/**
 * A client with its own pool of connections. Whoever creates one disconnects it (`db.$disconnect()`).
 *
 * Every session runs in UTC: the adapter sends and reads instants without an offset and would shift them by the
 * server's own zone otherwise.
 */
export function createDb(url: string, { max = 10 }: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    options: '-c TimeZone=UTC',
    application_name: 'jiannuo',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn('idle connection lost', { error }))
  const adapter = new PrismaPg(pool, {
    statementNameGenerator: statementName,
    onConnectionError: (error) => log.warn('connection lost', { error }),
  })
  // The form of messages from which the log can take the values of a call.
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' })
  keepPool(client, pool)
  const disconnect = client.$disconnect.bind(client)
  client.$disconnect = async () => {
    await disconnect()
    if (!pool.ending) await pool.end()
  }
  return client
}

// Kept on globalThis: in development Next reloads modules, and each reload would open another pool.
const shared: { jiannuoDb?: Db } = globalThis as { jiannuoDb?: Db }

/** The client of this process, for the database in DATABASE_URL. @throws SettingsError when that is not set */
export function db(): Db {
  if (!shared.jiannuoDb) {
    const { url, poolMax } = databaseSettings()
    shared.jiannuoDb = createDb(url, { max: poolMax })
  }
  return shared.jiannuoDb
}

/** Closes the connections of `db()`; the next call of `db()` opens new ones. */
export async function disconnectDb(): Promise<void> {
  const open = shared.jiannuoDb
  delete shared.jiannuoDb
  await open?.$disconnect()
}
