import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeClusterFolder, startCluster } from '@/platform/db/cluster'
import {
  applicationUrl,
  createApplicationDatabase,
  createApplicationRole,
  makeSecrets,
  withClient,
} from '@/platform/db/embedded'
import { migrateDatabase } from '@/platform/db/migrate'
import { canRun, copyPrograms, findPostgresPrograms, postgresUser } from '@/platform/db/postgres-binaries'

/** What a test process needs to know of the cluster that another process started. */
export interface TestPostgres {
  readonly port: number
  readonly superuserPassword: string
  readonly applicationPassword: string
}

/** A Postgres of the tests' own in a temporary folder: quick, and gone at the end. */
export interface TestCluster {
  readonly postgres: TestPostgres
  /** A database without any table. */
  readonly emptyDatabaseUrl: string
  /** Address of a database for the superuser. */
  readonly superuserUrl: (database: string) => string
  /** Stops and starts the server on the same port, as a restart of the database under a running worker. */
  readonly restart: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const folderPrefix = 'jiannuo-test-'
const emptyDatabase = 'jiannuo_empty'
/** Holds all migrations; every test file gets a copy of it. */
export const templateDatabase = 'jiannuo_template'

/** Starts a cluster for tests. Whoever starts it stops it; killed with -9 it stops by itself. */
export async function startTestCluster(): Promise<TestCluster> {
  removeForgottenFolders()
  const user = postgresUser()
  const folder = mkdtempSync(join(tmpdir(), folderPrefix))
  makeClusterFolder(folder, user)
  const found = findPostgresPrograms()
  const { superuserPassword, applicationPassword } = makeSecrets()
  const options = {
    programs: canRun(found, user) ? found : copyPrograms(found, folder),
    user,
    folder,
    superuserPassword,
    durable: false,
  }
  let cluster = await startCluster(options)
  const { port, superuserUrl } = cluster
  await createApplicationRole(superuserUrl('postgres'), applicationPassword)
  await createApplicationDatabase(superuserUrl('postgres'), emptyDatabase)
  return {
    postgres: { port, superuserPassword, applicationPassword },
    emptyDatabaseUrl: applicationUrl(port, applicationPassword, emptyDatabase),
    superuserUrl,
    restart: async () => {
      await cluster.stop()
      cluster = await startCluster({ ...options, preferredPort: port })
    },
    stop: async () => {
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Creates the migrated template that `createTestDatabase` copies. */
export async function createTemplate(cluster: TestCluster): Promise<void> {
  await createApplicationDatabase(cluster.superuserUrl('postgres'), templateDatabase)
  await migrateDatabase(testDatabaseUrl(cluster.postgres, templateDatabase), projectFolder)
}

/** Copies the template into a new database of the application's role and returns its name. */
export async function copyTemplate(postgres: TestPostgres): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(superuserUrlOf(postgres), (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase} OWNER jiannuo`),
  )
  return name
}

/** Drops a database with whatever is connected to it. */
export async function dropDatabase(postgres: TestPostgres, name: string): Promise<void> {
  await withClient(superuserUrlOf(postgres), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`),
  )
}

/** Address of a test database for the application's role. */
export const testDatabaseUrl = (postgres: TestPostgres, database: string): string =>
  applicationUrl(postgres.port, postgres.applicationPassword, database)

const superuserUrlOf = ({ port, superuserPassword }: TestPostgres): string =>
  `postgresql://postgres:${encodeURIComponent(superuserPassword)}@127.0.0.1:${port}/postgres`

/** A run that was killed leaves its folder; those of yesterday are removed. */
function removeForgottenFolders(): void {
  const yesterday = Date.now() - 24 * 3_600_000
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue
    const folder = join(tmpdir(), name)
    try {
      if (statSync(folder).mtimeMs < yesterday) rmSync(folder, { recursive: true, force: true })
    } catch {
      // Another user's, or removed by another run meanwhile.
    }
  }
}
