import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** What a list says when it is empty, and what to do next. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title?: string
  children?: ReactNode
  action?: ReactNode
}) {
  const t = useTranslations('ui')
  return (
    <div className="empty">
      <p className="font-medium text-foreground">{title ?? t('emptyTitle')}</p>
      {children ? <div>{children}</div> : null}
      {action}
    </div>
  )
}
