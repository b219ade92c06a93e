import { civilDateOf, DAY_MS, dayNumberOf, daysInMonth } from '@/calendar/rules/days'

/** How a date of figures alone is meant when that is not clear from the figures: `04-08-15`. */
export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

export type FileDate = {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Time of day that stood in the same cell, in milliseconds; null: none. */
  readonly timeMs: number | null
  /** Offset from UTC that stood in the same cell, in minutes; null: none. */
  readonly offsetMinutes: number | null
  /** Day and month could be each other: both are at most 12, and they are figures (or were, before somebody's program named the month). */
  readonly couldBeSwapped: boolean
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNamed = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1

const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?(?=$|[T\s上下中凌晚早])/
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?=$|[T\s])/
const DAY_MONTH_NAME = /^(\d{1,2})[-/.\s]([A-Za-z]{3,9})\.?[-/.,\s]\s*(\d{4}|\d{2})(?=$|[T\s])/
const MONTH_NAME_DAY = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?=$|[T\s])/
const FIGURES = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?=$|[T\s])/
const SHORT_YEAR_FIRST = /^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s])/
const SERIAL = /^(\d{5})(\.\d+)?$/

/** Excel counts days from here (its own 29 February 1900 included). */
const EXCEL_DAY_ZERO = dayNumberOf(1899, 12, 30)
const wholeYear = (text: string): number => {
  const year = Number(text)
  return text.length === 4 ? year : year < 70 ? 2000 + year : 1900 + year
}

/**
 * Reads a date as complaints files write it: ISO, `2015/4/22`, `2015年4月22日`, `22-Apr-15`, `22-04-15` in the given order,
 * a day count of Excel; each also with a time of day behind it.
 * @returns null when it is no date or there is no such day
 */
export function parseDate(text: string, order: DateOrder): FileDate | null {
  const written = text.normalize('NFKC').trim()
  const serial = SERIAL.exec(written)
  if (serial) return fromSerial(Number(serial[1]), Number(serial[2] ?? 0))
  const parts = splitDate(written, order)
  if (!parts) return null
  const { year, month, day, rest } = parts
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  const behind = rest.replace(/^[T\s]+/, '')
  const [, clock = '', offset] = /^(.*?)\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(behind) ?? []
  const timeMs = clock === '' ? null : parseTime(clock)
  if (clock !== '' && timeMs === null) return null
  return {
    year,
    month,
    day,
    timeMs,
    offsetMinutes: timeMs === null || !offset ? null : offsetMinutes(offset),
    couldBeSwapped: parts.isSwappable && day <= 12,
  }
}

type Parts = { year: number; month: number; day: number; rest: string; isSwappable: boolean }

function splitDate(text: string, order: DateOrder): Parts | null {
  const whole = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
  if (whole) return parts(whole, whole[1]!, Number(whole[2]), whole[3]!, text, false)
  const named = DAY_MONTH_NAME.exec(text)
  if (named) return parts(named, named[3]!, monthNamed(named[2]!), named[1]!, text, true)
  const monthFirst = MONTH_NAME_DAY.exec(text)
  if (monthFirst)
    return parts(monthFirst, monthFirst[3]!, monthNamed(monthFirst[1]!), monthFirst[2]!, text, true)
  if (order === 'ymd') {
    const short = SHORT_YEAR_FIRST.exec(text)
    return short ? parts(short, short[1]!, Number(short[2]), short[3]!, text, false) : null
  }
  const figures = FIGURES.exec(text)
  if (!figures) return null
  const [first, second] = [figures[1]!, figures[2]!]
  const [day, month] = order === 'dmy' ? [first, second] : [second, first]
  return parts(figures, figures[3]!, Number(month), day, text, true)
}

const parts = (
  match: RegExpExecArray,
  year: string,
  month: number,
  day: string,
  text: string,
  isSwappable: boolean,
): Parts => ({
  year: wholeYear(year),
  month,
  day: Number(day),
  rest: text.slice(match[0].length),
  isSwappable,
})

function fromSerial(days: number, share: number): FileDate | null {
  if (days < 20_000 || days > 80_000) return null
  const { year, month, day } = civilDateOf(EXCEL_DAY_ZERO + days)
  const timeMs = share === 0 ? null : Math.round(share * 86_400) * 1000
  return { year, month, day, timeMs, offsetMinutes: null, couldBeSwapped: false }
}

function offsetMinutes(text: string): number {
  if (/^z$/i.test(text)) return 0
  const digits = text.replace(/\D/g, '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return text.startsWith('-') ? -minutes : minutes
}

const CLOCK = /^(\d{1,2})(?:[:：时點点](\d{1,2}))?(?:[:：分](\d{1,2})(?:\.\d+)?)?[秒分]?$/
const MORNING = /^(?:上午|早上|早晨|凌晨|am\b)|(?:a\.?m\.?)$/i
const AFTERNOON = /^(?:下午|晚上|傍晚|中午|pm\b)|(?:p\.?m\.?)$/i

/**
 * Time of day in milliseconds: `3:53:50 PM`, `15:53`, `下午3点53分`, a share of a day as Excel has it.
 * @returns null when it is no time
 */
export function parseTime(text: string): number | null {
  const written = text.normalize('NFKC').trim()
  if (/^0?\.\d+$/.test(written)) return Math.round(Number(written) * 86_400) * 1000
  const isMorning = MORNING.test(written)
  const isAfternoon = !isMorning && AFTERNOON.test(written)
  const bare = written.replace(MORNING, '').replace(AFTERNOON, '').trim()
  const match = CLOCK.exec(bare)
  if (!match) return null
  if (match[2] === undefined && !isMorning && !isAfternoon && !/[时點点]/.test(bare)) return null
  let hour = Number(match[1])
  const [minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  if (isAfternoon && hour < 12) hour += 12
  if (isMorning && hour === 12) hour = 0
  return ((hour * 60 + minute) * 60 + second) * 1000
}

/** The date with day and month exchanged, where that is possible. */
export const swapped = (date: FileDate): FileDate =>
  date.couldBeSwapped ? { ...date, month: date.day, day: date.month } : date

/** Wall clock reading in milliseconds, as if it were UTC. */
export const localMsOf = (date: FileDate, timeMs: number): number =>
  dayNumberOf(date.year, date.month, date.day) * DAY_MS + timeMs
