import type { MeasuredRule } from './queries'
import type { Month } from './rules/figures'

type Outcome = 'kept' | 'broken_fulfilled' | 'broken_open' | 'waived' | 'running'

/** Address of the list of exactly the cases behind a figure. Without an outcome: all of them. */
export function figureHref(
  rule: Pick<MeasuredRule, 'commitmentId' | 'ruleIndex'>,
  unitCode: string,
  month: Month,
  outcome?: Outcome,
): string {
  const query = new URLSearchParams({
    commitment: rule.commitmentId,
    rule: String(rule.ruleIndex),
    from: month.firstDay,
    to: month.lastDay,
    unit: unitCode,
    status: 'all',
  })
  if (outcome) query.set('outcome', outcome)
  return `/complaints?${query}`
}

/** Address of the open cases of a unit that are overdue or due soon, optionally of one person. */
export function dueHref(unitCode: string | null, due: 'overdue' | '4h' | '24h', ownerId?: string): string {
  const query = new URLSearchParams({ due })
  if (unitCode) query.set('unit', unitCode)
  if (ownerId) query.set('owner', ownerId)
  return `/complaints?${query}`
}
