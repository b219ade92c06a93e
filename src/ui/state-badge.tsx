import { useTranslations } from 'next-intl'
import { Shape } from './shape'
import { STATE_LOOKS, type StateKind } from './state-kinds'

/** A state as word, shape and colour together. `label` replaces the usual word; `plain` leaves out the background. */
export function StateBadge({
  kind,
  label,
  plain = false,
}: {
  kind: StateKind
  label?: string
  plain?: boolean
}) {
  const t = useTranslations('ui.state')
  const { tone, shape } = STATE_LOOKS[kind]
  return (
    <span
      className={plain ? 'badge-state badge-state--plain' : 'badge-state'}
      data-tone={tone}
      data-state={kind}
    >
      <Shape name={shape} />
      {label ?? t(kind)}
    </span>
  )
}
