/** Customers of a unit in a month. `month` is its first day, ISO. */
export type SubscriberCount = {
  readonly unitCode: string
  readonly month: string
  readonly count: number
  readonly line: number
  readonly text: string
}
export type BadLine = {
  readonly line: number
  readonly text: string
  readonly code: 'line_shape' | 'line_month' | 'line_count'
}

/**
 * Reads pasted or uploaded lines `unit code, month, customers`, separated by tabs, commas or semicolons. Months may be
 * written 2026-01, 2026/1, 202601 or 2026年1月; figures with thousands separators only where tabs or semicolons part
 * the columns. A first line of headings is skipped.
 */
export function parseSubscriberLines(text: string): {
  readonly entries: readonly SubscriberCount[]
  readonly bad: readonly BadLine[]
} {
  const entries: SubscriberCount[] = []
  const bad: BadLine[] = []
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === '') continue
    const read = readLine(raw)
    if (typeof read !== 'string') entries.push({ ...read, line: index + 1, text: raw.trim() })
    else if (!(entries.length === 0 && bad.length === 0 && !/\d/.test(raw))) {
      bad.push({ line: index + 1, text: raw.trim(), code: read })
    }
  }
  return { entries, bad }
}

function readLine(raw: string): Pick<SubscriberCount, 'unitCode' | 'month' | 'count'> | BadLine['code'] {
  const separator = raw.includes('\t') ? '\t' : raw.includes(';') ? ';' : /[,，]/
  const [unitCode = '', monthText = '', countText = '', ...rest] = raw
    .split(separator)
    .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
  if (!/^\w+$/.test(unitCode) || countText === '' || rest.some((cell) => cell !== '')) return 'line_shape'
  const month = monthOf(monthText)
  if (!month) return 'line_month'
  const digits = countText.replace(/[,，\s]/g, '')
  const count = Number(digits)
  if (!/^\d+$/.test(digits) || count > 2_147_483_647) return 'line_count'
  return { unitCode, month, count }
}

/** First day of the month, ISO; null when it cannot be read. */
export function monthOf(text: string): string | null {
  const match = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:月|[-/.]0?1)?$/.exec(text.trim())
  const [year, month] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || month < 1 || month > 12 || year < 1980 || year > 2200) return null
  return `${year}-${String(month).padStart(2, '0')}-01`
}
