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
export const MEASURED_KINDS: readonly RuleKind[] = ['deadline', 'gate']

export const CLOCKS = ['elapsed', 'calendar_day', 'working_day', 'service_hours', 'billing_cycle'] as const
export type Clock = (typeof CLOCKS)[number]

export const DURATION_UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'cycle'] as const
export type DurationUnit = (typeof DURATION_UNITS)[number]
/**
 * A length of time on some clock. With `elapsed` and `service_hours`: second to week (a day is 24 open hours);
 * with `calendar_day` and `working_day`: day, week, month, year (end of that local day);
 * with `billing_cycle`: cycle.
 */
export type Duration = { readonly amount: number; readonly unit: DurationUnit }

export type Attainment =
  | { readonly type: 'all' }
  | { readonly type: 'share'; readonly percent: number }
  | { readonly type: 'two_step'; readonly first: { percent: number; within: Duration }; readonly final: { percent: number; within: Duration } }
  | { readonly type: 'average_and_max'; readonly average: Duration; readonly max: Duration }

export const PAUSE_REASONS = ['waiting_customer', 'customer_absent', 'force_majeure', 'third_party', 'evidence_pending'] as const
export type PauseReason = (typeof PAUSE_REASONS)[number]
export type PausePolicy = { readonly reasons: readonly PauseReason[]; readonly maxTotal: Duration }

/** What happens to the clock when a closed case is opened again: the closed time is a pause, a new obligation starts, or nothing. */
export type OnReopen = 'resume' | 'new' | 'ignore'

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

export type GateRule = Common & {
  readonly kind: 'gate'
  /** Fact type of the action that may happen only if all preconditions are on record, in this order. */
  readonly action: string
  readonly preconditions: readonly { readonly fact: string; readonly validity?: Duration; readonly by?: 'owner' | 'not_owner' | 'customer' | 'distinct_person' | 'manager' }[]
  /** Fact type that makes the gate owed on a subject, e.g. `complaint.received`. */
  readonly start: string
  /** Role that may let the action pass without the precondition; null: nobody. */
  readonly overrideBy: string | null
  readonly ifMissing: 'refuse' | 'void' | 'no_charge'
}

export type AdvanceNoticeRule = Common & {
  readonly kind: 'advance_notice'
  readonly event: string
  readonly notices: readonly { readonly lead: Duration | null; readonly clock: Clock; readonly channels: readonly string[] }[]
  readonly forbiddenHours: readonly { readonly days: readonly string[]; readonly from: string; readonly to: string }[]
}

export type RatioRule = Common & {
  readonly kind: 'ratio'
  readonly numerator: string
  readonly denominator: string
  readonly comparator: 'at_least' | 'at_most' | 'equal'
  /** In percent, or in the unit named by `unit`; null when the promise names none. */
  readonly target: number | null
  readonly unit: 'percent' | 'score' | 'seconds' | 'minutes' | 'per_10000' | 'count'
  readonly period: Period
}

export type AvailabilityRule = Common & {
  readonly kind: 'availability'
  readonly object: string
  readonly where: string
  readonly hours: { readonly allDay: true } | { readonly allDay: false; readonly text: string }
  readonly depth?: { readonly months: number; readonly countsCurrentMonth: boolean }
  readonly minimumCount?: number
  readonly probe: string
}

export type ChecklistRule = Common & {
  readonly kind: 'checklist'
  readonly items: readonly { readonly code: string; readonly severity: 'minor' | 'major' | 'critical'; readonly text: LocalText }[]
  readonly passPercent: number
  readonly sampling: string
  readonly inspector: 'self' | 'mystery_customer' | 'social_supervisor' | 'quality' | 'call_back' | 'third_party'
}

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'phase'

export type CadenceRule = Common & {
  readonly kind: 'cadence'
  readonly period: Period
  readonly minimumCount: number
  readonly ownerRole: string
  readonly output: string
}

export type MilestoneRule = Common & {
  readonly kind: 'milestone'
  /** ISO date, or null for "date unknown" (blank in the source). */
  readonly dueOn: string | null
  readonly deliverable: string
  readonly ownerRole: string
}

export type NeverEventRule = Common & {
  readonly kind: 'never_event'
  readonly definition: string
  readonly detection: readonly string[]
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
  readonly recipient: 'owner' | 'first_owner' | 'hall_manager' | 'branch_manager' | 'quality_officer' | 'executive'
  /** Steps that respect quiet hours wait for the next opening of the unit's calendar. */
  readonly respectQuietHours: boolean
}

/** Remedy grammar: what the customer gets. Amounts in minor units of `currency`. */
export type Remedy =
  | { readonly type: 'none' }
  | { readonly type: 'multiple'; readonly base: string; readonly factor: number; readonly floorMinor?: number; readonly capMinor?: number; readonly currency: string }
  | { readonly type: 'per_event'; readonly amountMinor: number; readonly currency: string }
  | { readonly type: 'per_unit'; readonly amountMinor: number; readonly unit: DurationUnit; readonly grace?: Duration; readonly capMinor?: number; readonly currency: string }
  | { readonly type: 'percent_per_day'; readonly base: string; readonly percent: number }
  | { readonly type: 'interest'; readonly base: string; readonly yearlyPercent: number; readonly from: Duration }
  | { readonly type: 'prorata'; readonly fee: string; readonly days: string }
  | { readonly type: 'tiered'; readonly table: readonly { readonly over: Duration; readonly days: number }[]; readonly fee: string }
  | { readonly type: 'extend'; readonly what: string; readonly days: number }
  | { readonly type: 'waive'; readonly fee: string }
  | { readonly type: 'void'; readonly order: string }
  | { readonly type: 'cap_charge'; readonly amountMinor: number; readonly currency: string }
  | { readonly type: 'escalate'; readonly target: string }
  | { readonly type: 'action'; readonly text: LocalText }

/** What staff, agent or branch gets when a promise is broken (or kept outstandingly). */
export type Consequence = {
  readonly type: 'none' | 'coaching' | 'deduct_pay' | 'points' | 'warning' | 'contract_end' | 'praise' | 'star' | 'escalation' | 'listed' | 'rectification'
  readonly percent?: number
  readonly text?: LocalText
}
