import { DAY_MS, dayNumberOf } from '@/calendar/rules/days'
import type { Zone } from '@/calendar/rules/zones'
import { type FileDate, localMsOf, parseDate, parseTime, swapped } from './dates'
import type { Field } from './fields'
import { momentOf } from './local-time'
import type { Mapping } from './mapping'
import type { NoteCode, Problem, ProblemCode } from './problems'
import { type FileStatus, shortened } from './values'

export type RowMoments = {
  readonly receivedAt: Date | null
  readonly closedAt: Date | null
  readonly problems: readonly Problem[]
  readonly notes: readonly NoteCode[]
}

type Day = FileDate | 'unreadable' | null

const MINUTE_MS = 60_000
/** Nobody's complaint is older; such a date is a slip. */
const OLDEST_MS = dayNumberOf(1980, 1, 1) * DAY_MS
/** A row without a time of day counts from the end of its day: nobody is said to have been slow who was not. */
const END_OF_DAY_MS = DAY_MS - MINUTE_MS

/** When the customer spoke and when the case was closed, as the cells tell it. */
export function momentsOf(
  cell: (field: Field) => string,
  mapping: Mapping,
  zone: Zone,
  status: FileStatus,
  now: Date,
): RowMoments {
  const problems: Problem[] = []
  const notes: NoteCode[] = []
  const problem = (code: ProblemCode, field: Field, params?: Problem['params']) =>
    problems.push({ code, field, ...(params ? { params } : {}) })
  const day = (field: Field): Day => {
    const text = cell(field)
    if (text === '') return null
    const date = parseDate(text, mapping.dateOrder)
    if (!date) problem('date_unreadable', field, { value: shortened(text, 40) })
    return date ?? 'unreadable'
  }
  const timeOfDay = (field: Field, date: FileDate): number | null => {
    const text = cell(field)
    if (text === '') return date.timeMs
    const timeMs = parseTime(text) ?? parseDate(text, mapping.dateOrder)?.timeMs ?? null
    if (timeMs === null) problem('time_unreadable', field, { value: shortened(text, 40) })
    return timeMs
  }
  const instant = (date: FileDate, timeMs: number): number => {
    if (date.offsetMinutes !== null) return localMsOf(date, timeMs) - date.offsetMinutes * MINUTE_MS
    const moment = momentOf(zone, localMsOf(date, timeMs))
    if (moment.note && !notes.includes(moment.note)) notes.push(moment.note)
    return moment.atMs
  }

  const chosen = chosenDay(day('date'), day('otherDate'), mapping, problem, notes)
  if (chosen === null && cell('date') === '') problem('date_missing', 'date')
  if (chosen === null || chosen === 'unreadable') return { receivedAt: null, closedAt: null, problems, notes }
  const isExchanged = mapping.swapSmallDays && chosen.couldBeSwapped && chosen.day !== chosen.month
  const received = mapping.swapSmallDays ? swapped(chosen) : chosen
  if (isExchanged) notes.push('day_month_exchanged')
  const spokenMs = timeOfDay('time', received)
  const hasNoTime = spokenMs === null && cell('time') === ''
  if (hasNoTime) notes.push('time_of_day_unknown')
  let receivedMs = instant(received, spokenMs ?? END_OF_DAY_MS)
  // The end of a day that is not over yet is now.
  if (hasNoTime && receivedMs > now.getTime() && receivedMs - now.getTime() < DAY_MS)
    receivedMs = now.getTime()
  if (receivedMs < OLDEST_MS) problem('date_too_old', 'date')
  if (receivedMs > now.getTime()) problem('received_in_future', 'date')
  const closedMs = status === 'open' ? null : closedAt()
  return {
    receivedAt: problems.length > 0 ? null : new Date(receivedMs),
    closedAt: closedMs === null ? null : new Date(closedMs),
    problems,
    notes,
  }

  function closedAt(): number | null {
    const date = day('closedDate')
    if (date === null) notes.push('closing_time_unknown')
    if (date === null || date === 'unreadable') return null
    const onDay = mapping.swapSmallDays ? swapped(date) : date
    const givenMs = timeOfDay('closedTime', onDay)
    let atMs = instant(onDay, givenMs ?? END_OF_DAY_MS)
    if (givenMs === null && atMs > now.getTime() && atMs - now.getTime() < DAY_MS) atMs = now.getTime()
    if (atMs < receivedMs) problem('closed_before_received', 'closedDate')
    if (atMs > now.getTime()) problem('closed_in_future', 'closedDate')
    return atMs
  }
}

/** The day that counts of the two columns; says so when they differ. */
function chosenDay(
  date: Day,
  other: Day,
  mapping: Mapping,
  problem: (code: ProblemCode, field: Field) => void,
  notes: NoteCode[],
): Day {
  if (date === null || other === null || date === 'unreadable' || other === 'unreadable') {
    return date === 'unreadable' || other === 'unreadable' ? 'unreadable' : (date ?? other)
  }
  const isSame = date.year === other.year && date.month === other.month && date.day === other.day
  if (isSame) return date.timeMs === null && other.timeMs !== null ? other : date
  if (mapping.dateWins === 'reject') problem('dates_differ', 'date')
  else notes.push('dates_differ')
  return mapping.dateWins === 'otherDate' ? other : date
}
