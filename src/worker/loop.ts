import { createLog } from '@/platform/log'

const log = createLog('worker')

export type Loop = { readonly stop: () => Promise<void> }

const LONGEST_BACKOFF_MS = 30_000

/**
 * Runs `round` again and again, `intervalMs` after the one before has ended, until stopped. An error (the database is
 * being restarted, say) is logged and tried again with growing pauses; what the round had begun was rolled back.
 */
export function startLoop(name: string, intervalMs: number, round: () => Promise<unknown>): Loop {
  let stopped = false
  let wake = () => {}
  let failures = 0

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const running = (async () => {
    while (!stopped) {
      try {
        await round()
        failures = 0
      } catch (error) {
        failures += 1
        log.warn(`${name} failed`, { error, failures })
      }
      if (stopped) return
      await pause(failures === 0 ? intervalMs : Math.min(LONGEST_BACKOFF_MS, 250 * 2 ** failures))
    }
  })()

  return {
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
