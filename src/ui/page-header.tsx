import type { ReactNode } from 'react'
import { Breadcrumbs, type Crumb } from './breadcrumbs'

/** Title of a page (its only h1), with state beside it and actions at the right. */
export function PageHeader({
  title,
  crumbs,
  badges,
  description,
  actions,
}: {
  title: ReactNode
  crumbs?: readonly Crumb[]
  badges?: ReactNode
  description?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="page-header">
      {crumbs?.length ? <Breadcrumbs crumbs={crumbs} /> : null}
      <div className="min-w-0">
        <h1 className="page-title">
          {title}
          {badges}
        </h1>
        {description ? <p className="text-muted">{description}</p> : null}
      </div>
      {actions ? <div className="page-actions">{actions}</div> : null}
    </header>
  )
}
