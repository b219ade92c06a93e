import { parseWorkingCalendar, type WorkingCalendar } from './calendar'
import { CalendarError } from './calendar-error'
import type { InstantRange } from './clocks'
import { formatInstant, parseInstant } from './instants'
import { addOpenTime, openTimeBetween } from './open-time'

/** Calendars already seen, by their JSON text; the oldest leave first. */
export type CalendarCache = {
  readonly byText: Map<string, WorkingCalendar>
  readonly capacity: number
}

export const newCalendarCache = (capacity = 200): CalendarCache => ({ byText: new Map(), capacity })

const MS_PER_SECOND = 1000

/** A line that cannot be answered; the message says why. */
class LineError extends Error {}

/**
 * The answer to one line of clock arithmetic, with its line break; empty for a blank line. Never throws:
 * whatever is wrong with a line becomes `{"id", "error"}`.
 */
export function clockReplyTo(line: string, calendars: CalendarCache): string {
  const text = line.trim()
  if (text === '') return ''
  let id: unknown = null
  try {
    const request: unknown = parseJson(text)
    if (!isRecord(request)) throw new LineError('expected a JSON object')
    id = request.id ?? null
    return `${JSON.stringify({ id, ...answer(request, calendars) })}\n`
  } catch (error) {
    if (error instanceof LineError || error instanceof CalendarError) {
      return `${JSON.stringify({ id, error: error.message })}\n`
    }
    return `${JSON.stringify({ id, error: `cannot be computed: ${String(error)}` })}\n`
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LineError('not valid JSON')
  }
}

function answer(
  request: Record<string, unknown>,
  calendars: CalendarCache,
): { due: string } | { seconds: number } {
  switch (request.op) {
    case 'add': {
      const calendar = calendarOf(request.calendar, calendars)
      const startMs = parseInstant(request.start, 'start')
      const ms = millisecondsOf(request.seconds)
      return { due: formatInstant(addOpenTime(calendar, startMs, ms, pausesOf(request.pauses))) }
    }
    case 'between': {
      const calendar = calendarOf(request.calendar, calendars)
      const [startMs, endMs] = [parseInstant(request.start, 'start'), parseInstant(request.end, 'end')]
      return { seconds: openTimeBetween(calendar, startMs, endMs, pausesOf(request.pauses)) / MS_PER_SECOND }
    }
    default:
      throw new LineError(`op: expected "add" or "between", not ${JSON.stringify(request.op ?? null)}`)
  }
}

function calendarOf(json: unknown, { byText, capacity }: CalendarCache): WorkingCalendar {
  if (json === undefined) throw new LineError('calendar: missing')
  const text = JSON.stringify(json)
  const known = byText.get(text)
  if (known) return known
  const calendar = parseWorkingCalendar(json)
  if (byText.size >= capacity) {
    const oldest = byText.keys().next().value
    if (oldest !== undefined) byText.delete(oldest)
  }
  byText.set(text, calendar)
  return calendar
}

function millisecondsOf(seconds: unknown): number {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) {
    throw new LineError('seconds: expected a number')
  }
  if (seconds < 0) throw new LineError('seconds: must not be negative')
  return Math.round(seconds * MS_PER_SECOND)
}

function pausesOf(json: unknown): readonly InstantRange[] {
  if (json === undefined || json === null) return []
  if (!Array.isArray(json)) throw new LineError('pauses: expected a list of ["<ISO>", "<ISO>"]')
  return json.map((pause: unknown, index): InstantRange => {
    if (!Array.isArray(pause) || pause.length !== 2) {
      throw new LineError(`pauses[${index}]: expected ["<ISO>", "<ISO>"]`)
    }
    return [parseInstant(pause[0], `pauses[${index}][0]`), parseInstant(pause[1], `pauses[${index}][1]`)]
  })
}
