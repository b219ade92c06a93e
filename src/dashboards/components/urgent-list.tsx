import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { EmptyState } from '@/ui/empty-state'
import { TimeLeft } from '@/ui/time-left'
import type { UrgentCase } from '../store/due'

/** The cases that break next or are broken longest, each with what to do about it at hand. */
export function UrgentList({
  cases,
  now,
  timeZone,
  actions,
}: {
  cases: readonly UrgentCase[]
  now: Date
  timeZone: string
  /** Buttons of a row, by case. */
  actions?: (urgent: UrgentCase) => ReactNode
}) {
  const t = useTranslations('dashboards')
  if (cases.length === 0) return <EmptyState title={t('nothingDue')} />
  return (
    <ul className="board-list">
      {cases.map((urgent) => (
        <li key={urgent.id}>
          <span className="min-w-36 shrink-0 whitespace-nowrap text-sm">
            <TimeLeft dueAt={urgent.nextDueAt} now={now} timeZone={timeZone} />
          </span>
          <a
            data-soft=""
            className="ui-link min-w-0 flex-1 truncate"
            href={`/complaints/${urgent.number}`}
            title={urgent.words}
          >
            <span className="text-muted mr-2 text-xs tabular-nums">{urgent.number}</span>
            {urgent.words}
          </a>
          <span className="text-muted hidden shrink-0 text-sm sm:inline">{urgent.ownerName}</span>
          {actions ? <span className="flex shrink-0 gap-1">{actions(urgent)}</span> : null}
        </li>
      ))}
    </ul>
  )
}
