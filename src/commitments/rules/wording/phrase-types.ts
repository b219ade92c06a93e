import type { Clock, Consequence, Duration, DurationUnit, GateRule, OnReopen, RatioRule } from '../rule'
import type { Words } from './words'

/** The grammar of one locale: how worded parts become sentences. Marks are ready text, empty when not needed. */
export type Phrases = {
  readonly words: Words
  and(items: readonly string[]): string
  or(items: readonly string[]): string
  /** Joins whole remarks after a sentence. */
  remarks(items: readonly string[]): string
  duration(duration: Duration, clock: Clock): string
  /** A unit of time alone, as in `per day`. */
  unit(unit: DurationUnit): string
  clockNote(clock: Clock): string
  /** A calendar day, from its ISO form. */
  date(isoDate: string): string
  /** `每一件投诉` from the names of the kinds. */
  everyKind(kinds: readonly string[]): string
  condition(
    dimension: 'classes' | 'channels' | 'brands' | 'customerClasses' | 'orgUnits' | 'caseKinds',
    names: readonly string[],
  ): string
  everything: string
  narrowed(subject: string, conditions: readonly string[]): string
  /** `（时限由本公司自定）` */
  ownChoice(parameters: readonly string[]): string
  readonly nothing: string
  /** Where a number is missing and the carrier has to choose it. */
  readonly toBeChosen: string
  attainAll: string
  attainShare(percent: string): string
  attainTwoStep(first: string, within: string, final: string, finalWithin: string): string
  attainAverage(average: string, max: string): string
  pause(reasons: readonly string[], maxTotal: string): string
  reopen(onReopen: OnReopen): string
  deadline(parts: {
    subject: string
    since: string
    stop: string
    /** null: the promise has no number yet. */
    limit: string | null
    clockNote: string
    own: string
    attainment: string
    remarks: readonly string[]
  }): string
  precondition(parts: {
    fact: string
    by: string
    validity: string | null
    minimumAge: string | null
  }): string
  gate(parts: {
    subject: string
    action: string
    preconditions: readonly string[]
    ifMissing: GateRule['ifMissing']
    overrideBy: string | null
    own: string
  }): string
  notice(parts: {
    /** Number of this notice when there are several; null for the only one. */
    ordinal: number | null
    lead: string | null
    clockNote: string
    channels: readonly string[]
  }): string
  forbidden(days: readonly string[], from: string, to: string): string
  advanceNotice(parts: {
    subject: string
    event: string
    trigger: string | null
    notices: readonly string[]
    forbidden: readonly string[]
    own: string
  }): string
  ratio(parts: {
    period: string
    numerator: string
    denominator: string
    unit: RatioRule['unit']
    comparator: RatioRule['comparator']
    target: string | null
    own: string
  }): string
  depth(months: number, countsCurrentMonth: boolean): string
  availability(parts: {
    object: string
    where: string
    allDay: boolean
    hours: string | null
    depth: string | null
    minimumCount: number | null
    probe: string
    own: string
  }): string
  checklist(parts: {
    items: readonly string[]
    unlisted: number
    passPercent: string
    sampling: string
    inspector: string
    own: string
  }): string
  cadence(parts: { period: string; count: number; output: string; owner: string; own: string }): string
  milestone(parts: { date: string | null; deliverable: string; owner: string; own: string }): string
  neverEvent(parts: {
    definition: string
    detection: readonly string[]
    /** The fact that proves an occurrence, in words; null: none is named. */
    proof: string | null
    own: string
  }): string
  ladderShare(percent: string): string
  ladderDeadline: string
  ladderAfter(duration: string): string
  ladderBefore(duration: string): string
  ladderStep(moment: string, recipients: string, waits: boolean): string
  noRemedy: string
  multiple(base: string, factor: string, floor: string | null, cap: string | null): string
  perEvent(amount: string): string
  perUnit(amount: string, unit: string, grace: string | null, cap: string | null): string
  percentPerDay(base: string, percent: string): string
  interest(base: string, percent: string, from: string): string
  prorata(fee: string, days: string): string
  tiered(fee: string, rows: readonly { over: string; days: string }[]): string
  extend(what: string, days: string): string
  waive(fee: string): string
  voidOrder(order: string): string
  capCharge(amount: string): string
  escalate(target: string): string
  consequence(type: Consequence['type'], name: string, percent: string | null, text: string | null): string
}
