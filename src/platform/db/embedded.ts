import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { type Cluster, makeClusterFolder, startCluster } from './cluster'
import {
  canRun,
  copyPrograms,
  findPostgresPrograms,
  type PostgresPrograms,
  postgresUser,
} from './postgres-binaries'

/** The name of the application's role and database in every cluster we start ourselves. */
export const applicationName = 'jiannuo'

/** What is made once for a project folder and kept in `.jiannuo/secrets.json`, readable by its owner only. */
const secretsShape = z.object({
  superuserPassword: z.string().min(20),
  applicationPassword: z.string().min(20),
  nextAuthSecret: z.string().min(32),
  dataKey: z.string().length(44),
})
export type Secrets = z.infer<typeof secretsShape>

export interface EmbeddedDatabase {
  /** Address for the application's role, which owns the database and is not a superuser. */
  readonly url: string
  readonly superuserUrl: string
  readonly secrets: Secrets
  /** Where the data lies. */
  readonly folder: string
  /** Why it does not lie in the project folder; undefined when it does. */
  readonly elsewhereBecause: string | undefined
  readonly cluster: Cluster
}

/** The git-ignored folder with everything `npm start` keeps: data, secrets, stamps, logs, attachments. */
export const stateFolder = (projectFolder: string): string => join(projectFolder, '.jiannuo')

/** Makes the state folder; others may pass through it (Postgres runs as another user under root), not list it. */
export function makeStateFolder(projectFolder: string): string {
  const folder = stateFolder(projectFolder)
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
  return folder
}

/** Starts the project's own Postgres, creating it and its database on the first run. */
export async function startEmbeddedDatabase(projectFolder: string): Promise<EmbeddedDatabase> {
  const state = makeStateFolder(projectFolder)
  const user = postgresUser()
  const place = choosePlace(projectFolder, findPostgresPrograms())
  const isNew = !existsSync(join(place.folder, 'data', 'PG_VERSION'))
  const secrets = readSecrets(join(state, 'secrets.json'), isNew)
  const portFile = join(state, 'postgres-port')
  const preferredPort = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : undefined
  const cluster = await startCluster({
    programs: place.programs,
    user,
    folder: place.folder,
    superuserPassword: secrets.superuserPassword,
    ...(preferredPort ? { preferredPort } : {}),
    durable: true,
  })
  writeFileSync(portFile, `${cluster.port}\n`)
  try {
    await createApplicationRole(cluster.superuserUrl('postgres'), secrets.applicationPassword)
    await createApplicationDatabase(cluster.superuserUrl('postgres'), applicationName)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return {
    url: applicationUrl(cluster.port, secrets.applicationPassword, applicationName),
    superuserUrl: cluster.superuserUrl(applicationName),
    secrets,
    folder: place.folder,
    elsewhereBecause: place.elsewhereBecause,
    cluster,
  }
}

/** Address of a database of a local cluster for the application's role. */
export const applicationUrl = (port: number, password: string, database: string): string =>
  `postgresql://${applicationName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`

interface Place {
  readonly folder: string
  readonly programs: PostgresPrograms
  readonly elsewhereBecause: string | undefined
}

/** The project folder; under root another one when the user that runs Postgres cannot get there. */
function choosePlace(projectFolder: string, programs: PostgresPrograms): Place {
  const user = postgresUser()
  const inProject = join(stateFolder(projectFolder), 'postgres')
  if (!user || (canRun(programs, user) && canUse(inProject))) {
    makeClusterFolder(inProject, user)
    return { folder: inProject, programs, elsewhereBecause: undefined }
  }
  for (const folder of foldersElsewhere(projectFolder)) {
    if (!canUse(folder)) continue
    return {
      folder,
      programs: canRun(programs, user) ? programs : copyPrograms(programs, dirname(folder)),
      elsewhereBecause: `the user that runs Postgres cannot reach ${projectFolder}`,
    }
  }
  throw new Error(
    'Postgres cannot run as root, and no folder was found that an ordinary user can use. ' +
      'Start as an ordinary user or set DATABASE_URL.',
  )
}

/** Where root keeps the data of a project that the user of Postgres cannot reach; the first usable one is taken. */
function foldersElsewhere(projectFolder: string): string[] {
  const key = createHash('sha256').update(projectFolder).digest('hex').slice(0, 12)
  return ['/var/lib', '/var/tmp', tmpdir()].map((base) => join(base, 'jiannuo', key))
}

/** Deletes the project's own database with its secrets and attachments, wherever it lies. It must not be running. */
export function deleteEmbeddedDatabase(projectFolder: string): void {
  const state = stateFolder(projectFolder)
  const kept = ['postgres', 'postgres-port', 'secrets.json', 'files', 'logs'].map((name) => join(state, name))
  const elsewhere = process.getuid?.() === 0 ? foldersElsewhere(projectFolder) : []
  for (const path of [...kept, ...elsewhere]) rmSync(path, { recursive: true, force: true })
}

/** Makes the folder and tries to write into it as the user that runs Postgres. */
function canUse(folder: string): boolean {
  try {
    makeClusterFolder(folder, postgresUser())
  } catch {
    return false
  }
  const attempt = ['-c', 'test -w "$1"', 'sh', folder]
  return spawnSync('/bin/sh', attempt, { ...postgresUser(), cwd: '/', stdio: 'ignore' }).status === 0
}

function readSecrets(file: string, mayCreate: boolean): Secrets {
  if (existsSync(file)) return secretsShape.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (!mayCreate) {
    throw new Error(
      `${file} is missing; without it the database of this folder cannot be opened nor its personal data read. ` +
        'Put it back, or start anew with: npm start -- --fresh --yes',
    )
  }
  const secrets = makeSecrets()
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return secrets
}

/** Random secrets for one installation. */
export const makeSecrets = (): Secrets => ({
  superuserPassword: randomBytes(24).toString('base64url'),
  applicationPassword: randomBytes(24).toString('base64url'),
  nextAuthSecret: randomBytes(32).toString('base64'),
  dataKey: randomBytes(32).toString('base64'),
})

/** The role the application connects as: it owns its database and is no superuser, as on a carrier's own server. */
export async function createApplicationRole(superuserUrl: string, password: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [applicationName])
    if (found.rowCount === 0) {
      await client.query(`CREATE ROLE ${applicationName} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
    }
  })
}

/**
 * Creates a database of the application's role where there is none.
 * The locale matters: under plain `C`, pg_trgm finds no trigrams in Chinese text.
 */
export async function createApplicationDatabase(superuserUrl: string, database: string): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (found.rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${applicationName} TEMPLATE template0
         ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'`,
      )
    }
  })
}

/** Opens one connection for the given work and closes it whatever happens. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
