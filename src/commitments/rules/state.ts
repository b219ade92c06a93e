import { noticePlanOf } from './occasions'
import { MEASURED_KINDS, type Rule } from './rule'

/** Where a commitment stands at a moment. */
export const COMMITMENT_STATES = ['in_force', 'scheduled', 'draft', 'ended', 'empty'] as const
export type CommitmentState = (typeof COMMITMENT_STATES)[number]

type Term = { readonly validFrom: Date; readonly validTo: Date | null }
type Version = { readonly status: 'draft' | 'published'; readonly term: Term | null }

export type Standing<V> = {
  readonly state: CommitmentState
  /** What a reader is shown: in force, else the next to come, else the draft, else the one that ended last. */
  readonly shown: V | null
  readonly inForce: V | null
  readonly next: V | null
  readonly draft: V | null
}

const holdsAt = (term: Term, now: Date): boolean =>
  term.validFrom <= now && (term.validTo === null || now < term.validTo)

/** Which version counts at `now`. @param versions of one commitment, the newest first */
export function standingOf<V extends Version>(versions: readonly V[], now: Date): Standing<V> {
  const published = versions.filter((version) => version.term !== null)
  const inForce = published.find((version) => version.term && holdsAt(version.term, now)) ?? null
  const next = published.filter((version) => version.term && version.term.validFrom > now).at(-1) ?? null
  const draft = versions.find((version) => version.status === 'draft') ?? null
  const shown = inForce ?? next ?? draft ?? published[0] ?? null
  const state: CommitmentState = inForce
    ? 'in_force'
    : next
      ? 'scheduled'
      : published.length > 0
        ? 'ended'
        : draft
          ? 'draft'
          : 'empty'
  return { state, shown, inForce, next, draft }
}

/**
 * How far a rule is measured: `measured` counts cases, `no_limit` waits for the carrier's number, `no_facts` waits for
 * the part of the system that records its facts, `no_fact` waits for the carrier to name the fact that proves it,
 * `not_yet` is of a kind the engine only keeps.
 */
export type Measured = 'measured' | 'no_limit' | 'no_facts' | 'no_fact' | 'not_yet'

/** What is recorded today: facts of these kinds of subject; those of halls, receptions ... will be by rooms of their own. */
const RECORDED = [
  'complaint',
  'billing',
  'subscription',
  'purchase',
  'suspension',
  'contract_term',
  'price_change',
  'bulk_sms',
]
const RECORDED_ALONE = [
  'customer.joined',
  'customer.welcome_sent',
  'balance.low_found',
  'balance.notice_sent',
]
const isRecorded = (fact: string): boolean =>
  RECORDED.includes(fact.slice(0, fact.indexOf('.'))) || RECORDED_ALONE.includes(fact)

export function measuredOf(rule: Rule): Measured {
  if (!MEASURED_KINDS.includes(rule.kind)) return 'not_yet'
  switch (rule.kind) {
    case 'deadline':
      if (!isRecorded(rule.start) || !rule.stop.some(isRecorded)) return 'no_facts'
      return rule.limit === null ? 'no_limit' : 'measured'
    case 'gate':
      return isRecorded(rule.start) && isRecorded(rule.action) ? 'measured' : 'no_facts'
    case 'advance_notice': {
      const plan = noticePlanOf(rule)
      return plan && isRecorded(plan.start) && isRecorded(rule.event) ? 'measured' : 'no_facts'
    }
    case 'never_event':
      if (rule.fact === undefined) return 'no_fact'
      return isRecorded(rule.fact) ? 'measured' : 'no_facts'
    default:
      return 'not_yet'
  }
}
