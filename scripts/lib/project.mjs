// What every command needs before anything is installed: plain Node, no packages.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Ends the process with one sentence when this Node is too old. The tools of `npm test` want 20.19. */
export function requireNode(oldest = [20, 9], what = 'Jiannuo') {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  console.error(`${what} needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Path of a package's command line program, to be run by this very Node. */
export function programOf(packageName, program = packageName) {
  const folder = join(projectFolder, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[program])
}

/** From here on this process can import TypeScript. */
export async function enableTypeScript() {
  process.chdir(projectFolder)
  const api = join(projectFolder, 'node_modules', 'tsx', 'dist', 'esm', 'api', 'index.mjs')
  const { register } = await import(pathToFileURL(api).href)
  register({ tsconfig: join(projectFolder, 'tsconfig.json') })
}

/** Runs a command's main function; an error that explains itself is shown without its stack. */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    console.error(`\n${isExplained(error) ? error.message : (error?.stack ?? error)}`)
    process.exit(1)
  }
}

const isExplained = (error) =>
  ['SettingsError', 'MigrationError', 'CommandFailed', 'CannotStart'].includes(error?.name)
