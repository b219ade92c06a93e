import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { LocalTime } from './local-time'
import { Shape } from './shape'
import { STATE_LOOKS, type StateKind } from './state-kinds'

export type TimelineEntry = {
  readonly id: string
  readonly at: Date
  readonly title: ReactNode
  /** Who, and where. */
  readonly by?: ReactNode
  readonly body?: ReactNode
  readonly kind?: StateKind
}

/** What happened, one entry a fact. The caller decides the order. */
export function Timeline({
  entries,
  timeZone,
  label,
}: {
  entries: readonly TimelineEntry[]
  timeZone: string
  label?: string
}) {
  const t = useTranslations('ui')
  return (
    <ol className="timeline" aria-label={label ?? t('timeline')}>
      {entries.map(({ id, at, title, by, body, kind }) => {
        const look = kind ? STATE_LOOKS[kind] : undefined
        return (
          <li key={id} data-tone={look?.tone}>
            <span className="timeline-mark">
              <Shape name={look?.shape ?? 'diamond'} />
            </span>
            <div className="min-w-0">
              <div className="timeline-head">
                <span className="font-medium">{title}</span>
                <span className="timeline-meta">
                  <LocalTime instant={at} timeZone={timeZone} />
                </span>
                {by ? <span className="timeline-meta">{by}</span> : null}
              </div>
              {body ? <div className="mt-0.5 wrap-anywhere whitespace-pre-line">{body}</div> : null}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
