import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '@/platform/db/embedded'
import { MigrationError, migrateDatabase } from '@/platform/db/migrate'
import { diffSchemas } from '@/platform/db/schema-engine'
import { projectFolder } from '../support/cluster'
import { createTestDatabase, type TestDatabase } from '../support/database'

const schema = readFileSync(join(projectFolder, 'prisma', 'schema.prisma'), 'utf8')
const snapshot = readFileSync(join(projectFolder, 'prisma', 'migrations', 'schema.snapshot.prisma'), 'utf8')

interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}

/** Columns of the schema's tables as the server knows them, whatever schema (`public` or another) they stand in. */
async function columnsOf(url: string, namespace: string): Promise<Map<string, Column>> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ table: string } & Column>(
      `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
              NOT a.attnotnull AS nullable
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
      [namespace],
    ),
  )
  return new Map(
    rows.map(({ table, name, type, nullable }) => [`${table}.${name}`, { name, type, nullable }]),
  )
}

describe('migrations', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())

  it('do nothing the second time', async () => {
    const report = await migrateDatabase(test.url, projectFolder)
    expect(report.applied).toEqual([])
    expect(report.total).toBeGreaterThan(0)
  })

  it('may run from several processes at once', async () => {
    const reports = await Promise.all([1, 2, 3].map(() => migrateDatabase(test.url, projectFolder)))
    expect(reports.flatMap((each) => each.applied)).toEqual([])
  })

  it('make the very tables that the Prisma schema describes', async () => {
    const planned = await diffSchemas(test.url, undefined, schema)
    await withClient(test.url, async (client) => {
      await client.query('CREATE SCHEMA planned')
      await client.query('SET search_path = planned, public')
      await client.query(planned.replaceAll(/CREATE SCHEMA.*?;/g, ''))
    })
    const [real, described] = [await columnsOf(test.url, 'public'), await columnsOf(test.url, 'planned')]
    expect(described.size).toBeGreaterThan(0)
    for (const [column, expected] of described)
      expect({ column, ...real.get(column) }).toEqual({ column, ...expected })
  })

  it('start the next one from a snapshot that matches the schema', async () => {
    // When this fails, the schema was changed without `npm run migration:new -- <name>`.
    expect(await diffSchemas(test.url, snapshot, schema)).toBe('')
  })

  it('refuse a database of a newer version and say so', async () => {
    await withClient(test.url, (client) =>
      client.query(
        `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
         VALUES ('future', 'x', now(), '29990101000000_future', now(), 1)`,
      ),
    )
    const refusal = await migrateDatabase(test.url, projectFolder).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(MigrationError)
    expect(String(refusal)).toContain('29990101000000_future')
    expect(String(refusal)).toContain('newer version')
  })

  it('refuse a migration that was edited after it was applied', async () => {
    await withClient(test.url, async (client) => {
      await client.query(`DELETE FROM _prisma_migrations WHERE id = 'future'`)
      await client.query(`UPDATE _prisma_migrations SET checksum = repeat('0', 64)`)
    })
    const refusal = await migrateDatabase(test.url, projectFolder).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(MigrationError)
    expect(String(refusal)).toContain('changed after')
  })
})
