import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runQuietly } from '../lib/command.mjs'
import { projectFolder } from '../lib/project.mjs'

/** True when this checkout has a demonstration carrier to load. */
export const hasDemo = (): boolean => existsSync(join(projectFolder, 'src', 'cli', 'commands', 'demo.ts'))

/**
 * Loads the demonstration carrier when the database is empty; does nothing otherwise.
 * @returns what the command prints: the address-independent sign-ins, one per role
 */
export async function ensureDemo(env: NodeJS.ProcessEnv): Promise<string> {
  const command = join(projectFolder, 'scripts', 'jiannuo.mjs')
  const output = await runQuietly(
    'jiannuo demo ensure',
    process.execPath,
    [command, 'demo', 'ensure', '--print-sign-ins'],
    { env },
  )
  return output.trimEnd()
}
