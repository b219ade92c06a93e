import { useTranslations } from 'next-intl'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { Markup } from '@/ui/markup'
import { TimeLeft } from '@/ui/time-left'
import type { UrgentCase } from '../store/due'
import { QuickActions } from './quick-actions'

type Props = {
  readonly cases: readonly UrgentCase[]
  readonly now: Date
  readonly timeZone: string
  /** What the reader may do about a case from here; none of it without. */
  readonly can?: { readonly reassign: boolean; readonly chase: boolean }
}

/** The cases that break next or are broken longest, each with what to do about it at hand. */
export function UrgentList(props: Props) {
  const t = useTranslations('dashboards')
  if (props.cases.length === 0) return <EmptyState title={t('nothingDue')} />
  return (
    <>
      <Markup>
        <Rows {...props} />
      </Markup>
      {props.can?.reassign || props.can?.chase ? <QuickActions /> : null}
    </>
  )
}

function Rows({ cases, now, timeZone, can }: Props) {
  const t = useTranslations('dashboards.quick')
  return (
    <ul className="board-list">
      {cases.map((urgent) => (
        <li key={urgent.id} data-key={urgent.id}>
          <span className="min-w-36 shrink-0 whitespace-nowrap text-sm">
            <TimeLeft dueAt={urgent.nextDueAt} now={now} timeZone={timeZone} />
          </span>
          <a
            data-soft=""
            className="ui-link min-w-0 flex-1 truncate max-md:order-last max-md:basis-full"
            href={`/complaints/${urgent.number}`}
            title={urgent.words}
          >
            <span className="text-muted mr-2 text-xs tabular-nums">{urgent.number}</span>
            {urgent.words}
          </a>
          <span className="text-muted hidden shrink-0 text-sm sm:inline">{urgent.ownerName}</span>
          {can ? (
            <span className="flex shrink-0 gap-1">
              {can.chase ? <Quick kind="chase" urgent={urgent} label={t('chase')} /> : null}
              {can.reassign ? <Quick kind="reassign" urgent={urgent} label={t('reassign')} /> : null}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** `QuickActions` listens to it. */
function Quick({ kind, urgent, label }: { kind: string; urgent: UrgentCase; label: string }) {
  return (
    <Button
      look="quiet"
      size="sm"
      aria-haspopup="dialog"
      data-quick={kind}
      data-case={urgent.id}
      data-number={urgent.number}
      data-revision={urgent.revision}
    >
      {label}
    </Button>
  )
}
