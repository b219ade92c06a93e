import type { CaseRowView } from '../queries/list-row'
import { codeLabel, type Translate } from './case-labels'

/** `首次回复`, `等待：等客户答复`. */
export function nextStepLabel(t: Translate, row: Pick<CaseRowView, 'nextStep' | 'pauseReason'>): string {
  return t(`step.${row.nextStep}`, { reason: codeLabel(t, 'pause', row.pauseReason ?? '') })
}
