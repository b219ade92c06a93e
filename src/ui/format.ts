import type { Locale } from '@/kernel/text'
import { dayParts, endOfPreviousDay, type LocalParts, localParts } from './local-parts'
import { fillWords, type TimeWords, timeWords } from './time-words'

/**
 * How people read times, durations and figures. Pure: the same text on the server, in the browser and in the worker,
 * whatever the process's own language and zone.
 */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export type InstantStyle =
  | 'dateTime'
  | 'date'
  | 'time'
  | 'short'
  | 'shortDate'
  | 'long'
  | 'longDate'
  | 'month'

export type InstantOptions = {
  readonly locale: Locale
  /** IANA name, the branch's zone. */
  readonly timeZone: string
  /** Default `dateTime`. */
  readonly style?: InstantStyle
}

/** An instant in the branch's zone: `2025-11-22 15:40`, `11-22 15:40` (short), `2025年11月22日（周六）15:40` (long). */
export function formatInstant(
  instant: Date,
  { locale, timeZone, style = 'dateTime' }: InstantOptions,
): string {
  const words = timeWords(locale)
  const parts = localParts(instant, timeZone)
  if (style === 'time') return clockTime(parts)
  return fillWords(words[style], namesOf(parts, words))
}

/** As `formatInstant`, for a time something is due: on midnight it is told as 24:00 of the day before, as to a customer. */
export function formatDue(instant: Date, { locale, timeZone, style = 'dateTime' }: InstantOptions): string {
  const words = timeWords(locale)
  const parts = spokenParts(localParts(instant, timeZone))
  return style === 'time' ? clockTime(parts) : fillWords(words[style], namesOf(parts, words))
}

/** A calendar day given as ISO text (`2025-11-22`), which has no zone. */
export function formatDay(
  isoDay: string,
  locale: Locale,
  style: 'date' | 'shortDate' | 'longDate' | 'month' = 'date',
): string {
  const words = timeWords(locale)
  return fillWords(words[style], namesOf(dayParts(isoDay), words))
}

/**
 * The promised time as it is read out to a customer: `今天15:40前`, `周二15:40前` (up to six days ahead),
 * `11月25日（周三）15:40前`. A deadline on midnight is told as 24:00 of the day before.
 */
export function formatPromise(dueAt: Date, now: Date, timeZone: string, locale: Locale): string {
  const words = timeWords(locale)
  const due = spokenParts(localParts(dueAt, timeZone))
  const today = localParts(now, timeZone)
  const daysAhead = due.dayNumber - today.dayNumber
  const names = namesOf(due, words)
  if (daysAhead === 0) return fillWords(words.promiseToday, names)
  if (daysAhead === 1) return fillWords(words.promiseTomorrow, names)
  if (daysAhead > 1 && daysAhead <= 6) return fillWords(words.promiseWeekday, names)
  return fillWords(due.year === today.year ? words.promiseDate : words.promiseYear, names)
}

/**
 * An instant as people say it beside other words: `今天15:40`, `昨天15:40`, `明天24:00`, else `11-25 15:40`, with the year
 * when that is another one. A deadline on midnight is told as 24:00 of the day before.
 */
export function formatMoment(instant: Date, now: Date, timeZone: string, locale: Locale): string {
  const words = timeWords(locale)
  const parts = spokenParts(localParts(instant, timeZone))
  const today = localParts(now, timeZone)
  const names = namesOf(parts, words)
  switch (parts.dayNumber - today.dayNumber) {
    case -1:
      return fillWords(words.momentYesterday, names)
    case 0:
      return fillWords(words.momentToday, names)
    case 1:
      return fillWords(words.momentTomorrow, names)
    default:
      return fillWords(parts.year === today.year ? words.short : words.dateTime, names)
  }
}

/** A length of time in its two largest units, rounded down: `2 天 3 小时`, `3 h 12 min`, `不到 1 分钟`. Sign is ignored. */
export function formatDuration(durationMs: number, locale: Locale): string {
  const words = timeWords(locale)
  const ms = Math.abs(durationMs)
  if (ms < MINUTE_MS) return words.underMinute
  const days = Math.floor(ms / DAY_MS)
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const parts: string[] = []
  if (days > 0) parts.push(fillWords(words.day, { n: formatCount(days, locale) }))
  if (hours > 0) parts.push(fillWords(words.hour, { n: hours }))
  if (days === 0 && minutes > 0)
    parts.push(fillWords(hours > 0 ? words.minute : words.minuteAlone, { n: minutes }))
  return parts.join(' ')
}

/**
 * Time left until a deadline, or time past it: `还剩 3 小时 12 分`, `已逾期 2 天 3 小时`.
 * Exactly 0 is still in time, as everywhere in the engine.
 */
export function formatRemaining(remainingMs: number, locale: Locale): string {
  const words = timeWords(locale)
  if (Math.abs(remainingMs) < MINUTE_MS) {
    return remainingMs >= 0 ? words.leftUnderMinute : words.overdueUnderMinute
  }
  const duration = formatDuration(remainingMs, locale)
  return fillWords(remainingMs >= 0 ? words.left : words.overdue, { duration })
}

/** A count with thousands separators. */
export function formatCount(count: number | bigint, locale: Locale): string {
  return numberFormat(locale, 0).format(count)
}

const NO_SAMPLE = '—'

/**
 * A share (0 to 1) in percent with one decimal; `—` when there was no sample. Never rounds up to 100 % nor down to
 * 0 %: a promise of 100 % with one miss in ten thousand shows 99.9 %.
 */
export function formatPercent(share: number | null, locale: Locale): string {
  if (share === null || !Number.isFinite(share)) return NO_SAMPLE
  const tenths = Math.round(share * 1000)
  const honest =
    share < 1 && tenths >= 1000
      ? 999
      : share > 0 && tenths <= 0
        ? 1
        : share > 1 && tenths <= 1000
          ? 1001
          : tenths
  return `${numberFormat(locale, 1).format(honest / 10)}%`
}

/** Difference of two shares in percentage points with its sign: `+1.2 个百分点`; `—` when one side has no sample. */
export function formatDelta(difference: number | null, locale: Locale): string {
  if (difference === null || !Number.isFinite(difference)) return NO_SAMPLE
  const tenths = Math.round(difference * 1000)
  const sign = tenths > 0 ? '+' : tenths < 0 ? '−' : '±'
  return fillWords(timeWords(locale).points, {
    n: `${sign}${numberFormat(locale, 1).format(Math.abs(tenths) / 10)}`,
  })
}

const numberFormats = new Map<string, Intl.NumberFormat>()

function numberFormat(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale}:${decimals}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  numberFormats.set(key, made)
  return made
}

const twoDigits = (value: number) => String(value).padStart(2, '0')
const clockTime = (parts: LocalParts) => `${twoDigits(parts.hour)}:${twoDigits(parts.minute)}`

function spokenParts(parts: LocalParts): LocalParts {
  if (parts.hour === 0 && parts.minute === 0 && parts.second === 0) return endOfPreviousDay(parts)
  // End-of-day deadlines are stored as the day's last moment.
  if (parts.hour === 23 && parts.minute === 59 && parts.second === 59)
    return { ...parts, hour: 24, minute: 0 }
  return parts
}

type Numbered = Readonly<Record<string, string>>

function namesOf(parts: LocalParts, words: TimeWords) {
  return {
    year: parts.year,
    month: parts.month,
    day: parts.day,
    month2: twoDigits(parts.month),
    day2: twoDigits(parts.day),
    monthName: (words.monthName as Numbered)[String(parts.month)] ?? '',
    weekday: (words.weekday as Numbered)[String(parts.weekday)] ?? '',
    time: clockTime(parts),
  }
}
