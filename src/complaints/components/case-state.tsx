import { StateBadge } from '@/ui/state-badge'
import { TimeLeft } from '@/ui/time-left'

/** Where a case stands: time left while a clock runs, else its state; always word, shape and colour. */
export function CaseState({
  status,
  dueAt,
  now,
  timeZone,
}: {
  status: string
  dueAt: Date | null
  now: Date
  timeZone: string
}) {
  if (status === 'paused') return <StateBadge kind="paused" />
  if (dueAt) return <TimeLeft dueAt={dueAt} now={now} timeZone={timeZone} />
  return <StateBadge kind={status === 'closed' ? 'closed' : 'open'} />
}
