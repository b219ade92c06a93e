import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeStateFolder, stateFolder } from '../../src/platform/db/embedded'
import { projectFolder } from '../lib/project.mjs'

/**
 * `.jiannuo/running.json`, there while `npm start` or `npm run dev` runs: it keeps a second start away, and gives
 * the command line (`npm run jiannuo`) the settings of the running app. It holds secrets: mode 600.
 */
export interface Running {
  readonly pid: number
  readonly address: string
  readonly settings: Readonly<Record<string, string>>
}

const runningFile = (): string => join(stateFolder(projectFolder), 'running.json')

/** What runs from this folder right now; undefined when nothing does, also after a kill -9. */
export function readRunning(): Running | undefined {
  if (!existsSync(runningFile())) return undefined
  const running: Running = JSON.parse(readFileSync(runningFile(), 'utf8'))
  return isOurs(running.pid) ? running : undefined
}

export function writeRunning(running: Omit<Running, 'pid'>): void {
  makeStateFolder(projectFolder)
  rmSync(runningFile(), { force: true })
  writeFileSync(runningFile(), JSON.stringify({ pid: process.pid, ...running }, null, 2), { mode: 0o600 })
}

export function removeRunning(): void {
  rmSync(runningFile(), { force: true })
}

function isOurs(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  // The number may have gone to another program meanwhile.
  const commandLine = `/proc/${pid}/cmdline`
  return !existsSync(commandLine) || /scripts\/(start|dev)\.mjs/.test(readFileSync(commandLine, 'utf8'))
}
