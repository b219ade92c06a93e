import { useTranslations } from 'next-intl'
import { Icon } from './icon'

/** The bell with the number of unread notifications, in word for screen readers. */
export function NotificationBell({ href, unread }: { href: string; unread: number }) {
  const t = useTranslations('ui')
  return (
    <a
      data-soft=""
      href={href}
      className="btn btn--quiet btn--icon relative"
      aria-label={unread > 0 ? t('unreadCount', { count: unread }) : t('notifications')}
    >
      <Icon name="bell" size={18} />
      {unread > 0 ? (
        <span className="nav-count absolute top-0 -right-1" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      ) : null}
    </a>
  )
}
