import { useTranslations } from 'next-intl'
import { StateBadge } from '@/ui/state-badge'
import type { StateKind } from '@/ui/state-kinds'
import type { GroupState } from '../rules/group-states'

const LOOKS: Readonly<Record<GroupState, StateKind>> = {
  open: 'warning',
  confirmed: 'active',
  dismissed: 'void',
}

/** Where a group stands: waiting for the quality officer, confirmed or dismissed. */
export function GroupStateBadge({ state }: { state: GroupState }) {
  const t = useTranslations('groups')
  return <StateBadge kind={LOOKS[state]} label={t(`state.${state}`)} />
}
