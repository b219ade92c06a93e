import type { IconName } from './icon-drawings'
import type { NavIconName } from './nav-item'

/** The drawing of an entry of the navigation. */
export const NAV_DRAWINGS: Readonly<Record<NavIconName, IconName>> = {
  home: 'house',
  new: 'phone-incoming',
  list: 'list-todo',
  commitment: 'handshake',
  dashboard: 'gauge',
  group: 'siren',
  import: 'file-input',
  calendar: 'calendar-days',
  organisation: 'building',
  staff: 'users',
  permission: 'key',
  audit: 'scroll',
  notification: 'bell',
  settings: 'settings',
  refund: 'receipt',
}
