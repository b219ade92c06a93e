import type { WorkingCalendar } from '@/calendar/rules/calendar'
import type { DeadlineRule } from '@/commitments/rules/rule'
import { type CasePause, type RoundDeadline, roundDeadline, roundTheClock } from './clock'
import type { Measured } from './transitions'
import type { FactRecord, ObligationStateName, UnitInfo } from './types'

/** A fact with the owner the case had when it was put on record. */
export type SeenFact = { readonly fact: FactRecord; readonly ownerId: string | null }

/** One round of owing: from a start (or a reopening) to its end. Changed only by the fold in `judge`. */
export type Cycle = {
  readonly number: number
  /** Place of the fact that began it among the facts of the case. */
  readonly startIndex: number
  readonly startMs: number
  /** The unit whose calendar and zone the clock uses; later moves of the case do not change it. */
  readonly startUnit: UnitInfo
  /** The unit's zone when the round began. */
  readonly timeZone: string
  readonly startedOn: string
  unitId: string
  state: ObligationStateName
  /** Void because the case left the rule's scope; it is owed again, from the same start, when the case comes back. */
  isOutOfScope: boolean
  /** When the case was closed, or the order ended, without the action a gate stands before; null while that has not happened. */
  settledAtMs: number | null
  /** The fact that ended it. */
  settledBy: string | null
  /** Whether the rule binds the case still; kept up for a settled gate, which may be asked again. */
  isBound: boolean
  pauses: readonly CasePause[]
  /** Facts since this round began, for gates and notices. */
  seen: SeenFact[]
  calendarIndex: number
  /** When the event happened that notices were owed before; null: it has not, or the rule is another. */
  eventAtMs: number | null
  brokenAtMs: number | null
  fulfilledAtMs: number | null
  waivedAtMs: number | null
}

export const isRunning = (cycle: Cycle): boolean => cycle.state === 'OPEN' || cycle.state === 'PAUSED'

/** The action a gate stands before can come after the case was closed without it, such as an appeal. */
export const isAskedAfterClosing = (gate: Cycle): boolean =>
  gate.state === 'VOID' && gate.settledAtMs !== null && gate.isBound

export const calendarVersionOf = (cycle: Cycle) =>
  cycle.startUnit.calendarVersions[cycle.calendarIndex] ?? null

/** Newest calendar version known at an instant; the oldest one for anything before it. */
export function calendarIndexAt(unit: UnitInfo, knownMs: number): number {
  let index = 0
  unit.calendarVersions.forEach((version, i) => {
    if (version.publishedAtMs <= knownMs) index = i
  })
  return index
}

/** The calendar the round's clock runs by, as known so far. */
export const calendarOf = (cycle: Cycle): WorkingCalendar =>
  calendarVersionOf(cycle)?.calendar ?? roundTheClock(cycle.timeZone)

/** The deadline of a round as its calendar and pauses stand. */
export const deadlineFor = (rule: DeadlineRule, cycle: Cycle): RoundDeadline =>
  roundDeadline(rule, calendarOf(cycle), cycle.startMs, cycle.pauses)

/**
 * Lets time pass up to what is known at `knownMs`: calendars published meanwhile take effect in their order, and a
 * deadline that lies strictly before that moment breaks the round at the deadline. Time alone breaks nothing else.
 */
export function advance(rule: Measured, cycle: Cycle, knownMs: number): void {
  if (rule.kind !== 'deadline' || !isRunning(cycle)) return
  for (;;) {
    const next = cycle.startUnit.calendarVersions[cycle.calendarIndex + 1]
    const until = next && next.publishedAtMs <= knownMs ? next.publishedAtMs : knownMs
    const { dueMs, resumesAtMs } = deadlineFor(rule, cycle)
    if (cycle.state === 'PAUSED' && resumesAtMs !== null && resumesAtMs <= until)
      endPause(cycle, resumesAtMs, true)
    if (dueMs < until) {
      cycle.state = 'BROKEN'
      cycle.brokenAtMs = dueMs
      return
    }
    if (!next || next.publishedAtMs > knownMs) return
    cycle.calendarIndex += 1
  }
}

/** Ends the pause that is running, if one is; the clock goes on from there. */
export function endPause(cycle: Cycle, atMs: number, isCut = false): void {
  if (cycle.state !== 'PAUSED') return
  cycle.pauses = cycle.pauses.map((pause) =>
    pause.toMs === null ? { ...pause, isCut, toMs: Math.max(pause.fromMs, atMs) } : pause,
  )
  cycle.state = 'OPEN'
}
