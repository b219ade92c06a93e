import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../lib/command.mjs'
import { step } from '../lib/progress.mjs'
import { programOf, projectFolder } from '../lib/project.mjs'
import { fingerprint } from './fingerprint'

const generated = join(projectFolder, 'src', 'platform', 'db', 'generated')
const stampFile = join(projectFolder, '.jiannuo', 'generated')

/** Generates the database client when the schema or Prisma changed since the last time. */
export async function ensureGenerated(): Promise<void> {
  const wanted = fingerprint(projectFolder, [
    'prisma/schema.prisma',
    'prisma.config.ts',
    'node_modules/prisma/package.json',
  ])
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  if (stamp === wanted && existsSync(join(generated, 'client.ts'))) return
  await step('Generating the database client', generate)
  mkdirSync(join(projectFolder, '.jiannuo'), { recursive: true, mode: 0o711 })
  writeFileSync(stampFile, wanted)
}

/** `prisma generate`, without a network: the client needs no schema engine, so any program may stand in for it. */
export async function generate(): Promise<void> {
  await runQuietly('prisma generate', process.execPath, [programOf('prisma'), 'generate'], {
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
}
