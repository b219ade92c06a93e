/** How what is owed stands in the figures. */
export const OUTCOMES = ['kept', 'broken_fulfilled', 'broken_open', 'waived', 'running'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What a figure may be made of: one outcome, or everything that is decided (kept and broken), which its share rests on. */
export const FIGURE_OUTCOMES = ['decided', ...OUTCOMES] as const
export type FigureOutcome = (typeof FIGURE_OUTCOMES)[number]

/** Subjects behind one figure: obligations of a commitment that started on these days, by how they ended. */
export type FigureFilter = {
  readonly commitmentId: string
  readonly versionId?: string
  readonly ruleIndex?: number
  readonly outcome?: FigureOutcome
  /** ISO days of the obligation's start in its unit's zone, both inclusive. */
  readonly fromDay?: string
  readonly toDay?: string
}

/** What an obligation's state counts as in the figures at `now`: an open one past its time is broken already. */
export function outcomeOf(
  obligation: { readonly state: string; readonly dueAt: Date | null; readonly fulfilledAt: Date | null },
  now: Date,
): Outcome | null {
  switch (obligation.state) {
    case 'KEPT':
      return 'kept'
    case 'BROKEN':
      return obligation.fulfilledAt ? 'broken_fulfilled' : 'broken_open'
    case 'WAIVED':
      return 'waived'
    case 'OPEN':
      return obligation.dueAt && obligation.dueAt < now ? 'broken_open' : 'running'
    case 'PAUSED':
      return 'running'
    default:
      return null
  }
}
