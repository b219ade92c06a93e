import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFolder } from '../lib/project.mjs'

export interface Part {
  readonly name: string
  /** Arguments for Node. */
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  /** True: started again, a little later each time. False: its end is the end of everything. */
  readonly isRestarted: boolean
}

const firstRestartMs = 500
const longestRestartMs = 30_000
/** One that ran this long is not failing at start; the next restart is quick again. */
const steadyMs = 60_000
const stopTimeoutMs = 15_000

/**
 * Keeps the processes of one start: restarts what may be restarted, tells when one that must run has ended, and
 * stops all of them.
 */
export class Supervisor {
  private readonly running = new Map<Part, ChildProcess>()
  private readonly restarts = new Set<NodeJS.Timeout>()
  private isStopping = false
  private tellEnd: (reason: string) => void = () => undefined

  /** Resolves with the reason when a process that must run has ended by itself. */
  readonly ended = new Promise<string>((resolve) => {
    this.tellEnd = resolve
  })

  constructor(private readonly say: (line: string) => void) {}

  start(part: Part): void {
    mkdirSync(dirname(part.logFile), { recursive: true })
    this.launch(part, firstRestartMs, 'w')
  }

  /** The process ids by name, for tests and messages. */
  pids(): Record<string, number | undefined> {
    return Object.fromEntries([...this.running].map(([part, child]) => [part.name, child.pid]))
  }

  private launch(part: Part, restartMs: number, logMode: 'w' | 'a'): void {
    const log = openSync(part.logFile, logMode, 0o600)
    const guard = join(projectFolder, 'scripts', 'lib', 'end-with-parent.cjs')
    const startedAt = Date.now()
    const child = spawn(process.execPath, ['--require', guard, ...part.args], {
      cwd: projectFolder,
      env: part.env,
      stdio: ['ignore', log, log, 'ipc'],
      // Its own process group: Ctrl-C must reach us only, and we stop the parts in order.
      detached: process.platform !== 'win32',
    })
    closeSync(log)
    this.running.set(part, child)
    child.once('exit', (code, signal) => {
      this.running.delete(part)
      if (this.isStopping) return
      const reason = `${part.name} ended (${signal ?? `exit code ${code}`}); the end of ${part.logFile}:\n${tailOf(part.logFile)}`
      if (!part.isRestarted) {
        this.tellEnd(reason)
        return
      }
      const delayMs = Date.now() - startedAt > steadyMs ? firstRestartMs : restartMs
      this.say(`${reason}\n${part.name} starts again in ${delayMs / 1000} s`)
      const timer = setTimeout(() => {
        this.restarts.delete(timer)
        this.launch(part, Math.min(delayMs * 2, longestRestartMs), 'a')
      }, delayMs)
      this.restarts.add(timer)
    })
  }

  /** Stops everything; what does not end in time is killed. */
  async stop(): Promise<void> {
    this.isStopping = true
    for (const timer of this.restarts) clearTimeout(timer)
    await Promise.all([...this.running.values()].map(stopChild))
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

/** The last lines of a log. */
export function tailOf(file: string, lines = 20): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
}
