/** Numbers that look random and are the same for the same seed, so that the demonstration is the same everywhere. */
export type Random = {
  /** In [0, 1). */
  readonly next: () => number
  /** Whole number in [from, to]. */
  readonly between: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  readonly weighted: <T extends { readonly weight: number }>(list: readonly T[]) => T
  /** Log-normal with this median; `spread` 1 means that one in six is more than e times the median. */
  readonly logNormal: (median: number, spread: number) => number
}

/** Mulberry32, seeded by the text. */
export function randomOf(seed: string): Random {
  let state = [...seed].reduce(
    (hash, char) => Math.imul(hash ^ char.codePointAt(0)!, 16_777_619) >>> 0,
    2_166_136_261,
  )
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)]!,
    weighted: (list) => {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0)
      for (const entry of list) {
        left -= entry.weight
        if (left < 0) return entry
      }
      return list.at(-1)!
    },
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
  }
}
