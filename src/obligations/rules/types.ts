import type { WorkingCalendar } from '@/calendar/rules/calendar'
import type { LadderStep, QuietHours, Rule, Scope } from '@/commitments/rules/rule'

/** A fact as the engine reads it. Instants in milliseconds since 1970. */
export type FactRecord = {
  readonly type: string
  readonly occurredAtMs: number
  readonly recordedAtMs: number
  readonly actorId: string | null
  readonly unitId: string
  /** Imported facts are judged by when they happened; live ones must be on record by the deadline. */
  readonly source: 'live' | 'import' | 'system'
  readonly attrs: Readonly<Record<string, unknown>>
}

/** A published version with the time it holds. */
export type VersionInForce = {
  readonly versionId: string
  readonly commitmentId: string
  readonly commitmentCode: string
  /** ltree path of the unit whose subtree the programme binds. */
  readonly unitPath: string
  readonly rules: readonly Rule[]
  readonly scope: Scope
  readonly ladder: readonly LadderStep[]
  readonly quietHours: QuietHours | null
  readonly publishedAtMs: number
  readonly validFromMs: number
  readonly validToMs: number | null
}

/** One version of the calendar a unit lives by, known (or the unit's own) from `publishedAtMs` on. */
export type CalendarVersion = {
  /** null: a time without any calendar, in which every hour of every day counts. */
  readonly id: string | null
  readonly publishedAtMs: number
  readonly calendar: WorkingCalendar
}

/** What the engine needs to know of a unit: where it stands and which calendar it lives by. */
export type UnitInfo = {
  /** Where it stands now. */
  readonly path: string
  /** Codes from the root down to the unit itself, as it stood then. */
  readonly codesAt: (atMs: number) => readonly string[]
  readonly timeZoneAt: (atMs: number) => string
  /** Versions in the order they took effect; empty: every hour of every day counts. */
  readonly calendarVersions: readonly CalendarVersion[]
}

export type EngineConfig = {
  readonly versions: readonly VersionInForce[]
  readonly unit: (unitId: string) => UnitInfo
}

/** Kinds of rule the engine judges. */
export type MeasuredKind = 'deadline' | 'gate' | 'advance_notice' | 'never_event'

export const OBLIGATION_STATES = ['OPEN', 'PAUSED', 'KEPT', 'BROKEN', 'WAIVED', 'VOID'] as const
export type ObligationStateName = (typeof OBLIGATION_STATES)[number]

/** What the facts say about one rule of one version owed on one subject, at a given moment. */
export type JudgedObligation = {
  readonly versionId: string
  readonly commitmentId: string
  readonly ruleIndex: number
  readonly ruleKind: MeasuredKind
  readonly cycle: number
  readonly unitId: string
  readonly state: ObligationStateName
  readonly startedAtMs: number
  /** Local day of the start, `YYYY-MM-DD`. */
  readonly startedOn: string
  readonly dueAtMs: number | null
  /** Time the clock stood still so far, in real milliseconds. */
  readonly pausedMs: number
  readonly brokenAtMs: number | null
  readonly fulfilledAtMs: number | null
  readonly waivedAtMs: number | null
  /** The fact that ended what it is about before the action came; for history, not stored with the obligation. */
  readonly settledBy: string | null
  readonly calendarVersionId: string | null
  readonly provisional: boolean
  readonly stepAtsMs: readonly number[]
  /** While paused: when the pause reaches its maximum and the clock runs again; null: never. */
  readonly resumesAtMs: number | null
}

export const TERMINAL_STATES: readonly ObligationStateName[] = ['KEPT', 'WAIVED', 'VOID']
