import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { programOf, projectFolder } from '../lib/project.mjs'
import type { Part, Supervisor } from './supervisor'

/** The web process of the built app, or of the sources while developing. */
export function webPart(options: {
  env: NodeJS.ProcessEnv
  host: string
  port: number
  logFolder: string
  isDevelopment?: boolean
}): Part {
  const { env, host, port, logFolder, isDevelopment = false } = options
  return {
    name: 'web',
    args: [programOf('next'), isDevelopment ? 'dev' : 'start', '-p', String(port), '-H', host],
    env: { ...env, NODE_ENV: isDevelopment ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    logFile: join(logFolder, 'web.log'),
    isRestarted: false,
  }
}

/** The enforcing process; undefined where this checkout has none. */
export function workerPart(options: {
  env: NodeJS.ProcessEnv
  logFolder: string
  isDevelopment?: boolean
}): Part | undefined {
  const { env, logFolder, isDevelopment = false } = options
  const main = join(projectFolder, 'src', 'worker', 'main.ts')
  if (!existsSync(main)) return undefined
  return {
    name: 'worker',
    args: isDevelopment ? [programOf('tsx'), 'watch', main] : ['--import', 'tsx', main],
    env: { ...env, NODE_ENV: isDevelopment ? 'development' : 'production' },
    logFile: join(logFolder, 'worker.log'),
    isRestarted: true,
  }
}

/** Waits until the web process answers; an end of it meanwhile is an error with the end of its log. */
export async function webAnswers(address: string, supervisor: Supervisor, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  const ended = supervisor.ended.then((reason) => ({ reason }))
  for (;;) {
    const outcome = await Promise.race([ended, isAnswering(address)])
    if (typeof outcome === 'object') throw new CannotStart(outcome.reason)
    if (outcome) return
    if (Date.now() > deadline) throw new CannotStart(`The web process does not answer at ${address}.`)
    await wait(100)
  }
}

async function isAnswering(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(20_000) })
    await response.arrayBuffer()
    return true
  } catch {
    return false
  }
}

/** The start cannot go on; the message is complete and meant for the one who started it. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart'
}
