/** Open intervals of one UTC week, relative to its start, merged and in order. */
export type WeekPattern = {
  readonly startsMs: Int32Array
  readonly endsMs: Int32Array
  /** Open time of the week before each interval. */
  readonly openBeforeMs: Int32Array
  readonly totalMs: number
}

export const CLOSED_WEEK: WeekPattern = {
  startsMs: new Int32Array(0),
  endsMs: new Int32Array(0),
  openBeforeMs: new Int32Array(0),
  totalMs: 0,
}

/** Sorts, clips to `[0, lengthMs)` and merges; intervals that end before they start count nothing. */
export function mergeIntoPattern(
  intervals: readonly (readonly [startMs: number, endMs: number])[],
  lengthMs: number,
): WeekPattern {
  const merged: [number, number][] = []
  const clipped = intervals
    .map(([start, end]) => [Math.max(start, 0), Math.min(end, lengthMs)] as const)
    .filter(([start, end]) => end > start)
    .sort((a, b) => a[0] - b[0])
  for (const [start, end] of clipped) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  if (merged.length === 0) return CLOSED_WEEK
  const pattern = {
    startsMs: new Int32Array(merged.length),
    endsMs: new Int32Array(merged.length),
    openBeforeMs: new Int32Array(merged.length),
  }
  let totalMs = 0
  merged.forEach(([start, end], index) => {
    pattern.startsMs[index] = start
    pattern.endsMs[index] = end
    pattern.openBeforeMs[index] = totalMs
    totalMs += end - start
  })
  return { ...pattern, totalMs }
}

/** Index of the last entry of an ascending array that is at most `value`; -1 when there is none. */
export function lastAtMost(ascending: Int32Array | Float64Array | readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the last entry of an ascending array that is below `value`; -1 when there is none. */
export function lastBelow(ascending: Int32Array | Float64Array | readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Open time of the week before a moment of it. */
export function openBefore(pattern: WeekPattern, relativeMs: number): number {
  const index = lastAtMost(pattern.startsMs, relativeMs)
  if (index < 0) return 0
  const within = Math.min(relativeMs, pattern.endsMs[index] as number) - (pattern.startsMs[index] as number)
  return (pattern.openBeforeMs[index] as number) + within
}
