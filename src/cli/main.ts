import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Command, CommandIo } from './command'

/**
 * `jiannuo <command> ...`: runs `src/cli/commands/<command>.ts`, loaded only when asked for, so that a command that needs
 * no database never loads one. Exit code 2 for a command that does not exist.
 */
const commandsFolder = fileURLToPath(new URL('./commands/', import.meta.url))
const COMMAND_NAME = /^[a-z][a-z0-9-]*$/

async function load(name: string): Promise<Command | null> {
  const file = `${commandsFolder}${name}.ts`
  if (!COMMAND_NAME.test(name) || !existsSync(file)) return null
  const loaded: { command: Command } = await import(pathToFileURL(file).href)
  return loaded.command
}

async function listing(): Promise<string> {
  const names = readdirSync(commandsFolder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort()
  const lines = await Promise.all(
    names.map(async (name) => `  ${name.padEnd(14)} ${(await load(name))?.summary ?? ''}`),
  )
  return [
    'Usage: jiannuo <command> [arguments]',
    '',
    ...lines,
    '',
    'jiannuo <command> --help says more.',
    '',
  ].join('\n')
}

async function main(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io.stdout.write(await listing())
    return 0
  }
  const command = await load(name)
  if (!command) {
    io.stderr.write(`jiannuo: there is no command "${name}"\n\n${await listing()}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(`jiannuo ${name}: ${command.summary}\n\n${command.usage}\n`)
    return 0
  }
  return command.run(rest, io)
}

/** A wrong setting explains itself; anything else is a fault of ours and shows where it happened. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.name === 'SettingsError' ? error.message : (error.stack ?? error.message)
}

// A reader like `head` that stops early is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

main(process.argv.slice(2), process).then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    process.stderr.write(`jiannuo: ${wordsFor(error)}\n`)
    process.exitCode = 1
  },
)
