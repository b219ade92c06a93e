/** One line of the result. */
export interface Line {
  readonly what: string
  readonly ours: number
  readonly unit: string
  /** The same work in plain SQL or bare Next, in the same unit and run; null: there is nothing to compare with. */
  readonly plain: { readonly figure: number; readonly what: string } | null
  readonly target: Target
  /** What else should be known, e.g. a percentile. */
  readonly note?: string
}

export type Target =
  /** Ours divided by plain must be at least so much. */
  | { readonly type: 'ratio_at_least'; readonly ratio: number }
  /** Ours divided by plain must be at most so much (times). */
  | { readonly type: 'ratio_at_most'; readonly ratio: number }
  | { readonly type: 'at_most'; readonly figure: number }
  /** For information. */
  | { readonly type: 'none' }

const HEADER = ['work', 'Jiannuo', 'compared with', 'ratio', 'target', '']

/** The lines as a table in Markdown, aligned, so that it reads well in a terminal too. */
export function printTable(lines: readonly Line[]): void {
  const rows = [HEADER, ...lines.map(cellsOf)]
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? '')), 3))
  const show = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join(' | ')} |`
  const [header, ...body] = rows
  console.log()
  console.log(show(header ?? []))
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  for (const row of body) console.log(show(row))
}

function cellsOf(line: Line): string[] {
  const { what, ours, unit, plain, target, note } = line
  return [
    what,
    `${shown(ours)} ${unit}${note ? ` (${note})` : ''}`,
    plain ? `${shown(plain.figure)} ${unit}, ${plain.what}` : '',
    plain ? (ours / plain.figure).toFixed(2) : '',
    targetWords(target, unit),
    verdictOf(line),
  ]
}

/** `pass`, `miss`, or nothing where there is no target. */
export function verdictOf({ ours, plain, target }: Line): '' | 'pass' | 'miss' {
  switch (target.type) {
    case 'none':
      return ''
    case 'at_most':
      return ours <= target.figure ? 'pass' : 'miss'
    case 'ratio_at_least':
      return plain && ours / plain.figure >= target.ratio ? 'pass' : 'miss'
    case 'ratio_at_most':
      return plain && ours / plain.figure <= target.ratio ? 'pass' : 'miss'
  }
}

function targetWords(target: Target, unit: string): string {
  switch (target.type) {
    case 'none':
      return ''
    case 'at_most':
      return `≤ ${target.figure} ${unit}`
    case 'ratio_at_least':
      return `ratio ≥ ${target.ratio}`
    case 'ratio_at_most':
      return `ratio ≤ ${target.ratio}`
  }
}

const shown = (figure: number): string =>
  figure >= 100
    ? Math.round(figure).toLocaleString('en')
    : figure.toFixed(figure >= 10 ? 1 : figure >= 1 ? 2 : 3)

/** Columns in a terminal; Chinese characters take two. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0)
