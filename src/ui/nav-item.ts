/** Names of the drawings in `NAV_DRAWINGS`. */
export type NavIconName =
  | 'home'
  | 'new'
  | 'list'
  | 'commitment'
  | 'dashboard'
  | 'group'
  | 'import'
  | 'calendar'
  | 'organisation'
  | 'staff'
  | 'permission'
  | 'audit'
  | 'notification'
  | 'settings'
  | 'refund'

export type NavItem = {
  readonly href: string
  readonly label: string
  readonly icon: NavIconName
  /** Single key that opens it from anywhere. */
  readonly hotkey?: string
  /** Something waiting there, e.g. overdue cases; 0 is not shown. */
  readonly count?: number
}

export type NavSection = { readonly label?: string; readonly items: readonly NavItem[] }

/**
 * The item the current path belongs to: the longest address that is the path or one of its ancestors, so that
 * `/complaints/new` is not also `/complaints`.
 */
export function currentNavHref(items: readonly NavItem[], pathname: string): string | null {
  const matching = items
    .map(({ href }) => href)
    .filter((href) => pathname === href || (href !== '/' && pathname.startsWith(`${href}/`)))
  return matching.sort((a, b) => b.length - a.length)[0] ?? null
}
