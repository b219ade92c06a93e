import type { FigureOutcome } from '@/obligations/rules/outcome'
import type { MeasuredRule } from './queries'
import type { Month } from './rules/figures'

/** Address of the list of exactly the cases or matters behind a figure. A share rests on the decided ones. */
export function figureHref(
  rule: Pick<MeasuredRule, 'commitmentId' | 'ruleIndex' | 'subjectType'>,
  unitCode: string,
  month: Month,
  outcome: FigureOutcome,
): string {
  const query = new URLSearchParams({
    commitment: rule.commitmentId,
    rule: String(rule.ruleIndex),
    from: month.firstDay,
    to: month.lastDay,
    unit: unitCode,
    status: 'all',
    outcome,
  })
  return `${rule.subjectType === 'complaint' ? '/complaints' : '/matters'}?${query}`
}

/** Address of the open cases of a unit that are overdue or due soon, optionally of one person. */
export function dueHref(unitCode: string | null, due: 'overdue' | '4h' | '24h', ownerId?: string): string {
  const query = new URLSearchParams({ due })
  if (unitCode) query.set('unit', unitCode)
  if (ownerId) query.set('owner', ownerId)
  return `/complaints?${query}`
}

/** Address of the complaints received in a month, in a unit and everything below it, all or only the marked ones. */
export function receivedHref(unitCode: string | null, month: Month, mark?: 'escalated' | 'appealed'): string {
  const query = new URLSearchParams({
    kind: 'complaint',
    status: 'all',
    from: month.firstDay,
    to: month.lastDay,
  })
  if (unitCode) query.set('unit', unitCode)
  if (mark) query.set('mark', mark)
  return `/complaints?${query}`
}
