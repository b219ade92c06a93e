/** Obligations of one promise in a period, by how they stand. Kept and broken are decided; the rest is reported apart. */
export type Counts = {
  readonly kept: number
  readonly brokenFulfilled: number
  readonly brokenOpen: number
  readonly waived: number
  readonly running: number
}

export type Figure = Counts & {
  /** Kept and broken together: the sample behind `share`. */
  readonly decided: number
  /** Kept of decided, 0..1; null when nothing is decided yet. */
  readonly share: number | null
  /** Too few cases to compare or rank. */
  readonly isSmallSample: boolean
}

/** Below this many decided cases a share is marked and not ranked. */
export const SMALL_SAMPLE = 30

export const NO_COUNTS: Counts = { kept: 0, brokenFulfilled: 0, brokenOpen: 0, waived: 0, running: 0 }

/** Adds counts of several units, days or rules. */
export function addCounts(a: Counts, b: Counts): Counts {
  return {
    kept: a.kept + b.kept,
    brokenFulfilled: a.brokenFulfilled + b.brokenFulfilled,
    brokenOpen: a.brokenOpen + b.brokenOpen,
    waived: a.waived + b.waived,
    running: a.running + b.running,
  }
}

/** Waived and running cases are in neither part of the share. */
export function figureOf(counts: Counts): Figure {
  const decided = counts.kept + counts.brokenFulfilled + counts.brokenOpen
  return {
    ...counts,
    decided,
    share: decided === 0 ? null : counts.kept / decided,
    isSmallSample: decided < SMALL_SAMPLE,
  }
}

export type Verdict = 'on_target' | 'off_target' | 'small_sample' | 'no_sample'

/**
 * How a share stands against its target in percent; without a target everything that is decided must be kept. With few
 * cases the figure is shown but not judged, unless it meets the target.
 */
export function verdictOf(figure: Figure, targetPercent: number | null): Verdict {
  if (figure.share === null) return 'no_sample'
  const target = (targetPercent ?? 100) / 100
  // Compared as counts, so that 0.98 of 50 does not fail by a rounding of floating point.
  const isMet = figure.kept >= Math.ceil(target * figure.decided - 1e-9)
  if (isMet) return 'on_target'
  return figure.isSmallSample ? 'small_sample' : 'off_target'
}

/** What may never happen has no share: none is on target, one is off it, however few cases there are. */
export const verdictOfOccurrences = ({ decided }: Pick<Figure, 'decided'>): Verdict =>
  decided === 0 ? 'on_target' : 'off_target'

/** A month as ISO days, both inclusive. */
export type Month = { readonly key: string; readonly firstDay: string; readonly lastDay: string }

/** @param key `YYYY-MM` */
export function monthOf(key: string): Month {
  const [year, month] = key.split('-').map(Number) as [number, number]
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { key, firstDay: `${key}-01`, lastDay: `${key}-${String(days).padStart(2, '0')}` }
}

/** The month `offset` months after (or before) another. */
export function monthAfter(key: string, offset: number): string {
  const [year, month] = key.split('-').map(Number) as [number, number]
  const index = year * 12 + (month - 1) + offset
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** Complaints per 10,000 users; null while the number of users is unknown. A rate, never a count. */
export const perTenThousand = (count: number, users: number | null): number | null =>
  users === null || users === 0 ? null : (count * 10_000) / users

/** Appeals per million users, the regulator's yardstick. */
export const perMillion = (count: number, users: number | null): number | null =>
  users === null || users === 0 ? null : (count * 1_000_000) / users

/** Rows of promises a branch's first screen shows unfolded, so that it fits a laptop's screen. */
export const ROWS_IN_SIGHT = 7

/** Places of a board's promises, in their own order within each part. */
export type BoardOrder = {
  /** Seen at once: all that miss their target, those on so few cases behind them, then the first that meet it. */
  readonly shown: readonly number[]
  /** Meet their target; folded because the rows before them fill the screen. */
  readonly met: readonly number[]
  /** Nothing was decided this month; folded. */
  readonly idle: readonly number[]
}

/** How a board parts its promises: what misses its target is never folded, whatever the length. */
export function boardOrder(
  promises: readonly { readonly verdict: Verdict; readonly figure: Pick<Figure, 'decided'> }[],
): BoardOrder {
  const placesOf = (isWanted: (verdict: Verdict, decided: number) => boolean): number[] =>
    promises.flatMap(({ verdict, figure }, place) => (isWanted(verdict, figure.decided) ? [place] : []))
  const missed = [
    ...placesOf((verdict) => verdict === 'off_target'),
    ...placesOf((verdict, decided) => verdict === 'small_sample' && decided > 0),
  ]
  const met = placesOf((verdict, decided) => verdict === 'on_target' && decided > 0)
  const room = Math.max(0, ROWS_IN_SIGHT - missed.length)
  // One row behind a fold would take the fold's own line.
  const inSight = met.length === room + 1 ? met.length : room
  return {
    shown: [...missed, ...met.slice(0, inSight)],
    met: met.slice(inSight),
    idle: placesOf((_, decided) => decided === 0),
  }
}
