import {
  Bell,
  Building2,
  CalendarDays,
  FileInput,
  Gauge,
  Handshake,
  House,
  KeyRound,
  ListTodo,
  PhoneIncoming,
  ScrollText,
  Settings,
  Siren,
  UsersRound,
} from 'lucide-react'
import type { NavIconName } from './nav-item'

const ICONS = {
  home: House,
  new: PhoneIncoming,
  list: ListTodo,
  commitment: Handshake,
  dashboard: Gauge,
  group: Siren,
  import: FileInput,
  calendar: CalendarDays,
  organisation: Building2,
  staff: UsersRound,
  permission: KeyRound,
  audit: ScrollText,
  notification: Bell,
  settings: Settings,
} as const

export function NavIcon({ name, size = 17 }: { name: NavIconName; size?: number }) {
  const Icon = ICONS[name]
  return <Icon size={size} strokeWidth={1.8} aria-hidden="true" />
}
