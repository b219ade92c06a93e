import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { withClient } from './embedded'
import { type SchemaEngine, withSchemaEngine } from './schema-engine'

export interface MigrationReport {
  /** Names of the migrations applied just now, in order. */
  readonly applied: readonly string[]
  /** Number of migrations in the project. */
  readonly total: number
}

/** A migration cannot be applied; the message says which and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** Any number; two migrations of one database at the same time wait for each other on it. */
const lockKey = 7_205_914

/**
 * Applies the migrations of `prisma/migrations` that the database does not have yet. Safe to call at any time and
 * from several processes at once; does nothing when the database is up to date.
 * @throws MigrationError when a migration fails, was edited after it was applied, or is unknown to this version
 */
export async function migrateDatabase(url: string, projectFolder: string): Promise<MigrationReport> {
  const migrations = readMigrations(join(projectFolder, 'prisma', 'migrations'))
  const total = migrations.length
  return withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [lockKey])
    await migrateJobs(url, client)
    if (isUpToDate(await recorded(client), migrations)) return { applied: [], total }
    const schema = readFileSync(join(projectFolder, 'prisma', 'schema.prisma'), 'utf8')
    try {
      return await withSchemaEngine(url, schema, async (engine) => {
        const list = asList(projectFolder, migrations)
        await refuseBrokenHistory(engine, list)
        const { appliedMigrationNames } = await engine.applyMigrations({
          migrationsList: list,
          filters: noFilters,
        })
        return { applied: appliedMigrationNames, total }
      })
    } catch (error) {
      throw await explained(error, client)
    }
  })
}

/** The job queue keeps its own tables and migrations; brought up to date once per version of the library. */
async function migrateJobs(url: string, client: pg.Client): Promise<void> {
  const found = await client.query<{ there: boolean }>(
    `SELECT to_regclass('graphile_worker._private_jobs') IS NOT NULL AS there`,
  )
  if (!found.rows[0]?.there) await runMigrations({ connectionString: url })
}

const noFilters = { externalTables: [], externalEnums: [] }

interface MigrationFile {
  readonly name: string
  readonly sql: string
}

function readMigrations(folder: string): MigrationFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'migration.sql')))
    .map((entry) => ({
      name: entry.name,
      sql: readFileSync(join(folder, entry.name, 'migration.sql'), 'utf8'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function asList(projectFolder: string, migrations: readonly MigrationFile[]): MigrationList {
  const baseDir = join(projectFolder, 'prisma', 'migrations')
  const lockfile = join(baseDir, 'migration_lock.toml')
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : 'provider = "postgresql"\n',
    },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

interface Recorded {
  readonly name: string
  readonly checksum: string
  readonly isFinished: boolean
  readonly logs: string | null
}

async function recorded(client: pg.Client): Promise<Recorded[]> {
  const found = await client.query<{ there: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  )
  if (!found.rows[0]?.there) return []
  const { rows } = await client.query<Recorded>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished", logs
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return rows
}

/** Decided without the engine, because starting it takes longer than everything else of a second start. */
function isUpToDate(known: readonly Recorded[], migrations: readonly MigrationFile[]): boolean {
  if (known.length !== migrations.length) return false
  const checksums = new Map(known.filter((each) => each.isFinished).map((each) => [each.name, each.checksum]))
  return migrations.every(
    ({ name, sql }) => checksums.get(name) === createHash('sha256').update(sql).digest('hex'),
  )
}

async function refuseBrokenHistory(engine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const { editedMigrationNames, history } = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: noFilters,
  })
  if (editedMigrationNames.length > 0) {
    throw new MigrationError(
      `These migrations were changed after this database had them: ${editedMigrationNames.join(', ')}. ` +
        'Put the files back as they were and write the change as a new migration.',
    )
  }
  if (history && history.diagnostic !== 'databaseIsBehind') {
    throw new MigrationError(
      `This database has migrations this version does not know: ${history.unpersistedMigrationNames.join(', ')}. ` +
        'It was used by a newer version of Jiannuo; start that one, or restore a backup from before it.',
    )
  }
}

async function explained(error: unknown, client: pg.Client): Promise<unknown> {
  if (error instanceof MigrationError) return error
  const failed = (await recorded(client)).find((each) => !each.isFinished)
  if (!failed) return error
  const reason = failed.logs ?? (error instanceof Error ? error.message : String(error))
  return new MigrationError(
    `The migration ${failed.name} failed and changed nothing further:\n${reason}\n` +
      `When the cause is removed, mark it: UPDATE _prisma_migrations SET rolled_back_at = now() ` +
      `WHERE migration_name = '${failed.name}' AND finished_at IS NULL; then run npm run migrate again.`,
  )
}
