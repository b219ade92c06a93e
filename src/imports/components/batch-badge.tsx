import { useTranslations } from 'next-intl'
import { StateBadge } from '@/ui/state-badge'
import type { StateKind } from '@/ui/state-kinds'
import type { BatchStatus } from '../store/batches'

const LOOK: Readonly<Record<BatchStatus, StateKind>> = {
  draft: 'draft',
  waiting: 'provisional',
  running: 'running',
  stopped: 'paused',
  done: 'done',
  failed: 'failed',
}

/** Where an import stands, as word and shape. */
export function BatchBadge({ status }: { status: BatchStatus }) {
  const t = useTranslations('imports.state')
  return <StateBadge kind={LOOK[status]} label={t(status)} />
}
