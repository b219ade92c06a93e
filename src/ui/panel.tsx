import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** A titled area. `flush` when the body brings its own edges (tables). */
export function Panel({
  title,
  hint,
  actions,
  footer,
  flush = false,
  id,
  className,
  children,
}: {
  title?: ReactNode
  hint?: ReactNode
  actions?: ReactNode
  footer?: ReactNode
  flush?: boolean
  id?: string
  className?: string
  children: ReactNode
}) {
  const hasHead = title !== undefined || actions !== undefined
  return (
    <section className={classNames('panel', className)} id={id}>
      {hasHead ? (
        <div className="panel-head">
          {title !== undefined ? <h2 className="panel-title">{title}</h2> : null}
          {hint ? <span className="text-muted text-xs">{hint}</span> : null}
          {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      {flush ? children : <div className="panel-body">{children}</div>}
      {footer ? <div className="panel-foot">{footer}</div> : null}
    </section>
  )
}
