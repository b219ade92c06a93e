import { join } from 'node:path'
import { deleteEmbeddedDatabase, startEmbeddedDatabase, stateFolder } from '../../src/platform/db/embedded'
import { migrateDatabase } from '../../src/platform/db/migrate'
import { step } from '../lib/progress.mjs'
import { projectFolder } from '../lib/project.mjs'
import { atEnd, stopRequested } from '../lib/stopping.mjs'
import { ensureBuilt } from '../prepare/build'
import { ensureGenerated } from '../prepare/generate'
import { readStartArguments, type StartArguments } from './arguments'
import { ensureDemo, hasDemo } from './demo'
import { CannotStart, webAnswers, webPart, workerPart } from './parts'
import { freeWebPort } from './port'
import { readRunning, removeRunning, writeRunning } from './running'
import { embeddedSettings, externalSettings, loadDotEnv } from './settings'
import { Supervisor } from './supervisor'

const say = (line: string): void => console.log(`  ${line}`)

/** Everything behind `npm start` (and `npm run dev`) once the packages are installed. */
export async function start(args: readonly string[], { isDevelopment = false } = {}): Promise<void> {
  loadDotEnv()
  const wanted = readStartArguments(args)
  refuseSecondStart()
  const isExternal = Boolean(process.env.DATABASE_URL?.trim())
  const port = await freeWebPort(wanted.port ?? 3000, wanted.host, say)
  const address = `http://localhost:${port}`
  // From the very beginning: a second start would stop the database of the first.
  writeRunning({ address, settings: {} })
  atEnd(removeRunning)
  if (wanted.isFresh) deleteEmbedded(wanted, isExternal)
  // Settings first: nobody should wait for a build to be told that one is missing.
  const ownSettings = isExternal ? externalSettings(address) : undefined

  await ensureGenerated()
  // The build and the data need nothing of each other, and each keeps one core busy.
  const [, { settings, env, signIns }] = await Promise.all([
    isDevelopment ? undefined : ensureBuilt(),
    prepareData({ wanted, ownSettings, isExternal, address, port }),
  ])
  if (signIns !== undefined) env.JIANNUO_DEMO = '1'

  const supervisor = new Supervisor(say)
  atEnd(() => supervisor.stop())
  const logFolder = join(stateFolder(projectFolder), 'logs')
  await step('Starting web and worker', async () => {
    supervisor.start(webPart({ env, host: wanted.host, port, logFolder, isDevelopment }))
    const worker = workerPart({ env, logFolder, isDevelopment })
    if (worker) supervisor.start(worker)
    await webAnswers(address, supervisor)
    return worker ? '' : 'this checkout has no worker yet'
  })
  writeRunning({
    address,
    settings: { ...settings, ...(signIns === undefined ? {} : { JIANNUO_DEMO: '1' }) },
  })
  console.log(`\nJiannuo runs at ${env.NEXTAUTH_URL ?? address}\n`)
  if (signIns) console.log(`${signIns}\n`)
  console.log(`Logs are in ${join('.jiannuo', 'logs')}. Press Ctrl-C to stop.`)

  const outcome = await Promise.race([supervisor.ended.then((reason) => ({ reason })), stopRequested])
  if (typeof outcome === 'object') throw new CannotStart(outcome.reason)
}

type DataWanted = {
  readonly wanted: StartArguments
  readonly ownSettings: Record<string, string> | undefined
  readonly isExternal: boolean
  readonly address: string
  readonly port: number
}

/** Database running, up to date, and with the demonstration carrier where one is wanted. */
async function prepareData({ wanted, ownSettings, isExternal, address, port }: DataWanted) {
  const settings = ownSettings ?? (await startDatabase(address))
  const env: NodeJS.ProcessEnv = { ...process.env, ...settings, PORT: String(port), HOST: wanted.host }
  await migrate(env.DATABASE_URL ?? '')
  const signIns = await loadDemo(env, wanted, isExternal)
  return { settings, env, signIns }
}

function refuseSecondStart(): void {
  const running = readRunning()
  if (running) {
    throw new CannotStart(
      `Jiannuo already runs from this folder at ${running.address} (process ${running.pid}).`,
    )
  }
}

function deleteEmbedded(wanted: StartArguments, isExternal: boolean): void {
  if (isExternal) throw new CannotStart('--fresh deletes the embedded database only; DATABASE_URL is set.')
  if (!wanted.isConfirmed) {
    throw new CannotStart(
      'This deletes the embedded database of this folder with every case in it. If that is meant: npm start -- --fresh --yes',
    )
  }
  deleteEmbeddedDatabase(projectFolder)
}

async function startDatabase(address: string): Promise<Record<string, string>> {
  const database = await step('Starting the database', async () => {
    const started = await startEmbeddedDatabase(projectFolder)
    atEnd(() => started.cluster.stop())
    return started
  })
  if (database.elsewhereBecause)
    say(`  Data is kept in ${database.folder}, because ${database.elsewhereBecause}.`)
  return embeddedSettings({ databaseUrl: database.url, secrets: database.secrets, address })
}

async function migrate(url: string): Promise<void> {
  await step('Updating the database', async () => {
    const { applied } = await migrateDatabase(url, projectFolder)
    return applied.length === 0 ? '' : `${applied.length} migration${applied.length === 1 ? '' : 's'} applied`
  })
}

/** @returns the sign-ins to show, or undefined when this database is not a demonstration */
async function loadDemo(
  env: NodeJS.ProcessEnv,
  wanted: StartArguments,
  isExternal: boolean,
): Promise<string | undefined> {
  if (wanted.demo === false || (isExternal && !wanted.demo)) return undefined
  if (!hasDemo()) {
    say('  This checkout has no demonstration carrier yet.')
    return undefined
  }
  let signIns = ''
  await step('Demonstration carrier', async (note) => {
    signIns = await ensureDemo(env, note)
  })
  return signIns === '' ? undefined : signIns
}
