import { Icon } from './icon'
import type { IconName } from './icon-drawings'
import type { NavIconName } from './nav-item'

const DRAWINGS: Readonly<Record<NavIconName, IconName>> = {
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
}

export function NavIcon({ name, size = 17 }: { name: NavIconName; size?: number }) {
  return <Icon name={DRAWINGS[name]} size={size} className="icon--fine" />
}
