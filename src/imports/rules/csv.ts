/** Why a row could not be cut into cells. */
export type RowFault = 'quote_open' | 'too_many_cells'

/** One row of a file as it stands there. */
export type RawRow = {
  /** Line of the file (row of the sheet) it begins at, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  readonly fault: RowFault | null
}

/** A quoted cell longer than this was never closed: its line is given up, the lines after it are not. */
const LONGEST_CELL = 60_000
const MOST_LINES_IN_A_CELL = 200

type Cut = { readonly cells: string[]; readonly end: number } | 'incomplete' | 'quote_open'

/**
 * Cuts delimited text into rows as it arrives (RFC 4180, lenient inside a line). Unlike a parser that stops at its first
 * error it loses nothing: a line whose quote is never closed comes out alone, marked, and the next line begins afresh.
 */
export class CsvReader {
  private pending = ''
  private line = 1
  /** The last piece ended between `\r` and `\n`. */
  private endedInReturn = false

  constructor(private readonly delimiter: string) {}

  /** Rows that are complete with this piece of text. */
  push(text: string): RawRow[] {
    let piece = this.endedInReturn ? `\r${text}` : text
    this.endedInReturn = piece.endsWith('\r')
    if (this.endedInReturn) piece = piece.slice(0, -1)
    this.pending += piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece
    return this.take(false)
  }

  /** The last row, also without a line end. */
  end(): RawRow[] {
    return this.take(true)
  }

  private take(isEnd: boolean): RawRow[] {
    const rows: RawRow[] = []
    const text = this.pending
    let start = 0
    let quote = text.indexOf('"')
    while (start < text.length) {
      const lineEnd = text.indexOf('\n', start)
      if (lineEnd < 0 && !isEnd && text.length - start < LONGEST_CELL) break
      const end = lineEnd < 0 ? text.length : lineEnd
      if (quote >= 0 && quote < start) quote = text.indexOf('"', start)
      if (quote < 0 || quote >= end) {
        this.emit(rows, text.slice(start, end).split(this.delimiter), null)
        this.line += 1
        start = end + 1
        continue
      }
      const cut = cutRecord(text, start, this.delimiter, isEnd)
      if (cut === 'incomplete') break
      if (cut === 'quote_open') {
        this.emit(rows, text.slice(start, end).split(this.delimiter), 'quote_open')
        this.line += 1
        start = end + 1
        continue
      }
      this.emit(rows, cut.cells, null)
      this.line += linesIn(text, start, cut.end) + 1
      start = cut.end + 1
    }
    this.pending = text.slice(start)
    return rows
  }

  private emit(rows: RawRow[], cells: readonly string[], fault: RowFault | null): void {
    if (cells.every((cell) => cell.trim() === '')) return
    rows.push({ line: this.line, cells, fault })
  }
}

function linesIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function cutRecord(text: string, start: number, delimiter: string, isEnd: boolean): Cut {
  const cells: string[] = []
  let at = start
  for (;;) {
    if (text[at] === '"') {
      const quoted = cutQuoted(text, at, isEnd)
      if (typeof quoted === 'string') return quoted
      const stop = stopAfter(text, quoted.end, delimiter, isEnd)
      if (stop < 0) return 'incomplete'
      // Text after a closing quote belongs to the cell; after a quote lines further down it shows that the first was open.
      if (stop > quoted.end && quoted.value.includes('\n')) return 'quote_open'
      cells.push(quoted.value + text.slice(quoted.end, stop))
      at = stop
    } else {
      const stop = stopAfter(text, at, delimiter, isEnd)
      if (stop < 0) return 'incomplete'
      cells.push(text.slice(at, stop))
      at = stop
    }
    if (text[at] !== delimiter) return { cells, end: at }
    at += 1
  }
}

/** The next delimiter or line end; -1 when it has not arrived yet. */
function stopAfter(text: string, from: number, delimiter: string, isEnd: boolean): number {
  const lineEnd = text.indexOf('\n', from)
  const next = text.indexOf(delimiter, from)
  if (next >= 0 && (lineEnd < 0 || next < lineEnd)) return next
  if (lineEnd >= 0) return lineEnd
  return isEnd ? text.length : -1
}

function cutQuoted(
  text: string,
  at: number,
  isEnd: boolean,
): { readonly value: string; readonly end: number } | 'incomplete' | 'quote_open' {
  let value = ''
  let from = at + 1
  for (;;) {
    const close = text.indexOf('"', from)
    const length = (close < 0 ? text.length : close) - at
    if (length > LONGEST_CELL) return 'quote_open'
    if (close < 0)
      return isEnd || linesIn(text, at, text.length) > MOST_LINES_IN_A_CELL ? 'quote_open' : 'incomplete'
    value += text.slice(from, close)
    if (close + 1 >= text.length && !isEnd) return 'incomplete'
    if (text[close + 1] !== '"') return { value, end: close + 1 }
    value += '"'
    from = close + 2
  }
}

const DELIMITERS = [',', '\t', ';', '|'] as const

/** The delimiter that cuts the first lines into the most cells, evenly. */
export function sniffDelimiter(text: string): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const reader = new CsvReader(delimiter)
    const rows = [...reader.push(text), ...reader.end()].slice(0, 40)
    const width = rows[0]?.cells.length ?? 0
    if (width < 2) continue
    const even = rows.filter(({ cells }) => cells.length === width).length / rows.length
    const score = even * Math.min(width, 30)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** Whether more cells are filled than there are columns: some of them stand in the wrong place. */
export const hasTooManyCells = (cells: readonly string[], width: number): boolean =>
  cells.length > width && cells.slice(width).some((cell) => cell.trim() !== '')
