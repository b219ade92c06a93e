import type { FactType } from '@/kernel/fact-types'

/**
 * What comes next in a case: contact, reply, plan, solve, call back, close. A step no promise asks for and that
 * is not part of every case (contact, plan, call back) is passed over.
 */
export const NEXT_STEPS = [
  'contact',
  'reply',
  'plan',
  'solve',
  'call_back',
  'answer_appeal',
  'close',
  'wait',
  'none',
] as const
export type NextStep = (typeof NEXT_STEPS)[number]

/** The fact that takes each step; `wait` is left by resuming the clock. */
export const FACT_OF_STEP = {
  contact: 'complaint.contacted',
  reply: 'complaint.replied',
  plan: 'complaint.planned',
  solve: 'complaint.solved',
  call_back: 'complaint.called_back',
  answer_appeal: 'complaint.appeal_answered',
  close: 'complaint.closed',
  wait: 'complaint.resumed',
} as const satisfies Partial<Record<NextStep, FactType>>

/** What a case says about itself; the times tell whether a step was taken. */
export type CaseProgress = {
  readonly kind: string
  readonly status: string
  readonly contactedAt: Date | null
  readonly repliedAt: Date | null
  readonly plannedAt: Date | null
  readonly solvedAt: Date | null
  readonly calledBackAt: Date | null
}

/**
 * The one step to take next. `owed` are the fact types some promise still waits for on this case: what stops a
 * running deadline, and what a gate in force wants to see before its action.
 */
export function nextStep(progress: CaseProgress, owed: ReadonlySet<string>): NextStep {
  const owes = (step: keyof typeof FACT_OF_STEP) => owed.has(FACT_OF_STEP[step])
  if (progress.status === 'closed') {
    if (owes('call_back')) return 'call_back'
    return owes('answer_appeal') ? 'answer_appeal' : 'none'
  }
  if (progress.status === 'paused') return 'wait'
  if (owes('answer_appeal')) return 'answer_appeal'
  if (!progress.contactedAt && owes('contact')) return 'contact'
  if (!progress.repliedAt) return 'reply'
  if (!progress.plannedAt && !progress.solvedAt && owes('plan')) return 'plan'
  // An enquiry or a word of praise is done with its answer; only a complaint has something to put right.
  if (!progress.solvedAt && (progress.kind === 'complaint' || owes('solve'))) return 'solve'
  if (!progress.calledBackAt && owes('call_back')) return 'call_back'
  return 'close'
}

/** Half of a rule that says what it waits for. */
export type OwedRule =
  | { readonly kind: 'deadline'; readonly stop: readonly string[] }
  | {
      readonly kind: 'gate'
      readonly action: string
      readonly preconditions: readonly { readonly fact: string }[]
    }
  | { readonly kind: string }

/** Fact types that the rules of a case's unfinished obligations wait for. */
export function owedFacts(rules: readonly OwedRule[]): Set<string> {
  const owed = new Set<string>()
  for (const rule of rules) {
    if (rule.kind === 'deadline' && 'stop' in rule) for (const fact of rule.stop) owed.add(fact)
    if (rule.kind === 'gate' && 'preconditions' in rule)
      for (const { fact } of rule.preconditions) owed.add(fact)
  }
  return owed
}
