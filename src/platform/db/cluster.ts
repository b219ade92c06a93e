import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { PostgresPrograms, PostgresUser } from './postgres-binaries'

/** One Postgres server of our own: its folder, its process, its address. */
export interface ClusterOptions {
  readonly programs: PostgresPrograms
  /** Who runs it; undefined means we ourselves. */
  readonly user: PostgresUser | undefined
  /** Holds `data` and `postgres.log`; must exist and belong to `user`. */
  readonly folder: string
  readonly superuserPassword: string
  /** Taken when free; otherwise another one. */
  readonly preferredPort?: number
  /** False only for tests: faster, and lost when the machine crashes. */
  readonly durable: boolean
}

export interface Cluster {
  readonly port: number
  /** Address of a database for the superuser. */
  readonly superuserUrl: (database: string) => string
  /** Settles when the server ends, whoever ended it. */
  readonly ended: Promise<void>
  /** Ends all connections, writes everything to disk and stops the server; returns when it is down. */
  readonly stop: () => Promise<void>
}

const superuser = 'postgres'
const startTimeoutMs = 60_000
const stopTimeoutMs = 30_000

/** Creates the data folder where there is none, stops what an earlier run left behind, and starts the server. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const dataDir = join(options.folder, 'data')
  if (!existsSync(join(dataDir, 'PG_VERSION'))) createDataDir(options, dataDir)
  await stopLeftover(dataDir)
  // The port found free can be taken by someone else before Postgres binds it.
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? options.preferredPort : undefined)
    try {
      return await launch(options, dataDir, port)
    } catch (error) {
      if (attempt === 3) throw error
      await wait(500)
    }
  }
}

function createDataDir(options: ClusterOptions, dataDir: string): void {
  // Made under another name first: a creation that was killed half-way is thrown away, never used.
  const unfinished = `${dataDir}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const passwordFile = join(options.folder, 'initial-password')
  writeFileSync(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 })
  if (options.user) {
    chownSync(unfinished, options.user.uid, options.user.gid)
    chownSync(passwordFile, options.user.uid, options.user.gid)
  }
  try {
    let problem: string | undefined
    for (const ctype of characterTypes) {
      problem = initialise(options, unfinished, passwordFile, ctype)
      if (!problem) break
    }
    if (problem) throw new Error(`Postgres could not create its folder ${dataDir}: ${problem}`)
    renameSync(unfinished, dataDir)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/**
 * Which characters are letters is asked of the system's C library by pg_trgm, whatever the database's own provider
 * is; under plain C no Chinese character is one. The names differ between systems; the first known one is taken.
 */
const characterTypes = ['C.UTF-8', 'en_US.UTF-8', 'C']

/** @returns what went wrong, or undefined */
function initialise(
  options: ClusterOptions,
  folder: string,
  passwordFile: string,
  ctype: string,
): string | undefined {
  const created = spawnSync(
    options.programs.initdb,
    [
      `--pgdata=${folder}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      `--lc-ctype=${ctype}`,
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.durable ? [] : ['--no-sync']),
    ],
    { ...options.user, cwd: options.folder, env: serverEnv(), encoding: 'utf8' },
  )
  return created.status === 0 ? undefined : (created.error?.message ?? created.stderr)
}

/** Nothing of our environment (PGPORT, PGDATA, LANG…) may change how the server runs. */
const serverEnv = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  NODE_ENV: 'production',
})

/**
 * A server of ours can outlive a `kill -9`: it is stopped. A lock file whose number now belongs to another program
 * (usual in containers) would keep Postgres from starting: it is removed.
 */
async function stopLeftover(dataDir: string): Promise<void> {
  const lockFile = join(dataDir, 'postmaster.pid')
  if (!existsSync(lockFile)) return
  const pid = Number(readFileSync(lockFile, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return
  const command = commandOf(pid)
  if (!command.includes('postgres') || !command.includes(dataDir)) {
    unlinkSync(lockFile)
    return
  }
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + stopTimeoutMs
  while (isAlive(pid) && Date.now() < deadline) await wait(50)
  if (isAlive(pid))
    throw new Error(`An earlier Postgres (process ${pid}) of this folder does not stop. Stop it by hand.`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function commandOf(pid: number): string {
  if (existsSync(`/proc/${pid}/cmdline`))
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
}

/** A port nobody listens on at this moment; `preferred` when that one is free. */
export async function freePort(preferred?: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | undefined>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(undefined))
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address()
        probe.close(() => resolve(address && typeof address === 'object' ? address.port : undefined))
      })
    })
  const found = (preferred ? await tryPort(preferred) : undefined) ?? (await tryPort(0))
  if (!found) throw new Error('No free port on 127.0.0.1.')
  return found
}

function serverSettings(options: ClusterOptions, port: number): string[] {
  const megabytes = Math.floor(totalmem() / 2 ** 20)
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${Math.max(64, Math.min(512, Math.floor(megabytes / 8)))}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    log_min_messages: 'warning',
    ...(hasSmallSharedMemory() ? { dynamic_shared_memory_type: 'mmap' } : {}),
    ...(options.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Containers often have 64 MB of /dev/shm, in which parallel queries fail; files in the data folder do instead. */
function hasSmallSharedMemory(): boolean {
  if (process.platform !== 'linux' || !existsSync('/dev/shm')) return false
  const { bsize, blocks } = statfsSync('/dev/shm')
  return bsize * blocks < 512 * 2 ** 20
}

/**
 * Runs the server behind a small shell that stops it when our end of its standard input closes. That happens even
 * when we are killed with -9, so no server is left behind.
 */
const guardScript = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(cat <&3 >/dev/null; kill -INT "$server" 2>/dev/null) &
guard=$!
exec 3<&-
wait "$server"
status=$?
kill "$guard" 2>/dev/null
exit $status
`

async function launch(options: ClusterOptions, dataDir: string, port: number): Promise<Cluster> {
  const logFile = join(options.folder, 'postgres.log')
  const log = openSync(logFile, 'w', 0o600)
  const command = [options.programs.postgres, '-D', dataDir, ...serverSettings(options, port)]
  const [program, ...args] =
    process.platform === 'win32' ? command : ['/bin/sh', '-c', guardScript, 'postgres-guard', ...command]
  const child = spawn(program ?? '', args, {
    ...options.user,
    cwd: options.folder,
    env: serverEnv(),
    stdio: ['pipe', log, log],
    // Its own process group: Ctrl-C must reach us first, so that web and worker stop before their database.
    detached: process.platform !== 'win32',
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const superuserUrl = (database: string) =>
    `postgresql://${superuser}:${encodeURIComponent(options.superuserPassword)}@127.0.0.1:${port}/${database}`
  const stop = () => stopServer(child, dataDir, ended)
  try {
    await answers(superuserUrl('postgres'), child, logFile)
  } catch (error) {
    await stop()
    throw error
  }
  return { port, superuserUrl, ended, stop }
}

async function answers(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(`Postgres did not start. The end of ${logFile}:\n${tailOf(logFile)}`)
    }
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return
    } catch (error) {
      // Wrong password: the folder and the recorded secrets do not belong together, and waiting does not help.
      if (error instanceof pg.DatabaseError && error.code === '28P01') throw error
      if (Date.now() > deadline) {
        throw new Error(
          `Postgres does not answer after ${startTimeoutMs / 1000} s. The end of ${logFile}:\n${tailOf(logFile)}`,
        )
      }
      await wait(40)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

function tailOf(file: string): string {
  return existsSync(file)
    ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n')
    : '(no log)'
}

async function stopServer(child: ChildProcess, dataDir: string, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  if (process.platform === 'win32') child.kill()
  else child.stdin?.end()
  const timeout = new AbortController()
  const outcome = await Promise.race([
    ended.then(() => 'ended' as const),
    wait(stopTimeoutMs, 'late' as const, { signal: timeout.signal }).catch(() => 'late' as const),
  ])
  timeout.abort()
  if (outcome === 'ended') return
  const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
  if (pid > 1) process.kill(pid, 'SIGQUIT')
  await ended
}

/** A folder of its own for a cluster, owned by the user that runs it. */
export function makeClusterFolder(folder: string, user: PostgresUser | undefined): void {
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
}
