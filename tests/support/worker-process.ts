import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../', import.meta.url))

export type LogLine = { readonly event: string } & Readonly<Record<string, unknown>>

/** A real worker in a process of its own. */
export type WorkerProcess = {
  /** What it has logged so far. */
  readonly lines: readonly LogLine[]
  /** Resolves with the first line, already logged or still to come, that fits. */
  readonly logged: (fits: (line: LogLine) => boolean) => Promise<LogLine>
  /** Asks it to stop and waits until it has. @returns its exit code */
  readonly stop: () => Promise<number | null>
  /** `kill -9`, and waits until it is gone. */
  readonly kill: () => Promise<void>
}

export type WorkerOptions = {
  readonly filesDir?: string
  /** Further settings of the environment. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts the enforcing process on a database; it runs when its line `worker runs` is there. */
export async function startWorkerProcess(
  databaseUrl: string,
  { filesDir = '/nowhere', settings = {} }: WorkerOptions = {},
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/worker/main.ts'], {
    cwd: project,
    env: {
      NODE_ENV: 'test',
      PATH: '/usr/bin:/bin',
      DATABASE_URL: databaseUrl,
      NEXTAUTH_URL: 'http://127.0.0.1:1',
      JIANNUO_DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
      JIANNUO_FILES_DIR: filesDir,
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines: LogLine[] = []
  const waiting = new Set<{
    fits: (line: LogLine) => boolean
    found: (line: LogLine) => void
    failed: (error: Error) => void
  }>()
  createInterface({ input: child.stderr! }).on('line', (text) => {
    const line = parsed(text)
    lines.push(line)
    for (const each of [...waiting]) {
      if (!each.fits(line)) continue
      waiting.delete(each)
      each.found(line)
    }
  })
  child.once('exit', (code) => {
    for (const each of waiting)
      each.failed(new Error(`the worker ended (${code}): ${JSON.stringify(lines.at(-1))}`))
  })
  const worker: WorkerProcess = {
    lines,
    logged: (fits) => {
      const known = lines.find(fits)
      if (known) return Promise.resolve(known)
      return new Promise((found, failed) => waiting.add({ fits, found, failed }))
    },
    stop: () => ended(child, 'SIGTERM'),
    kill: async () => {
      await ended(child, 'SIGKILL')
    },
  }
  await worker.logged(({ event }) => event === 'worker runs')
  return worker
}

function parsed(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine
  } catch {
    return { event: text }
  }
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}
