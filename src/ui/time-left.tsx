import { useAppLocale } from '@/platform/i18n/use-app-locale'
import { formatDue, formatRemaining } from './format'
import { Shape } from './shape'
import { STATE_LOOKS } from './state-kinds'
import { urgencyOf } from './urgency'

/**
 * Time left until a deadline in words, with shape and colour. Rendered on the server; `TimeTicker` in the shell
 * keeps all of them current, so a row needs no script of its own. `stopped` (paused, closed) does not tick.
 */
export function TimeLeft({
  dueAt,
  now,
  timeZone,
  stopped = false,
}: {
  dueAt: Date
  now: Date
  timeZone: string
  stopped?: boolean
}) {
  const locale = useAppLocale()
  const { tone, shape } = STATE_LOOKS[urgencyOf(dueAt.getTime(), now.getTime())]
  return (
    <span
      className="time-left"
      data-tone={tone}
      data-due={stopped ? undefined : dueAt.getTime()}
      suppressHydrationWarning
    >
      <Shape name={shape} />
      <time
        dateTime={dueAt.toISOString()}
        title={formatDue(dueAt, { locale, timeZone, style: 'long' })}
        suppressHydrationWarning
      >
        {formatRemaining(dueAt.getTime() - now.getTime(), locale)}
      </time>
    </span>
  )
}
