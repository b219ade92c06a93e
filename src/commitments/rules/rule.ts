import type { Clock, Duration, DurationUnit } from '@/calendar/rules/clocks'
import type { LocalText } from '@/kernel/text'

/** The nine kinds of rule a public promise can be. */
export const RULE_KINDS = [
  'deadline',
  'advance_notice',
  'gate',
  'ratio',
  'availability',
  'checklist',
  'cadence',
  'milestone',
  'never_event',
] as const
export type RuleKind = (typeof RULE_KINDS)[number]

/** Kinds the engine measures today; the others are stored, validated and shown as "not measured yet". */
export const MEASURED_KINDS: readonly RuleKind[] = ['deadline', 'gate', 'advance_notice', 'never_event']

export { CLOCKS, type Clock, DURATION_UNITS, type Duration, type DurationUnit } from '@/calendar/rules/clocks'

export type Attainment =
  | { readonly type: 'all' }
  | { readonly type: 'share'; readonly percent: number }
  | {
      readonly type: 'two_step'
      readonly first: { percent: number; within: Duration }
      readonly final: { percent: number; within: Duration }
    }
  | { readonly type: 'average_and_max'; readonly average: Duration; readonly max: Duration }

export const PAUSE_REASONS = [
  'waiting_customer',
  'customer_absent',
  'force_majeure',
  'third_party',
  'evidence_pending',
] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]
export type PausePolicy = { readonly reasons: readonly PauseReason[]; readonly maxTotal: Duration }

/** What happens to the clock when a closed case is opened again: the closed time is a pause, a new obligation starts, or nothing. */
export type OnReopen = 'resume' | 'new' | 'ignore'

/** A thing a rule speaks of: a code to measure and compare by, and its name for people. */
export type Term = { readonly code: string; readonly text: LocalText }

type Common = {
  /** Paths of parameters that are the carrier's own choice, e.g. `limit` (the source names no number). */
  readonly ownChoice?: readonly string[]
  readonly note?: LocalText
}

export type DeadlineRule = Common & {
  readonly kind: 'deadline'
  /** Fact type that starts the clock, e.g. `complaint.received`. */
  readonly start: string
  /** Fact type(s), any of which stops it. */
  readonly stop: readonly string[]
  /** null: the promise says "at once" or "in time" and the carrier has not chosen a number yet. Not measured until it has. */
  readonly limit: Duration | null
  readonly clock: Clock
  readonly pause: PausePolicy | null
  readonly attainment: Attainment
  readonly onReopen: OnReopen
}

export type GatePrecondition = {
  readonly fact: string
  /** The fact counts for no longer than this. */
  readonly validity?: Duration
  /** The fact must be at least this old, e.g. 30 days past due before a suspension; calendar time. */
  readonly minimumAge?: Duration
  readonly by?: 'owner' | 'not_owner' | 'customer' | 'distinct_person' | 'manager'
}

export type GateRule = Common & {
  readonly kind: 'gate'
  /** Fact type of the action that may happen only if all preconditions are on record, in this order. */
  readonly action: string
  readonly preconditions: readonly GatePrecondition[]
  /** Fact type that makes the gate owed on a subject, e.g. `complaint.received`. */
  readonly start: string
  /** Role that may let the action pass without the precondition; null: nobody. */
  readonly overrideBy: string | null
  readonly ifMissing: 'refuse' | 'void' | 'no_charge'
}

export type AdvanceNoticeRule = Common & {
  readonly kind: 'advance_notice'
  readonly event: string
  /** What makes the notice due when that is not a planned date, e.g. a balance below a threshold. */
  readonly trigger?: LocalText
  readonly notices: readonly {
    readonly lead: Duration | null
    readonly clock: Clock
    readonly channels: readonly string[]
  }[]
  readonly forbiddenHours: readonly {
    readonly days: readonly string[]
    readonly from: string
    readonly to: string
  }[]
}

export type RatioRule = Common & {
  readonly kind: 'ratio'
  readonly numerator: Term
  readonly denominator: Term
  readonly comparator: 'at_least' | 'at_most' | 'equal'
  /** In percent, or in the unit named by `unit`; null when the promise names none. */
  readonly target: number | null
  readonly unit: 'percent' | 'score' | 'seconds' | 'minutes' | 'per_10000' | 'count'
  readonly period: Period
}

export type AvailabilityRule = Common & {
  readonly kind: 'availability'
  readonly object: Term
  readonly where: LocalText
  /** null: the promise names no hours. */
  readonly hours: { readonly allDay: true } | { readonly allDay: false; readonly text: LocalText } | null
  /** How far back the data goes. Five months without the current one equal six with it. */
  readonly depth?: { readonly months: number; readonly countsCurrentMonth: boolean }
  readonly minimumCount?: number
  readonly probe: LocalText
}

export type ChecklistRule = Common & {
  readonly kind: 'checklist'
  readonly items: readonly {
    readonly code: string
    readonly severity: 'minor' | 'major' | 'critical'
    readonly text: LocalText
  }[]
  /** Number of items the source names, when it does not spell all of them out. */
  readonly itemsInSource?: number
  readonly passPercent: number
  readonly sampling: LocalText
  readonly inspector:
    | 'self'
    | 'mystery_customer'
    | 'social_supervisor'
    | 'quality'
    | 'call_back'
    | 'third_party'
}

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'phase'

export type CadenceRule = Common & {
  readonly kind: 'cadence'
  readonly period: Period
  readonly minimumCount: number
  readonly ownerRole: LocalText
  readonly output: Term
}

export type MilestoneRule = Common & {
  readonly kind: 'milestone'
  /** ISO date, or null for "date unknown" (blank in the source). */
  readonly dueOn: string | null
  readonly deliverable: Term
  readonly ownerRole: LocalText
}

export type NeverEventRule = Common & {
  readonly kind: 'never_event'
  readonly definition: Term
  readonly detection: readonly LocalText[]
  /** Fact type that proves an occurrence; without one the promise is kept in words only and not measured. */
  readonly fact?: string
}

export type Rule =
  | DeadlineRule
  | AdvanceNoticeRule
  | GateRule
  | RatioRule
  | AvailabilityRule
  | ChecklistRule
  | CadenceRule
  | MilestoneRule
  | NeverEventRule

/** Empty list means "every": an explicit catch-all, so a blank condition never matches by accident. */
export type Scope = {
  readonly caseKinds: readonly string[]
  readonly classes: readonly string[]
  readonly channels: readonly string[]
  readonly brands: readonly string[]
  readonly customerClasses: readonly string[]
  /** Org unit codes; each reaches its subtree. */
  readonly orgUnits: readonly string[]
}

/** When a step of the escalation ladder fires, measured on the deadline's own clock. */
export type LadderMoment =
  | { readonly at: 'share'; readonly percent: number }
  | { readonly at: 'deadline' }
  | { readonly at: 'after'; readonly duration: Duration }
  | { readonly at: 'before'; readonly duration: Duration }

export type LadderStep = {
  readonly moment: LadderMoment
  /** `owner`, or a role looked for at the case's unit and then upwards. */
  readonly recipient:
    | 'owner'
    | 'first_owner'
    | 'hall_manager'
    | 'branch_manager'
    | 'quality_officer'
    | 'executive'
  /** Steps that respect quiet hours wait for their end or, where the version names none, for the unit to open. */
  readonly respectQuietHours: boolean
}

/** Remedy grammar: what the customer gets. Amounts in minor units of `currency`. */
export type Remedy =
  | { readonly type: 'none' }
  | {
      readonly type: 'multiple'
      readonly base: string
      readonly factor: number
      readonly floorMinor?: number
      readonly capMinor?: number
      readonly currency: string
    }
  | { readonly type: 'per_event'; readonly amountMinor: number; readonly currency: string }
  | {
      readonly type: 'per_unit'
      readonly amountMinor: number
      readonly unit: DurationUnit
      readonly grace?: Duration
      readonly capMinor?: number
      readonly currency: string
    }
  | { readonly type: 'percent_per_day'; readonly base: string; readonly percent: number }
  | {
      readonly type: 'interest'
      readonly base: string
      readonly yearlyPercent: number
      readonly from: Duration
    }
  | { readonly type: 'prorata'; readonly fee: string; readonly days: string }
  | {
      readonly type: 'tiered'
      readonly table: readonly { readonly over: Duration; readonly days: number }[]
      readonly fee: string
    }
  | { readonly type: 'extend'; readonly what: string; readonly days: number }
  | { readonly type: 'waive'; readonly fee: string }
  | { readonly type: 'void'; readonly order: string }
  | { readonly type: 'cap_charge'; readonly amountMinor: number; readonly currency: string }
  | { readonly type: 'escalate'; readonly target: string }
  | { readonly type: 'action'; readonly text: LocalText }

/** What staff, agent or branch gets when a promise is broken (or kept outstandingly). */
export type Consequence = {
  readonly type:
    | 'none'
    | 'coaching'
    | 'deduct_pay'
    | 'points'
    | 'warning'
    | 'contract_end'
    | 'praise'
    | 'star'
    | 'escalation'
    | 'listed'
    | 'rectification'
  readonly percent?: number
  readonly text?: LocalText
}

/** Share of the owed cases that is to be kept; null where the promise names none. */
export type Target = { readonly percent: number | null }

/** Local times of day in which ladder steps that respect quiet hours wait, e.g. 21:00 to 08:00. */
export type QuietHours = { readonly from: string; readonly to: string }

/** Where a promise or a law comes from. A: read in the rule itself, B: agreeing secondary sources, C: not re-checked. */
export type Source = {
  readonly title: LocalText
  /** ISO date of the document; null when unknown. */
  readonly date: string | null
  readonly ref: string
  readonly confidence?: 'A' | 'B' | 'C'
}

/** The machine's half of a commitment version: what the engine, the wording and the editor's comparison read. */
export type VersionTerms = {
  /** Empty for a principle or an entry the source only titles. */
  readonly rules: readonly Rule[]
  readonly scope: Scope
  readonly target: Target
  readonly ladder: readonly LadderStep[]
  readonly remedy: Remedy
  readonly consequence: Consequence
  readonly quietHours?: QuietHours | null
}

/** A scope without any condition. */
export const EVERY_CASE: Scope = {
  caseKinds: [],
  classes: [],
  channels: [],
  brands: [],
  customerClasses: [],
  orgUnits: [],
}
