import type { Refusal } from '@/kernel/result'
import type { Permission } from '@/organisation/rules/permissions'

/** States of a billing error; the same words stand in its matter. */
export const ERROR_STATES = [
  'reported',
  'checked',
  'verified',
  'approved',
  'sent',
  'failed',
  'credited',
  'confirmed',
  'rejected',
  'reversed',
] as const
export type ErrorState = (typeof ERROR_STATES)[number]

/** Nothing more is to be done with these. */
export const CLOSED_STATES: readonly ErrorState[] = ['confirmed', 'rejected', 'reversed']

/** What people do with an error; payment and its answer come through files and the interface. */
export const ERROR_ACTIONS = [
  'check',
  'verify',
  'reject',
  'approve',
  'correct',
  'confirm',
  'reverse',
  'attach_file',
] as const
export type ErrorAction = (typeof ERROR_ACTIONS)[number]

const FROM: Readonly<Record<ErrorAction, readonly ErrorState[]>> = {
  check: ['reported'],
  verify: ['reported', 'checked'],
  reject: ['reported', 'checked'],
  approve: ['verified'],
  correct: ['verified'],
  confirm: ['credited'],
  reverse: ['verified', 'approved', 'failed', 'credited', 'confirmed'],
  attach_file: ERROR_STATES,
}

export const NEEDS: Readonly<Record<ErrorAction, Permission>> = {
  check: 'refund.check',
  verify: 'refund.check',
  reject: 'refund.check',
  approve: 'refund.approve',
  correct: 'refund.check',
  confirm: 'refund.report',
  reverse: 'refund.approve',
  attach_file: 'refund.report',
}

export const mayHappenIn = (action: ErrorAction, state: ErrorState): boolean => FROM[action].includes(state)

/** Who reported, checked, verified or corrected it may not approve it, nor may one person approve twice. */
export type Hands = {
  readonly reportedById: string | null
  readonly checkedById: string | null
  readonly verifiedById: string | null
  readonly correctorIds: readonly string[]
  readonly approverIds: readonly string[]
}

/** Why this person cannot be the one who approves; null: they can. */
export function ownWorkRefusal(staffId: string | null, hands: Hands): Refusal | null {
  if (staffId === null) return { code: 'refund_needs_person' }
  if ([hands.reportedById, hands.checkedById, hands.verifiedById, ...hands.correctorIds].includes(staffId))
    return { code: 'refund_own' }
  if (hands.approverIds.includes(staffId)) return { code: 'refund_second_person' }
  return null
}

/** Two people approve above the carrier's amount, and whenever more than promised is paid. */
export const approvalsNeeded = (
  refundMinor: bigint,
  promisedMinor: bigint,
  secondAboveMinor: bigint,
): 1 | 2 => (refundMinor > promisedMinor || refundMinor > secondAboveMinor ? 2 : 1)

/** From this amount on two people approve where the carrier has set nothing: 100 of the currency (also in the database). */
export const USUAL_SECOND_ABOVE_MINOR = 10_000n

/** What a customer may do after a rejection. */
export const NEXT_STEPS = ['complain', 'regulator_appeal', 'more_evidence'] as const
export type NextStep = (typeof NEXT_STEPS)[number]
