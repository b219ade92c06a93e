import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../lib/command.mjs'
import { step } from '../lib/progress.mjs'
import { programOf, projectFolder } from '../lib/project.mjs'
import { fingerprint } from './fingerprint'

const stampFile = join(projectFolder, '.jiannuo', 'built')
const buildIdFile = join(projectFolder, '.next', 'BUILD_ID')

/** Everything that ends up in the built app. */
const sources = [
  'app',
  'src',
  'messages',
  'public',
  'prisma/schema.prisma',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

const isNoTest = (path: string): boolean => !path.endsWith('.test.ts') && !path.endsWith('.test.tsx')

/** Builds the app unless what is built is of these very sources. */
export async function ensureBuilt(): Promise<void> {
  const wanted = fingerprint(projectFolder, sources, isNoTest)
  if (existsSync(buildIdFile) && existsSync(stampFile)) {
    // The build's own id is part of the stamp, so a build made by someone else is not taken for ours.
    if (readFileSync(stampFile, 'utf8') === `${wanted} ${readFileSync(buildIdFile, 'utf8')}`) return
  }
  await step('Building the app', build)
  mkdirSync(join(projectFolder, '.jiannuo'), { recursive: true, mode: 0o711 })
  writeFileSync(stampFile, `${wanted} ${readFileSync(buildIdFile, 'utf8')}`)
}

/** The production build. Types are checked by `npm test`, not again here. */
export async function build(): Promise<void> {
  await runQuietly('next build', process.execPath, [programOf('next'), 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
  })
}
