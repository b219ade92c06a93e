import { describeFact } from '@/commitments/rules/describe'
import type { Refusal } from '@/kernel/result'
import type { Locale } from '@/kernel/text'
import type { CaseView, PossibleAction } from '../queries/case'
import type { CaseAction } from '../rules/case-actions'
import type { NextStep } from '../rules/next-step'
import type { OfferedAction } from './case-actions'
import { joinWords, type Translate } from './case-labels'
import type { FormAction } from './run-action'

/** The action that takes each next step. */
const ACTION_OF_STEP: Readonly<Record<NextStep, FormAction | null>> = {
  contact: 'contact',
  reply: 'reply',
  plan: 'plan',
  solve: 'solve',
  call_back: 'call_back',
  answer_appeal: 'answer_appeal',
  close: 'close',
  wait: 'resume',
  none: null,
}

/** Actions that make no sense in this state and are simply not offered. */
const HIDDEN_WHEN_REFUSED: readonly CaseAction[] = [
  'resume',
  'reopen',
  'answer_appeal',
  'mark_legacy',
  'call_back',
]

export type Offer = {
  readonly primary: FormAction | null
  readonly actions: readonly OfferedAction[]
  /** Why the case cannot be closed now, in words; null when it may, empty when it is closed already. */
  readonly closeRefusals: readonly string[] | null
  /** Closing asks for a reason, because a condition is not met that this person may pass over. */
  readonly closeNeedsReason: boolean
}

type Words = { readonly t: Translate; readonly refusals: Translate; readonly locale: Locale }

/** What the reader may do, with the reasons in words where it is refused now. */
export function offerOf(view: CaseView, words: Words): Offer {
  const isClosed = view.case.status === 'closed'
  const actions = view.actions.flatMap((possible): OfferedAction[] => {
    const { action } = possible
    if (action === 'reveal') return []
    const reasons = reasonsAgainst(possible, words)
    if (reasons.length > 0 && (isClosed || HIDDEN_WHEN_REFUSED.includes(action))) return []
    if (action === 'pause' && view.case.status === 'paused') return []
    if (action === 'link_repeat' && view.others.length === 0) return []
    return [{ action, refusal: reasons.join(' ') || null }]
  })
  const close = view.actions.find(({ action }) => action === 'close')
  const closeReasons = close && !isClosed ? reasonsAgainst(close, words) : []
  const wanted = ACTION_OF_STEP[view.nextStep]
  return {
    primary: actions.some(({ action }) => action === wanted) ? wanted : null,
    actions,
    closeNeedsReason: close?.isOverridable ?? false,
    closeRefusals: isClosed ? [] : closeReasons.length > 0 ? closeReasons : null,
  }
}

function reasonsAgainst(
  { refusal, missing: wanted }: PossibleAction,
  { t, refusals, locale }: Words,
): string[] {
  const reasons = refusal ? [wordsOf(refusal, refusals)] : []
  const missing = new Set<string>(wanted)
  // Said already, with what to do.
  if (refusal?.code === 'close_without_reply') missing.delete('complaint.replied')
  if (missing.size > 0) {
    const names = joinWords(
      [...missing].map((fact) => describeFact(fact, locale)),
      locale,
    )
    reasons.push(t('case.missing', { facts: names }))
  }
  return reasons
}

function wordsOf({ code, params }: Refusal, refusals: Translate): string {
  return refusals.has(code) ? refusals(code, { ...params }) : refusals('unknown', { code })
}
