import { dayNumberOf, daysInMonth } from '@/calendar/rules/days'
import { instantOfLocal, zoneNamed } from '@/calendar/rules/zones'
import type { Refusal } from '@/kernel/result'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** The clock of the clerk's computer may run ahead of ours by so much. */
const CLOCK_SKEW_MS = 60_000
/** Typing takes time: up to here the time the customer spoke needs no reason. Same number as the table's own check. */
export const INTAKE_GRACE_MINUTES = 15
export const INTAKE_BACKDATE_DAYS = 30
export const REPLY_BACKDATE_HOURS = 24

export type TimeCheck = { readonly at: Date; readonly isBackdated: boolean } | { readonly refusal: Refusal }

/**
 * When the customer spoke (the clock starts there): now unless said otherwise, at most 30 days back, with a reason when
 * it is more than 15 minutes, never in the future.
 */
export function intakeTime(said: Date | null, reason: string | null, now: Date): TimeCheck {
  return checkedTime(said, reason, now, INTAKE_GRACE_MINUTES * MINUTE_MS, INTAKE_BACKDATE_DAYS * DAY_MS, {
    future: 'received_in_future',
    tooOld: 'received_too_old',
    noReason: 'backdate_reason_missing',
    field: 'receivedAt',
    params: { days: INTAKE_BACKDATE_DAYS },
  })
}

/**
 * When something was done for the customer (reply, contact, plan, solution): now unless said otherwise, at most 24
 * hours back with a reason, never in the future and never before the customer spoke.
 */
export function doneTime(said: Date | null, reason: string | null, now: Date, notBefore: Date): TimeCheck {
  const checked = checkedTime(said, reason, now, MINUTE_MS, REPLY_BACKDATE_HOURS * HOUR_MS, {
    future: 'done_in_future',
    tooOld: 'done_too_old',
    noReason: 'backdate_reason_missing',
    field: 'occurredAt',
    params: { hours: REPLY_BACKDATE_HOURS },
  })
  if ('refusal' in checked || checked.at >= notBefore) return checked
  return { refusal: { code: 'done_before_received', fields: { occurredAt: 'done_before_received' } } }
}

type Codes = {
  future: string
  tooOld: string
  noReason: string
  field: string
  params: Record<string, number>
}

function checkedTime(
  said: Date | null,
  reason: string | null,
  now: Date,
  graceMs: number,
  longestMs: number,
  codes: Codes,
): TimeCheck {
  if (said === null) return { at: now, isBackdated: false }
  const refused = (code: string, field = codes.field): TimeCheck => ({
    refusal: { code, params: codes.params, fields: { [field]: code } },
  })
  const agoMs = now.getTime() - said.getTime()
  if (agoMs < -CLOCK_SKEW_MS) return refused(codes.future)
  if (agoMs <= 0) return { at: now, isBackdated: false }
  if (agoMs > longestMs) return refused(codes.tooOld)
  if (agoMs > graceMs && !reason) return refused(codes.noReason, 'backdateReason')
  return { at: said, isBackdated: agoMs > graceMs }
}

/** What stands before the figures of a receipt number: branch code and year in two digits, `HX_ZZ26-`. */
export const receiptPrefix = (branchCode: string, year: number): string =>
  `${branchCode}${String(year % 100).padStart(2, '0')}-`

/** `HX_ZZ26-000123`: the counter of that branch and year in at least six figures. */
export const receiptNumber = (branchCode: string, year: number, counter: number): string =>
  `${receiptPrefix(branchCode, year)}${String(counter).padStart(6, '0')}`

const WALL_CLOCK =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?\[([A-Za-z0-9_+\-/]{1,60})\]$/

/**
 * The instant of a wall clock reading with its zone, `2026-03-02T12:00[Asia/Shanghai]`, as date fields of forms send it.
 * A reading that happens twice is the first of the two.
 * @returns null when it is no such text, day or zone
 */
export function instantOfWallClock(text: string): Date | null {
  const [, year, month, day, hour, minute, second = '0', timeZone = ''] = WALL_CLOCK.exec(text) ?? []
  if (year === undefined) return null
  const [y, m, d, h, min] = [year, month, day, hour, minute].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const lastDay = m >= 1 && m <= 12 ? daysInMonth(y, m) : 0
  if (d < 1 || d > lastDay || h > 23 || min > 59 || Number(second) > 59) return null
  const localMs = dayNumberOf(y, m, d) * DAY_MS + h * HOUR_MS + min * MINUTE_MS + Number(second) * 1000
  try {
    return new Date(instantOfLocal(zoneNamed(timeZone), localMs))
  } catch {
    return null
  }
}
