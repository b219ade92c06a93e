import type { Permission } from '@/organisation/rules/permissions'
import type { NavIconName, NavSection } from '@/ui/nav-item'

type Entry = {
  /** Key of the label in messages/<locale>/nav.json. */
  readonly key: string
  readonly href: string
  readonly icon: NavIconName
  readonly permission: Permission
  readonly hotkey?: string
  /** Only where messages are shown on invented phones. */
  readonly needsSimulator?: true
}

const SECTIONS: readonly { readonly key: string; readonly entries: readonly Entry[] }[] = [
  {
    key: 'sectionWork',
    entries: [
      { key: 'home', href: '/', icon: 'home', permission: 'home.view', hotkey: 'h' },
      { key: 'newComplaint', href: '/complaints/new', icon: 'new', permission: 'complaint.log', hotkey: 'n' },
      { key: 'complaints', href: '/complaints', icon: 'list', permission: 'complaint.view', hotkey: 'l' },
      { key: 'notifications', href: '/notifications', icon: 'notification', permission: 'notification.own' },
      { key: 'imports', href: '/imports', icon: 'import', permission: 'complaint.import' },
    ],
  },
  {
    key: 'sectionMoney',
    entries: [
      { key: 'money', href: '/dashboard/money', icon: 'dashboard', permission: 'dashboard.money' },
      { key: 'refunds', href: '/refunds', icon: 'refund', permission: 'refund.view', hotkey: 'r' },
      { key: 'reconciliation', href: '/reconciliation', icon: 'audit', permission: 'reconciliation.view' },
      { key: 'orders', href: '/orders', icon: 'list', permission: 'order.view' },
      { key: 'services', href: '/services', icon: 'settings', permission: 'order.view' },
      { key: 'notices', href: '/notices', icon: 'notification', permission: 'notice.view' },
      { key: 'matters', href: '/matters', icon: 'list', permission: 'refund.view' },
    ],
  },
  {
    key: 'sectionPromise',
    entries: [
      { key: 'dashboard', href: '/dashboard', icon: 'dashboard', permission: 'dashboard.view', hotkey: 'd' },
      { key: 'commitments', href: '/commitments', icon: 'commitment', permission: 'commitment.view' },
      { key: 'groups', href: '/groups', icon: 'group', permission: 'group.view' },
    ],
  },
  {
    key: 'sectionMessages',
    entries: [
      { key: 'messages', href: '/messages', icon: 'notification', permission: 'message.view' },
      { key: 'templates', href: '/templates', icon: 'list', permission: 'template.view' },
      { key: 'bulk', href: '/bulk', icon: 'group', permission: 'template.view' },
      {
        key: 'simulator',
        href: '/simulator',
        icon: 'new',
        permission: 'message.simulate',
        needsSimulator: true,
      },
    ],
  },
  {
    key: 'sectionAdmin',
    entries: [
      { key: 'organisation', href: '/organisation', icon: 'organisation', permission: 'organisation.view' },
      { key: 'staff', href: '/staff', icon: 'staff', permission: 'staff.view' },
      { key: 'permissions', href: '/permissions', icon: 'permission', permission: 'permission.view' },
      { key: 'audit', href: '/audit', icon: 'audit', permission: 'audit.view' },
      { key: 'calendars', href: '/calendars', icon: 'calendar', permission: 'calendar.view' },
      { key: 'tokens', href: '/tokens', icon: 'permission', permission: 'token.manage' },
    ],
  },
]

/** What opens an entry. */
export const NAVIGATION_PERMISSIONS: readonly Permission[] = [
  ...new Set(SECTIONS.flatMap(({ entries }) => entries.map(({ permission }) => permission))),
]

/**
 * The navigation somebody sees: entries their roles open, in the reader's language, with numbers of what waits
 * (by address). It is put together in the browser as well, which knows no settings: what depends on one is told.
 */
export function navigationFor(
  isAllowed: (permission: Permission) => boolean,
  label: (key: string) => string,
  {
    hasSimulator,
    counts = {},
  }: { readonly hasSimulator: boolean; readonly counts?: Readonly<Record<string, number>> },
): NavSection[] {
  return SECTIONS.map((section) => ({
    label: label(section.key),
    items: section.entries
      .filter((entry) => isAllowed(entry.permission) && (hasSimulator || !entry.needsSimulator))
      .map(({ key, href, icon, hotkey }) => ({ href, icon, hotkey, label: label(key), count: counts[href] })),
  })).filter((section) => section.items.length > 0)
}
