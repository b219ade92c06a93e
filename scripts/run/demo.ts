import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../lib/command.mjs'
import { projectFolder } from '../lib/project.mjs'

/** True when this checkout has a demonstration carrier to load. */
export const hasDemo = (): boolean => existsSync(join(projectFolder, 'src', 'cli', 'commands', 'demo.ts'))

/**
 * Loads the demonstration carrier when the database is empty, and brings one loaded earlier up to now.
 * @param onProgress told how far it is
 * @returns the sign-ins, one per role; empty when the database holds another carrier
 */
export async function ensureDemo(
  env: NodeJS.ProcessEnv,
  onProgress: (line: string) => void,
  { historyDays }: { historyDays?: number } = {},
): Promise<string> {
  const command = join(projectFolder, 'scripts', 'jiannuo.mjs')
  const days = historyDays === undefined ? [] : ['--days', String(historyDays)]
  const output = await runQuietly(
    'jiannuo demo ensure',
    process.execPath,
    [command, 'demo', 'ensure', '--print-sign-ins', ...days],
    {
      env: { ...env, NODE_ENV: 'production' },
      onLine: (line) => onProgress(line.replace(/^\[\d+ s\] /, '')),
    },
  )
  return output.trimEnd()
}
