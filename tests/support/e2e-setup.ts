import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/platform/db/cluster'
import { makeSecrets } from '@/platform/db/embedded'
import { migrateDatabase } from '@/platform/db/migrate'
import { ensureBuilt } from '../../scripts/prepare/build'
import { ensureDemo, hasDemo } from '../../scripts/run/demo'
import { webAnswers, webPart, workerPart } from '../../scripts/run/parts'
import { Supervisor } from '../../scripts/run/supervisor'
import { projectFolder, startTestCluster } from './cluster'

/** Enough for figures with a month before this one; a whole year takes longer to load. */
const historyDays = 75

/**
 * Starts the whole product for the journeys, on free ports and in a temporary folder, and stops it at the end.
 * The journeys find it in JIANNUO_E2E_URL; JIANNUO_E2E_SETTINGS holds its settings as JSON, for running the command
 * line against the same database.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'jiannuo-e2e-'))
  const supervisor = new Supervisor((line) => console.log(line))
  const cluster = await startTestCluster()
  const stop = async () => {
    await supervisor.stop()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ensureBuilt()
    const port = await freePort()
    const address = `http://localhost:${port}`
    const secrets = makeSecrets()
    const settings = {
      DATABASE_URL: cluster.emptyDatabaseUrl,
      NEXTAUTH_SECRET: secrets.nextAuthSecret,
      NEXTAUTH_URL: address,
      JIANNUO_DATA_KEY: secrets.dataKey,
      JIANNUO_FILES_DIR: join(folder, 'files'),
      JIANNUO_DEMO: '1',
    }
    const env = { ...process.env, ...settings, PORT: String(port) }
    await migrateDatabase(settings.DATABASE_URL, projectFolder)
    if (hasDemo()) await ensureDemo(env, () => undefined, { historyDays })
    supervisor.start(webPart({ env, host: '127.0.0.1', port, logFolder: folder }))
    const worker = workerPart({ env, logFolder: folder })
    if (worker) supervisor.start(worker)
    await webAnswers(address, supervisor)
    process.env.JIANNUO_E2E_URL = address
    process.env.JIANNUO_E2E_SETTINGS = JSON.stringify(settings)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}
