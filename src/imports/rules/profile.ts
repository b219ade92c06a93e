import { hasTooManyCells, type RawRow } from './csv'
import { type DateOrder, parseDate } from './dates'
import { foldValue, shortened } from './values'

/** One value of a column, as it stands in the file first, with the number of rows that have it. */
export type ValueCount = { readonly value: string; readonly count: number }
export type ColumnProfile = {
  readonly header: string
  readonly filled: number
  /** Different values (spelling folded), most frequent first; null: more than fit a list. */
  readonly values: readonly ValueCount[] | null
  readonly samples: readonly string[]
  readonly dates: DateProfile | null
}

/** What the dates of a column tell about how they were written. */
export type DateProfile = {
  /** null: the figures do not tell. */
  readonly order: DateOrder | null
  /** Rows whose day is at most 12, so that day and month could be each other. */
  readonly smallDays: number
  /**
   * The small days of the column are just the months of all other rows, while their months are spread over the year: an
   * earlier program has exchanged day and month wherever that was possible.
   */
  readonly looksSwapped: boolean
}

export type Profile = {
  readonly headers: readonly string[]
  readonly rows: number
  readonly columns: readonly ColumnProfile[]
  /** First rows of the file, for the preview. */
  readonly sample: readonly RawRow[]
}

const MOST_VALUES = 400
const SAMPLE_ROWS = 20
/** Fewer rows than this of either sort prove nothing. */
const ENOUGH_ROWS = 20

class Column {
  filled = 0
  values: Map<string, { value: string; count: number }> | null = new Map()
  readonly samples: string[] = []
  private readonly dates = new DateStatistics()

  constructor(readonly header: string) {}

  add(cell: string): void {
    const value = cell.trim()
    if (value === '') return
    this.filled += 1
    if (this.samples.length < 3 && !this.samples.includes(value)) this.samples.push(shortened(value, 80))
    if (this.filled < 50 || this.dates.seen > this.filled / 2) this.dates.add(value)
    if (!this.values) return
    const key = foldValue(value)
    const known = this.values.get(key)
    if (known) known.count += 1
    else if (this.values.size >= MOST_VALUES || value.length > 80) this.values = null
    else this.values.set(key, { value, count: 1 })
  }

  result(): ColumnProfile {
    const values = this.values ? [...this.values.values()].sort((a, b) => b.count - a.count) : null
    const isDate = this.dates.seen >= 0.8 * this.filled && this.filled > 0
    const { header, filled, samples } = this
    return { header, filled, samples, values, dates: isDate ? this.dates.result() : null }
  }
}

const FIGURE_DATE = /^(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})(?=$|[T\s])/

class DateStatistics {
  seen = 0
  private firstOver12 = 0
  private secondOver12 = 0
  private small = 0
  private large = 0
  private readonly smallDays = new Set<number>()
  private readonly smallMonths = new Set<number>()
  private readonly largeMonths = new Set<number>()

  add(value: string): void {
    const figures = FIGURE_DATE.exec(value)
    if (figures && Number(figures[1]) > 12) this.firstOver12 += 1
    if (figures && Number(figures[2]) > 12) this.secondOver12 += 1
    const date = parseDate(value, figures && Number(figures[2]) > 12 ? 'mdy' : 'dmy')
    if (!date) return
    this.seen += 1
    if (date.couldBeSwapped) {
      this.small += 1
      this.smallDays.add(date.day)
      this.smallMonths.add(date.month)
    } else if (date.day > 12) {
      this.large += 1
      this.largeMonths.add(date.month)
    }
  }

  result(): DateProfile {
    const order =
      this.firstOver12 > 0 && this.secondOver12 === 0
        ? 'dmy'
        : this.secondOver12 > 0 && this.firstOver12 === 0
          ? 'mdy'
          : null
    const looksSwapped =
      this.small >= ENOUGH_ROWS &&
      this.large >= ENOUGH_ROWS &&
      [...this.smallDays].every((day) => this.largeMonths.has(day)) &&
      this.smallMonths.size > this.largeMonths.size
    return { order, smallDays: this.small, looksSwapped }
  }
}

/** Looks at all rows of a file once. */
export class Profiler {
  private readonly columns: Column[]
  private rows = 0
  private readonly sample: RawRow[] = []

  constructor(private readonly headers: readonly string[]) {
    this.columns = headers.map((header) => new Column(header))
  }

  add(row: RawRow): void {
    this.rows += 1
    if (this.sample.length < SAMPLE_ROWS) this.sample.push(row)
    if (row.fault || hasTooManyCells(row.cells, this.headers.length)) return
    for (let index = 0; index < this.columns.length; index++) this.columns[index]!.add(row.cells[index] ?? '')
  }

  result(): Profile {
    const { headers, rows, sample } = this
    return { headers, rows, sample, columns: this.columns.map((column) => column.result()) }
  }
}
