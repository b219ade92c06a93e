// Ctrl-C, a polite kill and the end of npm all mean the same: stop everything in order and leave with 0.
import { stopRunning } from './command.mjs'

const closers = []
let askToStop = () => {}
let isStopping = false

/** Resolves when someone asks us to stop. */
export const stopRequested = new Promise((resolve) => {
  askToStop = resolve
})

/** Adds something to be closed at the end; the last one added is closed first. */
export function atEnd(close) {
  closers.push(close)
}

/** From here on signals lead to an orderly end instead of a sudden one. */
export function watchSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => askToStop(signal))
  if (!process.env.npm_lifecycle_event) return
  // Killed with -9, npm cannot pass anything on: then we get another parent.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && askToStop('SIGHUP'), 1000).unref()
}

/** Closes everything that was added, once; errors are shown and do not keep the rest from closing. */
export async function closeAll() {
  if (isStopping) return
  isStopping = true
  stopRunning()
  for (const close of closers.reverse()) {
    try {
      await close()
    } catch (error) {
      console.error(error)
    }
  }
}

/** Runs until the work ends by itself (an error) or someone asks to stop; closes everything either way. */
export async function runUntilStopped(work) {
  watchSignals()
  let exitCode = 0
  const failure = work().then(
    () => undefined,
    (error) => ({ error }),
  )
  const outcome = await Promise.race([failure, stopRequested])
  if (typeof outcome === 'string') console.log('\nStopping…')
  await closeAll()
  if (outcome && typeof outcome === 'object') {
    const { error } = outcome
    const isExplained = ['SettingsError', 'MigrationError', 'CommandFailed', 'CannotStart'].includes(
      error?.name,
    )
    console.error(`\n${isExplained ? error.message : (error?.stack ?? error)}`)
    exitCode = 1
  } else if (typeof outcome === 'string') console.log('Stopped.')
  process.exit(exitCode)
}
