import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createDb, type Db } from '@/platform/db/client'
import { type Cluster, freePort, makeClusterFolder, startCluster } from '@/platform/db/cluster'
import {
  applicationName,
  applicationUrl,
  createApplicationDatabase,
  createApplicationRole,
  makeSecrets,
  makeStateFolder,
  withClient,
} from '@/platform/db/embedded'
import { migrateDatabase } from '@/platform/db/migrate'
import { canRun, copyPrograms, findPostgresPrograms, postgresUser } from '@/platform/db/postgres-binaries'
import { runQuietly } from '../lib/command.mjs'
import { programOf, projectFolder } from '../lib/project.mjs'
import { atEnd } from '../lib/stopping.mjs'
import { webAnswers } from '../run/parts'
import { type Part, Supervisor } from '../run/supervisor'
import { memoryOf } from './memory'
import type { BenchOptions } from './options'

/** Everything a measurement stands on: a database of its own and the processes it starts. */
export interface Stage {
  readonly options: BenchOptions
  readonly url: string
  /** For generating rows only: the product never connects as superuser. */
  readonly superuserUrl: string
  readonly db: Db
  /** A pool of plain connections, for the plain side. */
  readonly pool: pg.Pool
  /** Settings of the product's processes. */
  readonly env: NodeJS.ProcessEnv
  /** Logs, and the bare app while it lasts; removed at the end. */
  readonly folder: string
}

/** A process under measurement and where it listens. */
export interface Running {
  readonly port: number
  /** Physical memory it holds now, in MB, its children included. */
  readonly memoryMb: () => number
  readonly stop: () => Promise<void>
}

/**
 * Starts a Postgres of its own with the product's own settings (durable: every commit reaches the disk), creates the
 * tables, and arranges that all of it is gone at the end.
 */
export async function openStage(options: BenchOptions): Promise<Stage> {
  const folder = join(makeStateFolder(projectFolder), `bench-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const { cluster, secrets } = await openCluster(options)
  const url = applicationUrl(cluster.port, secrets.applicationPassword, applicationName)
  await migrateDatabase(url, projectFolder)
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: url,
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    NEXTAUTH_URL: 'http://127.0.0.1',
    JIANNUO_DATA_KEY: secrets.dataKey,
    JIANNUO_FILES_DIR: join(folder, 'files'),
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  for (const name of ['SMTP_URL', 'SMTP_FROM', 'JIANNUO_DB_POOL', 'JIANNUO_DEMO', 'NODE_OPTIONS'])
    delete env[name]
  // Rows are sealed and sessions made in this process with the same keys.
  Object.assign(process.env, {
    NEXTAUTH_SECRET: env.NEXTAUTH_SECRET,
    NEXTAUTH_URL: env.NEXTAUTH_URL,
    JIANNUO_DATA_KEY: env.JIANNUO_DATA_KEY,
  })
  const db = createDb(url)
  atEnd(() => db.$disconnect())
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  pool.on('error', () => undefined)
  atEnd(() => pool.end())
  return { options, url, superuserUrl: cluster.superuserUrl(applicationName), db, pool, env, folder }
}

async function openCluster(options: BenchOptions) {
  const user = postgresUser()
  const folder = mkdtempSync(join(tmpdir(), 'jiannuo-bench-'))
  makeClusterFolder(folder, user)
  const running: { cluster: Cluster | undefined } = { cluster: undefined }
  atEnd(async () => {
    await running.cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const secrets = makeSecrets()
  const found = findPostgresPrograms()
  const start = () =>
    startCluster({
      programs: canRun(found, user) ? found : copyPrograms(found, folder),
      user,
      folder,
      superuserPassword: secrets.superuserPassword,
      durable: true,
    })
  let cluster = await start()
  running.cluster = cluster
  if (options.statements) {
    await withClient(cluster.superuserUrl('postgres'), (client) =>
      client.query(`ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'`),
    )
    await cluster.stop()
    cluster = await start()
    running.cluster = cluster
  }
  await createApplicationRole(cluster.superuserUrl('postgres'), secrets.applicationPassword)
  await createApplicationDatabase(cluster.superuserUrl('postgres'), applicationName)
  if (options.statements) {
    await withClient(cluster.superuserUrl(applicationName), (client) =>
      client.query('CREATE EXTENSION pg_stat_statements'),
    )
  }
  return { cluster, secrets }
}

/** Starts the built app as `npm run serve` does. */
export const startWeb = (stage: Stage, name = 'web'): Promise<Running> =>
  startNext(stage, name, projectFolder)

/** Builds the bare app of `bare-app/` in a folder of its own and starts it. */
export async function startBare(stage: Stage): Promise<Running> {
  const folder = join(stage.folder, 'bare')
  cpSync(join(projectFolder, 'scripts', 'bench', 'bare-app'), folder, { recursive: true })
  chmodSync(folder, 0o700)
  const env = { ...stage.env, BENCH_PROJECT_FOLDER: projectFolder, NO_COLOR: '1' }
  await runQuietly('next build of the bare app', process.execPath, [programOf('next'), 'build', folder], {
    env,
  })
  return startNext(stage, 'bare', folder)
}

async function startNext(stage: Stage, name: string, folder: string): Promise<Running> {
  const port = await freePort()
  const isProfiled = stage.options.profileFolder !== undefined && name !== 'bare'
  const running = startPart({
    name,
    args: [
      ...(isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${stage.options.profileFolder}`] : []),
      programOf('next'),
      'start',
      folder,
      '-p',
      String(port),
      '-H',
      '127.0.0.1',
    ],
    env: { ...stage.env, BENCH_PROJECT_FOLDER: projectFolder },
    logFile: join(stage.folder, 'logs', `${name}.log`),
    isRestarted: false,
  })
  await webAnswers(`http://127.0.0.1:${port}/`, running.supervisor)
  return { port, memoryMb: running.memoryMb, stop: running.stop }
}

/** Starts a process that is stopped at the end. */
export function startPart(part: Part) {
  const supervisor = new Supervisor((line) => console.error(line))
  supervisor.start(part)
  const pid = supervisor.pids()[part.name]
  const stop = () => supervisor.stop()
  atEnd(stop)
  return { supervisor, stop, memoryMb: () => (pid === undefined ? Number.NaN : memoryOf(pid)) }
}
