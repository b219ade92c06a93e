import { CalendarError } from './calendar-error'
import { civilDateOf, parseIsoDate } from './days'

/** One year's public holidays and make-up working days as announced; dates may lie in a neighbouring year. */
export type HolidayNotice = {
  readonly year: number
  /** Addresses of the official papers. */
  readonly papers: readonly string[]
  readonly holidays: readonly {
    readonly name: string
    /** Days off (ISO dates). */
    readonly off: readonly string[]
    /** Days worked although they would be free. */
    readonly work: readonly string[]
  }[]
}

const invalid = (message: string): CalendarError => new CalendarError('notice_invalid', message)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads a notice in the file format of NateScarlet/holiday-cn:
 * `{"year": 2026, "papers": ["https://..."], "days": [{"name": "元旦", "date": "2026-01-01", "isOffDay": true}, ...]}`.
 * @throws CalendarError `notice_invalid` naming the entry: no year, no days, a date that does not exist, is listed twice
 *   or lies more than a year away
 */
export function parseHolidayNotice(json: unknown): HolidayNotice {
  if (!isRecord(json)) throw invalid('notice: expected an object with year, papers and days')
  const { year, papers = [], days } = json
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1949 || year > 9999) {
    throw invalid('year: expected the year of the notice, like 2026')
  }
  if (!Array.isArray(papers) || !papers.every((paper) => typeof paper === 'string')) {
    throw invalid('papers: expected a list of addresses')
  }
  if (!Array.isArray(days)) throw invalid('days: expected a list of days')
  if (days.length === 0) throw invalid(`days: the notice of ${year} has no days; it is not announced yet`)
  const seen = new Set<string>()
  const byName = new Map<string, { name: string; off: string[]; work: string[] }>()
  days.forEach((day: unknown, index) => {
    const { name, date, isOff } = checkedDay(day, `days[${index}]`, year)
    if (seen.has(date)) throw invalid(`days[${index}].date: ${date} is listed twice`)
    seen.add(date)
    const holiday = byName.get(name) ?? { name, off: [], work: [] }
    byName.set(name, holiday)
    if (isOff) holiday.off.push(date)
    else holiday.work.push(date)
  })
  return { year, papers, holidays: [...byName.values()] }
}

function checkedDay(
  json: unknown,
  field: string,
  year: number,
): { name: string; date: string; isOff: boolean } {
  if (!isRecord(json)) throw invalid(`${field}: expected {"name", "date", "isOffDay"}`)
  const { name, date, isOffDay } = json
  if (typeof name !== 'string' || name.trim() === '')
    throw invalid(`${field}.name: expected the holiday's name`)
  if (typeof isOffDay !== 'boolean')
    throw invalid(`${field}.isOffDay: expected true (day off) or false (worked)`)
  let dayYear: number
  try {
    dayYear = civilDateOf(parseIsoDate(date, `${field}.date`)).year
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : `${field}.date: not a date`)
  }
  if (Math.abs(dayYear - year) > 1) throw invalid(`${field}.date: ${String(date)} is not near ${year}`)
  return { name, date: String(date), isOff: isOffDay }
}
