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

/** Runs a program and returns its output, standard output and standard error mixed as they came. */
export async function runQuietly(what, program, args, options = {}) {
  const { code, output } = await runForOutcome(program, args, options)
  if (code !== 0) throw new CommandFailed(what, output)
  return output
}

/** The same for programs whose failure is an answer. */
export function runForOutcome(program, args, { env = process.env, cwd = projectFolder } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.once('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') })
    })
  })
}

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
