/** Years as spans: `2007–2026`, `2007–2010, 2012`. */
export function announcedSpan(years: readonly number[]): string {
  const spans: [number, number][] = []
  for (const year of [...years].sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && last[1] === year - 1) last[1] = year
    else spans.push([year, year])
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}
