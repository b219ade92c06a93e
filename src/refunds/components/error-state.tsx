import { useTranslations } from 'next-intl'
import { StateBadge } from '@/ui/state-badge'
import type { StateKind } from '@/ui/state-kinds'
import type { ErrorState } from '../rules/states'

const LOOKS: Readonly<Record<ErrorState, StateKind>> = {
  reported: 'open',
  checked: 'in_review',
  verified: 'warning',
  approved: 'running',
  sent: 'due24h',
  failed: 'failed',
  credited: 'done',
  confirmed: 'closed',
  rejected: 'waived',
  reversed: 'void',
}

/** Where a billing error stands: word, shape and colour. */
export function ErrorStateBadge({ state, plain }: { state: ErrorState; plain?: boolean }) {
  const t = useTranslations('refunds.state')
  return <StateBadge kind={LOOKS[state]} label={t(state)} plain={plain} />
}
