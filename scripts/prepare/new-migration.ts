import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diffSchemas } from '../../src/platform/db/schema-engine'
import { startTestCluster } from '../../tests/support/cluster'
import { projectFolder } from '../lib/project.mjs'
import { CannotStart } from '../run/parts'

const prismaFolder = join(projectFolder, 'prisma')
const schemaFile = join(prismaFolder, 'schema.prisma')
/** The schema as the last migration left it: what the next migration starts from. */
const snapshotFile = join(prismaFolder, 'migrations', 'schema.snapshot.prisma')

/** Writes `prisma/migrations/<time>_<name>/migration.sql` and moves the snapshot forward. */
export async function writeMigration(name: string | undefined): Promise<void> {
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    throw new CannotStart('Name it in lower case with underscores: npm run migration:new -- add_refunds')
  }
  const schema = readFileSync(schemaFile, 'utf8')
  const before = existsSync(snapshotFile) ? readFileSync(snapshotFile, 'utf8') : undefined
  const cluster = await startTestCluster()
  const sql = await diffSchemas(cluster.emptyDatabaseUrl, before, schema).finally(() => cluster.stop())
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(prismaFolder, 'migrations', `${time}_${name}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'migration.sql'), sql === '' ? '' : `${sql}\n`)
  writeFileSync(snapshotFile, schema)
  console.log(
    `Wrote ${join('prisma', 'migrations', `${time}_${name}`, 'migration.sql')}${sql === '' ? ' (empty: the tables stay as they are)' : ''}.\n` +
      'Add by hand what Prisma cannot say: CHECK, EXCLUDE, triggers, partial indexes. Commit it with the snapshot.',
  )
}
