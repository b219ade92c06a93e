import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import nextEnv from '@next/env'
import { makeStateFolder, type Secrets } from '../../src/platform/db/embedded'
import { checkSettings, type Part } from '../../src/platform/env'
import { projectFolder } from '../lib/project.mjs'

/** Takes over what stands in `.env` (and `.env.local`, `.env.production`), as Next does; the environment wins. */
export function loadDotEnv(): void {
  nextEnv.loadEnvConfig(projectFolder, false, { info: () => undefined, error: console.error })
}

/**
 * Settings of an operated part (`npm run serve`, `worker`, `migrate`): from the environment and `.env` only.
 * @throws SettingsError naming everything that is missing or malformed
 */
export function requireSettings(part: Part): void {
  if (!process.env.NODE_ENV) Object.assign(process.env, { NODE_ENV: 'production' })
  loadDotEnv()
  checkSettings(part)
}

/** What `npm start` adds to the operator's own settings when it runs the database itself. */
export function embeddedSettings(options: {
  databaseUrl: string
  secrets: Secrets
  address: string
}): Record<string, string> {
  const filesDir = join(makeStateFolder(projectFolder), 'files')
  mkdirSync(filesDir, { recursive: true, mode: 0o700 })
  return {
    DATABASE_URL: options.databaseUrl,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? options.secrets.nextAuthSecret,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? options.address,
    JIANNUO_DATA_KEY: options.secrets.dataKey,
    JIANNUO_FILES_DIR: process.env.JIANNUO_FILES_DIR ?? filesDir,
  }
}

/** With a database of the operator's own, the secrets must be his too; address and folder have a default. */
export function externalSettings(address: string): Record<string, string> {
  const filesDir = join(makeStateFolder(projectFolder), 'files')
  mkdirSync(filesDir, { recursive: true, mode: 0o700 })
  const own = {
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? address,
    JIANNUO_FILES_DIR: process.env.JIANNUO_FILES_DIR ?? filesDir,
  }
  checkSettings('web', { ...process.env, ...own })
  return own
}
