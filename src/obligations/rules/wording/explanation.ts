import type { ExplainedDeadline } from '@/calendar/rules/explain'
import type { LadderStep, Scope, Source } from '@/commitments/rules/rule'
import type { LocalText } from '@/kernel/text'
import type { NotCounted, NoticeCheck } from '../notice'
import type { Measured } from '../transitions'
import type { ObligationStateName } from '../types'

/** A pause as the computation used it. */
export type ExplainedPause = {
  readonly fromMs: number
  /** End as far as it counts; a running one ends where the rule's maximum cuts it. */
  readonly toMs: number
  /** null: the time between closing and reopening. */
  readonly reason: string | null
  /** Stopped counting because all pauses together reached the rule's maximum. */
  readonly isCut: boolean
  readonly isRunning: boolean
}

/** What happened to the obligation that its facts alone do not tell. */
export type ExplainedEvent = {
  readonly kind: string
  readonly step: number | null
  readonly at: Date
  readonly detail: Readonly<Record<string, unknown>>
}

/** Everything the words of one obligation are made of. Instants in milliseconds since 1970 unless they are dates. */
export type Explanation = {
  readonly commitmentCode: string
  readonly cycle: number
  readonly rule: Measured
  readonly versionNumber: number
  readonly validFromMs: number
  readonly validToMs: number | null
  readonly scope: Scope
  readonly source: Source | null
  readonly ladder: readonly LadderStep[]
  readonly timeZone: string
  /** The version of the calendar its clock ran by; null where every hour of every day counts. */
  readonly calendar: {
    readonly name: LocalText
    readonly version: number
    readonly publishedAtMs: number
  } | null
  /** As the law has it now, also while the worker is asleep. */
  readonly state: ObligationStateName
  readonly dueMs: number | null
  readonly brokenAtMs: number | null
  readonly fulfilledAtMs: number | null
  readonly waivedAtMs: number | null
  /** For a gate: when the case closed, or the order ended, without the action it stands before, and by which fact. */
  readonly settledAtMs: number | null
  readonly settledBy: string | null
  /** null for what is owed at an action or an event, not at a time. */
  readonly computation: ExplainedDeadline | null
  readonly pauses: readonly ExplainedPause[]
  /** For a gate: when each precondition was met; null while it is missing. */
  readonly preconditions: readonly { readonly fact: string; readonly metAtMs: number | null }[]
  /** For notices owed before an event: when it is planned, and how each notice stands; null for other kinds. */
  readonly notices: {
    readonly plannedMs: number | null
    readonly checks: readonly NoticeCheck[]
    /** Notices that were sent and do not count. */
    readonly notCounted: readonly NotCounted[]
  } | null
  readonly stepAtsMs: readonly number[]
  readonly stepsFired: number
  readonly history: readonly ExplainedEvent[]
  readonly waiver: { readonly reason: string; readonly proof: string } | null
}
