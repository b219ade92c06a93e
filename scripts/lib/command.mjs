// Runs programs quietly: their output is shown only when they fail.
import { spawn } from 'node:child_process'
import { projectFolder } from './project.mjs'

const running = new Set()

/** A program ended with an error; the message holds the end of its output. */
export class CommandFailed extends Error {
  name = 'CommandFailed'
  constructor(what, output) {
    super(`${what} failed:\n${output.trimEnd().split('\n').slice(-60).join('\n')}`)
    this.output = output
  }
}

/** Runs a program and returns its standard output; what it says on standard error is told line by line. */
export async function runQuietly(what, program, args, options = {}) {
  const { code, output, stdout } = await runForOutcome(program, args, options)
  if (code !== 0) throw new CommandFailed(what, output)
  return stdout
}

/** The same for programs whose failure is an answer; `output` mixes both streams as they came. */
export function runForOutcome(program, args, { env = process.env, cwd = projectFolder, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    const chunks = []
    const stdout = []
    child.stdout.on('data', (chunk) => {
      chunks.push(chunk)
      stdout.push(chunk)
    })
    child.stderr.on('data', (chunk) => {
      chunks.push(chunk)
      const lastLine = chunk.toString('utf8').trimEnd().split('\n').at(-1)
      if (lastLine) onLine?.(lastLine)
    })
    child.once('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output: textOf(chunks), stdout: textOf(stdout) })
    })
  })
}

const textOf = (chunks) => Buffer.concat(chunks).toString('utf8')

/** Ends whatever is running quietly at this moment; for Ctrl-C. */
export function stopRunning() {
  for (const child of running) child.kill('SIGTERM')
}

/** Arguments to run npm itself, the same one that started us where there is one. */
export function npmCommand(...args) {
  const npm = process.env.npm_execpath
  if (npm?.endsWith('.js') || npm?.endsWith('.cjs')) return [process.execPath, [npm, ...args]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args]
}
