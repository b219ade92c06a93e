import { performance } from 'node:perf_hooks'

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** How long each of `times` runs took, in milliseconds, one after the other. */
export async function timesOf(times: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let index = 0; index < times; index++) {
    const startedAt = performance.now()
    await work(index)
    taken.push(performance.now() - startedAt)
  }
  return taken
}

/** How often synchronous work is done per second. */
export function perSecond(seconds: number, work: (index: number) => void): number {
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  let done = 0
  while (performance.now() < until) {
    for (let index = 0; index < 50; index++) work(done + index)
    done += 50
  }
  return (done * 1000) / (performance.now() - startedAt)
}

/**
 * Measures sides in turn, round by round, so that whatever else the machine does meets all of them alike.
 * @returns the middle result of each side by its figure
 */
export async function inTurn<R extends { readonly figure: number }>(
  rounds: number,
  sides: readonly (() => Promise<R>)[],
): Promise<R[]> {
  const results: R[][] = sides.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, side] of sides.entries()) results[index]?.push(await side())
  }
  return results.map((all) => {
    const sorted = [...all].sort((a, b) => a.figure - b.figure)
    const middle = sorted[Math.floor((sorted.length - 1) / 2)]
    if (!middle) throw new Error('nothing was measured')
    return middle
  })
}
