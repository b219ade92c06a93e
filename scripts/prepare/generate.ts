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

/**
 * Prisma's generator wants Node 20.19; the app itself runs from 20.9 on. Before 20.19 tsx lets `require` load ES
 * modules, and a small file adds what else is missing.
 */
function forOlderNode(): string[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return []
  return ['--require', join(projectFolder, 'scripts', 'lib', 'older-node.cjs'), '--require', 'tsx/cjs']
}

/** `prisma generate`, without a network: the client needs no schema engine, so any program may stand in for it. */
export async function generate(): Promise<void> {
  await runQuietly(
    'prisma generate',
    process.execPath,
    [...forOlderNode(), programOf('prisma'), 'generate'],
    {
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
    },
  )
}
