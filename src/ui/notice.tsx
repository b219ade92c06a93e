import type { ReactNode } from 'react'
import { Shape } from './shape'
import { STATE_LOOKS, type StateKind } from './state-kinds'

/** A message inside the page: `info`, `success`, `warning` or `error`. `live` announces it when it appears. */
export function Notice({
  kind = 'info',
  title,
  live = false,
  children,
}: {
  kind?: Extract<StateKind, 'info' | 'success' | 'warning' | 'error'>
  title?: ReactNode
  live?: boolean
  children?: ReactNode
}) {
  const { tone, shape } = STATE_LOOKS[kind]
  return (
    <div
      className="notice"
      data-tone={tone}
      role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}
    >
      <Shape name={shape} />
      <div className="min-w-0">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
    </div>
  )
}
